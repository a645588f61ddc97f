"""Which kinds of records a case's page leads to, by who reads it, in the order in which that reader needs them."""

from __future__ import annotations

from datetime import date
from typing import Final

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.moment import day_of
from desktop_app.domain.record import Record

#: The page of a decision that came on paper or by word; its records are of the kind `decision`.
DECISION_ON_PAPER: Final = "decision_on_paper"

#: Whoever met the person: what was said and agreed, what was seen, what is sent, what is kept.
_MET: Final = (
    "contact",
    "person",
    "account_and_observations",
    "indicator_observation",
    "safety_assessment",
    "consent",
    "information_given",
    "child_in_finland",
    "representative",
    "proposal",
    "referral",
    DECISION_ON_PAPER,
    "statutory_notification",
    "attachment",
    "note",
)

#: Helping after the decision (746/2011, 35–38 f §), in the order of the work.
_SYSTEM_WORK: Final = (
    "decision",
    "reflection_period",
    "needs_assessment",
    "assistance_measure",
    "review",
    "ending",
)

#: The county's own assessment of service needs and what it arranges (1301/2014, 36 §).
_PROVIDER_WORK: Final = ("referral_answer", "needs_assessment", "assistance_measure", "review")

#: What a reader of a received case writes of the person in its own register.
_OF_THE_PERSON: Final = (
    "contact",
    "person",
    "safety_assessment",
    "consent",
    "information_given",
    "child_in_finland",
    "representative",
    "referral",
    "statutory_notification",
    "attachment",
    "note",
)

#: What belongs together on the page of a case: the work after a decision, whom one met, permissions and what was said,
#: whom else it touches, what leaves, what is kept.
_TOGETHER: Final = (
    frozenset({*_SYSTEM_WORK, *_PROVIDER_WORK}),
    frozenset({"contact", "person", "account_and_observations", "indicator_observation", "safety_assessment"}),
    frozenset({"consent", "information_given"}),
    frozenset({"child_in_finland", "representative"}),
    frozenset({"proposal", "referral", DECISION_ON_PAPER, "statutory_notification"}),
    frozenset({"attachment", "note"}),
)

#: Kinds that answer what another organisation sent; a case that the organisation opened itself has nothing to answer.
_ANSWERS: Final = frozenset({"decision", "referral_answer"})

#: A reflection period is only for a person without a right of residence (301/2004, 52 b §).
PERIOD: Final = "reflection_period"

#: Grounds on which a person stays legally, as long as they last.
_LEGAL: Final = frozenset(
    {"finnish_citizen", "nordic_eu", "permanent_permit", "fixed_term_permit", "seasonal_work", "temporary_protection"}
)

_WORK: Final = {OrgKind.ASSISTANCE_SYSTEM: _SYSTEM_WORK, OrgKind.PROVIDER: _PROVIDER_WORK, OrgKind.OUTREACH: ()}


def sections(own_kind: OrgKind, *, received: bool, own: bool = False) -> tuple[str, ...]:
    """Return the kinds for the page of a case; `received`: another organisation's proposal or referral opened it.

    `own`: the organisation's own case is joined with what was received.

    No record closes a way to assistance (746/2011, 35 § 4); of the reflection period, which is none, see
    `stays_legally`.
    """
    work = _WORK[own_kind]
    answering = received and bool(work)
    found = (*work, *(_OF_THE_PERSON if answering and not own else _MET))
    found = tuple(kind for kind in found if answering or kind not in _ANSWERS)
    return tuple(kind for kind in found if kind not in KINDS or own_kind in KINDS[kind].open_to)


def together(one: str, other: str) -> bool:
    """Tell whether two sections of a case's page belong to one group."""
    return any(one in group and other in group for group in _TOGETHER) or not any(
        one in group or other in group for group in _TOGETHER
    )


def stays_legally(person: Record | None, today: date) -> bool:
    """Tell whether every standing version says that the person stays legally today; what is not known does not."""
    if person is None:
        return False
    until = [day for value in person.standing("residence_until") if (day := day_of(value)) is not None]
    bases = set(person.standing("residence_basis"))
    return bool(bases) and bases <= _LEGAL and all(day >= today for day in until)
