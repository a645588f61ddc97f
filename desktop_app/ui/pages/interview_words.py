"""Short names of the prompts for the keys of the pad, and the sentences that stand beside a talk."""

from __future__ import annotations

from desktop_app.ui.language import N_, tr
from desktop_app.ui.pages.record_words import BESIDE
from desktop_app.ui.view_models.interview import AFTER, BEFORE
from desktop_app.use_cases.interview import Circumstances

NAMES = {
    BEFORE: N_("At first"),
    "Q01": N_("Talking here"),
    "Q02": N_("What you need"),
    "Q03": N_("How you are"),
    "Q04": N_("Where you sleep"),
    "Q05": N_("Coming and going"),
    "Q06": N_("Papers"),
    "Q07": N_("An ordinary day"),
    "Q08": N_("Promises"),
    "Q09": N_("Money"),
    "Q10": N_("If you said no"),
    "Q11": N_("Against the will"),
    "Q12": N_("Worry and hope"),
    AFTER: N_("At the end"),
}

#: Below what is said first: what the worker adds.
ADD = N_(
    "Then tell, truly and only as it is: who you are and for which organisation; that you are not the police and do "
    "not decide on permits; who interprets, and that the interpreter is bound to secrecy. A worker of an authority "
    "adds that the talk is written in the register of the authority."
)

#: Below a question that is not followed up.
NO_FOLLOW_UP = N_(
    "No further question after this one. If the person begins to tell of acts of their own that may be offences, say "
    "kindly that a lawyer should hear it first."
)

_UNSAFE = BESIDE["unsafe_interpreter"]
_CHILD = N_(
    "A child, or perhaps a child: only these, in simpler words. Do not talk about what happened; trained interviewers "
    "do that."
)
LAWYER_FIRST = N_(
    "If the child begins to tell of acts of their own that may be offences, say kindly that a lawyer should hear it "
    "first."
)
_OVERHEARD = N_("Somebody else may hear. What has happened is asked another time.")


def beside(now: Circumstances) -> str:
    """Why not every question is offered, in the language of the screen; empty when all are."""
    said = []
    if now.child:
        said += [tr(_CHILD), tr(LAWYER_FIRST)]
    if now.unsafe_interpreter:
        said.append(tr(_UNSAFE))
    if now.overheard and not now.unsafe_interpreter:
        said.append(tr(_OVERHEARD))
    return " ".join(said)
