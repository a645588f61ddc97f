"""What another organisation sent that opened a case, and whether it waits for this organisation's answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app.domain.due import LIMITS, Due
from desktop_app.domain.record import Record
from desktop_app.ledger.ids import OrgId, reply_stream

OPENING_KINDS: Final = ("proposal", "referral")

#: Outcomes of a referral that end the sender's waiting; the others leave it among what is to be answered.
CLOSING: Final = frozenset({"services_started", "transferred", "not_reached", "declined_by_person", "not_responsible"})

#: Codes of haste, the most pressing first.
URGENCIES: Final = ("now", "today", "days")

#: Sorts after every day.
_LATEST: Final = date.max


@dataclass(frozen=True, slots=True)
class Received:
    """A received case: `urgency` as the sender said it, the first day that `binds`, whether of a child.

    `waits` for an answer; `answered` is the newest outcome of a referral, empty before the first; `asked` that more has
    been asked of the sender.
    """

    opening: Record
    urgency: str
    binds: date | None
    child: bool
    waits: bool
    answered: str
    asked: bool

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Sorts what waits: of proposals time limits on top, then children, then haste; of referrals haste.

        Of what is alike the oldest comes first.
        """
        haste = str(URGENCIES.index(self.urgency)) if self.urgency in URGENCIES else str(len(URGENCIES))
        if self.opening.kind == "proposal":
            child = "0" if self.child else "1"
            return "0", (self.binds or _LATEST).isoformat(), child + haste, self.opening.created_at
        return "1", haste, "", self.opening.created_at


def openings_of(records: Iterable[Record], own_org: OrgId) -> tuple[Record, ...]:
    """Return the proposals and referrals of other organisations that opened a case, or those joined with it."""
    return tuple(
        one
        for one in records
        if one.kind in OPENING_KINDS and one.org != own_org and bytes(one.record) == bytes(one.stream)
    )


def answers_to(records: Iterable[Record], own_org: OrgId, opening: Record) -> tuple[Record, ...]:
    """Return the own answers to a received referral, and not those to another on the same person."""
    own = (one for one in records if one.is_own and one.org == own_org)
    return tuple(one for one in own if one.kind == "referral_answer" and one.case == opening.case)


def received(
    opening: Record, records: Sequence[Record], own_org: OrgId, due: Iterable[Due], *, child: bool
) -> Received:
    """Return what was received with `opening`; a decision answers every proposal on the person."""
    newest = max(answers_to(records, own_org, opening), key=lambda one: one.created_at, default=None)
    answered = newest.text("outcome") if newest else ""
    withdrawn = any(one.kind == "withdrawal" and one.stream == opening.stream for one in records)
    decided = any(one.kind == "decision" and one.is_own and one.org == own_org for one in records)
    done = decided if opening.kind == "proposal" else answered in CLOSING
    reply = reply_stream(own_org, opening.stream)
    return Received(
        opening,
        opening.text("urgency"),
        min((each.on for each in due if each.code in LIMITS), default=None),
        child,
        not (withdrawn or done),
        answered,
        any(one.kind == "question" and one.stream == reply for one in records),
    )
