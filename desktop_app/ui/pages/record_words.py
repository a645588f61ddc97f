"""The calm sentences of record pages: what a kind is about, and what stands beside a record because of what it says."""

from __future__ import annotations

from desktop_app.ui.language import N_

#: The longest title beside which a reference has room, in characters.
TITLE_WITH_REFERENCE = 30

#: Below the title of each kind's page.
ABOUT = {
    "person": N_("Nothing is required. A name in use, or nothing at all, is a complete record."),
    "safety_assessment": N_("Made with the person, who knows the danger best. Each time a new one."),
    "account_and_observations": N_(
        "What the person told and what you noticed are two texts. Do not press. Gaps and changes of order are ordinary "
        "and are left as they are."
    ),
    "information_given": N_(
        "Telling aloud counts as much as handing over. Ask first: does somebody look through bag, phone or room?"
    ),
    "child_in_finland": N_("What does the child need? Each child has a page of its own."),
    "representative": N_(
        "No representative is contacted before safety has been asked about. If the representative may be part of the "
        "problem, phone child welfare and the Assistance System without the representative. A missing or refusing "
        "representative closes no way."
    ),
    "needs_assessment": N_("Start from what the person wants. No area of life is compulsory."),
    "assistance_measure": N_("Free of charge and voluntary: nobody is helped against their will."),
    "reflection_period": N_(
        "Only for a person without a right of residence, who hears before choosing that the reception centre informs "
        "the police of the period."
    ),
    "review": N_("Looking again at the situation. A review ends nothing, and a missed one lapses nothing."),
    "ending": N_(
        "Only a decision of the Assistance System ends the client relationship. The right to assistance goes on until "
        "then."
    ),
    "statutory_notification": N_(
        "Made by phone or on the other authority's own channel, never through this program. Recorded here for your "
        "organisation alone."
    ),
    "attachment": N_(
        "Documents only: no sound recordings, no photographs of people, bodies, injuries or homes. Write here which "
        "document there is."
    ),
    "note": N_("Your own memory aid. It never leaves your organisation."),
    "criminal_proceedings": N_(
        "Recorded apart, by the person's wish. Help does not depend on it: nothing else in the program reads this page."
    ),
}

#: Beside a record because of what it says (codes of `domain.beside`).
BESIDE = {
    "unsafe_interpreter": N_(
        "The person who interpreted may not be safe. Speak only of voluntary help and the next meeting, and ask for a "
        "professional interpreter by phone. Consent can wait."
    ),
    "who_interpreted": N_("Who interpreted? If it was somebody close to the person or the employer, ask little now."),
    "interpreting_device": N_(
        "A phone or a machine interpreted: no names into it, and neither consent nor the person's account through it."
    ),
    "child_path": N_(
        "A child, or perhaps a child: ask first whether the representative may be contacted at all. Do not talk about "
        "what happened; trained interviewers do that. Child welfare and the Assistance System advise without a name. "
        "Check with your organisation whether you must notify."
    ),
    "child_in_danger": N_(
        "If the child is in danger now: call 112. Social emergency services answer day and night where the child is. "
        "Check with your organisation whether you must notify child welfare."
    ),
    "childs_own_case": N_(
        "A child who may need help for the same reasons has a case of their own, apart from the parent's."
    ),
}

#: Beside a child: what a notification to child welfare is for the organisation (codes of `notification_duty`).
CHILD_WELFARE = {
    "duty": N_("In your organisation this is a duty: notify child welfare, and tell first, if that is safe."),
    "right": N_("In your organisation this is a right and no duty: talk it over with your supervisor."),
}

#: Below a field, where something has to be known before it is filled in.
FIELD_HINTS = {
    ("safety_assessment", "contact_words"): N_("Never the name of the system, the organisation or the subject."),
    ("safety_assessment", "worker_safety"): N_("Never leaves your organisation."),
    ("account_and_observations", "workplace"): N_("Only if the person wants it told."),
    ("account_and_observations", "exploiter_relation"): N_("Never a name."),
    ("person", "date_of_birth"): N_("The year alone is enough."),
    ("person", "gender"): N_("Asked only for the proposal."),
    ("person", "support_needs"): N_("What is needed, never a diagnosis."),
    ("needs_assessment", "look_again_on"): N_("An agreement, not a deadline."),
    ("reflection_period", "ends_on"): N_("From the decision. At least 30 days, in total at most six months."),
    ("ending", "help_until"): N_("A reasonable time. The law sets no length."),
    ("statutory_notification", "made_to"): N_("Authority and unit."),
    ("statutory_notification", "what_was_told"): N_("Only what was necessary."),
    ("attachment", "title"): N_("Neutral, without names."),
    ("criminal_proceedings", "reported_by"): N_("The role, no name."),
    ("criminal_proceedings", "report_wanted"): N_("Asked once, without pressing."),
}
