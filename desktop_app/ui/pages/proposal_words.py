"""Sentences of the proposal's page for the codes that its use case answers with."""

from __future__ import annotations

from desktop_app.ui.language import N_

#: What the reader will probably ask: it informs and stops nothing.
ADVICE = {
    "phone_first_when_urgent": N_("It is urgent: phone first, then send."),
    "is_the_person_safe_now": N_("Is the person safe now?"),
    "on_what_basis_the_person_stays": N_("On what basis does the person stay in Finland?"),
    "how_long_the_permit_is_valid": N_("How long is the permit valid?"),
    "when_the_removal_is": N_("On which day is the removal?"),
    "may_the_representative_be_contacted": N_("May the child's representative be contacted?"),
    "how_to_reach_the_person_safely": N_("How can the person be reached safely?"),
    "which_language_and_interpreter": N_("For which language is an interpreter booked?"),
    "is_there_a_municipality_of_residence": N_("Does the person have a municipality of residence?"),
    "why_the_person_may_be_a_victim": N_("The first reason is still empty."),
    "why_the_person_needs_help": N_("The second reason is still empty."),
    "what_the_person_wants": N_("What does the person want?"),
    "does_the_person_agree_to_the_proposal": N_("The person's permission to send is not recorded yet."),
    "may_the_outcome_be_told": N_("Whether the outcome may be told to you is not recorded yet."),
    "from_which_number_the_proposer_is_reached": N_("Your phone number is missing: add it under Settings."),
    "when_the_proposer_is_reachable": N_("When can you be reached?"),
}

#: Why something stays.
STAYS = {
    "no_consent": N_("not in the permission"),
    "not_ticked": N_("not chosen"),
    "answer_stays": N_("this answer never leaves"),
    "health_not_agreed": N_("not in the permission"),
    "not_asked": N_("not asked"),
    "refused": N_("refused"),
    "withdrawn": N_("withdrawn"),
    "postponed": N_("wants time to think"),
    "not_in_force": N_("not in force"),
    "nothing_written": N_("nothing written"),
}

#: Why the proposal cannot be sent now, and what helps.
BLOCKED = {
    "no_consent_for_proposal": N_("The person's permission to send the proposal is not in force. Ask for it first."),
    "not_enrolled": N_("This laptop does not belong to an organisation yet. Join one under Settings, then send."),
    "no_assistance_system": N_("The Assistance System is not yet in the directory. Sync once, then send."),
}
