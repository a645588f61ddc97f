"""Sentences of the pages of a referral for the codes that their use cases answer with."""

from __future__ import annotations

from desktop_app.ui.language import N_, tr
from desktop_app.ui.pages.proposal_words import ADVICE as PROPOSAL_ADVICE
from desktop_app.ui.view_models.referral import ReferralView

#: What stands above the form because of the person's situation. Each line is to be confirmed by the authority.
BESIDE = {
    "acute": N_(
        "Danger or no bed tonight: {emergency}, the social emergency services where the person is now, or a shelter. "
        "The Assistance System answers at {phone}."
    ),
    "ask_person_first": N_(
        "Ask the person before any unit of the municipality is contacted: somebody there may know the person, or the "
        "person whom they fear."
    ),
    "rights_advice": N_("The Assistance System advises on the person's rights also when a county helps."),
    "together_with_system": N_(
        "The reception centre where the person is registered helps, together with the Assistance System."
    ),
    "system_provides": N_("The Assistance System itself, Joutseno Reception Centre, provides the help."),
    "phone_system": N_(
        "Advice by phone from the Assistance System: {phone}. Urgent social and health care belong to everybody, where "
        "the person is."
    ),
}

#: What the reader will probably ask: it informs and stops nothing.
ADVICE = {
    "how_to_reach_the_person_safely": PROPOSAL_ADVICE["how_to_reach_the_person_safely"],
    "which_language_and_interpreter": PROPOSAL_ADVICE["which_language_and_interpreter"],
    "is_there_a_municipality_of_residence": PROPOSAL_ADVICE["is_there_a_municipality_of_residence"],
    "what_the_person_wants": PROPOSAL_ADVICE["what_the_person_wants"],
    "which_help_is_asked": N_("With what is help asked for?"),
    "what_the_children_need": N_("What do the children need?"),
}

#: Why the referral cannot go now, and what helps.
BLOCKED = {
    "no_recipient": N_("Choose first to whom it goes."),
    "no_consent_for_referral": N_("The person's permission for this recipient is not in force. Ask for it first."),
    "no_section_for_referral": N_("Choose the section on which the information is given."),
    "not_enrolled": N_("This laptop does not belong to an organisation yet. Join one under Settings, then send."),
}

#: Course of a referral that is worded as a proposal's is.
AS_A_PROPOSAL = frozenset({"sent", "delivered", "opened", "supplemented"})

WITHDRAWN = N_("The person has withdrawn the permission. Nothing more is sent.")


def language_hints(view: ReferralView) -> list[str]:
    """Return what stands below the language of the letter: who chooses it, and what is said beside it."""
    said = [tr("This recipient serves in this language.")]
    if view.choice:
        said = [tr("The person chooses Finnish or Swedish.")]
    elif view.sami:
        said = [tr("In Lapland also Sámi, where it applies and the person wishes so. The letter itself is in Finnish.")]
    if view.interpretation:
        said.append(tr("The person has a right to interpretation; this is noted where the languages go along."))
    return said
