"""The words of an extract's page: questions, what stops it and what to do then, reasons, choices."""

from __future__ import annotations

from desktop_app.ui.language import N_
from desktop_app.ui.view_models.extract import HISTORY, IDENTITY_CODE, NOTES, NOTIFICATIONS, SAFETY

WHO_WORDS = {
    "person": N_("The person"),
    "representative": N_("A representative"),
    "somebody_else": N_("Somebody else"),
}

#: What stops an extract, and what to do; `phone` is the Assistance System's.
REFUSALS = {
    "open": N_("Answer the questions. Until then nothing is put together."),
    "demanded": N_(
        "Nothing is made now: a paper that somebody else demands can endanger the person. Look at the records together "
        "on the screen, alone, and agree on what the person can say. Ask again another time."
    ),
    "not_alone": N_(
        "Nothing is made now. Wait until you can speak with the person alone and safely, with an interpreter whom the "
        "person has chosen."
    ),
    "somebody_else": N_(
        "Nothing is given to anybody else, and nothing is said about whether there is a case. Whoever asks may write "
        "to your organisation. Tell the person, alone and safely, that somebody has asked. Counsel whom the person has "
        "chosen gets the extract from the person."
    ),
    "no_representative": N_(
        "No representative is recorded in this case. Nothing is given before it is recorded who the representative is, "
        "and that contacting them is safe."
    ),
    "representative_conflict": N_(
        "Nothing is given to a representative of whom it is recorded, or not known, that they may be part of the "
        "problem. Speak with child welfare and with the Assistance System, {phone}, without the representative."
    ),
    "representative_danger": N_(
        "Nothing is given: it is dangerous to contact a representative of this case, and an extract may reach them. "
        "Speak with child welfare and with the Assistance System, {phone}, without the representatives."
    ),
    "representative_not_yet": N_(
        "Nothing is given yet: it is not recorded that this representative may be contacted. Ask the person first, and "
        "child welfare or the Assistance System, {phone}."
    ),
    "person_does_not_agree": N_(
        "Nothing is given before the person, asked alone, agrees. If the person does not, speak with child welfare or "
        "the Assistance System, {phone}."
    ),
}

#: Why something is left out.
REASONS = {
    "others": N_("Concerns other people"),
    "worker": N_("Concerns the worker's own safety"),
    "non_disclosure": N_("Not on paper because of non-disclosure"),
    "unknown": N_("This program does not know it"),
    HISTORY: N_("Not chosen"),
    NOTES: N_("Not chosen"),
    NOTIFICATIONS: N_("Not chosen"),
    IDENTITY_CODE: N_("Not chosen"),
    SAFETY: N_("Not chosen"),
}

#: What goes in only when it is chosen.
CHOICE_WORDS = {
    HISTORY: N_("Earlier wordings, too"),
    NOTES: N_("The worker's own notes, after reading them through"),
    NOTIFICATIONS: N_("Notifications made without consent, if the person has heard of them"),
    IDENTITY_CODE: N_("The identity code"),
    SAFETY: N_("Where and how the person is reached, and whatever else is hidden"),
}
