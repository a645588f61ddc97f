"""What another organisation sent that opened a case, and whether it waits for this organisation's answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app.domain.due import LIMITS, Due
from desktop_app.domain.record import Record
from desktop_app.ledger.ids import OrgId

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


def opening_of(records: Iterable[Record], own_org: OrgId) -> Record | None:
    """Return the proposal or referral of another organisation that opened a case, None where none did."""
    for known in records:
        opens = bytes(known.record) == bytes(known.stream)
        if known.kind in OPENING_KINDS and known.org != own_org and opens:
            return known
    return None


def received(records: Sequence[Record], own_org: OrgId, due: Iterable[Due], *, child: bool) -> Received | None:
    """Return what was received on a case, None where nothing was."""
    opening = opening_of(records, own_org)
    if opening is None:
        return None
    own = [one for one in records if one.is_own and one.org == own_org]
    answers = [one for one in own if one.kind == "referral_answer"]
    newest = max(answers, key=lambda one: one.created_at, default=None)
    answered = newest.text("outcome") if newest else ""
    withdrawn = any(one.kind == "withdrawal" and one.stream == opening.stream for one in records)
    done = any(one.kind == "decision" for one in own) if opening.kind == "proposal" else answered in CLOSING
    return Received(
        opening,
        opening.text("urgency"),
        min((each.on for each in due if each.code in LIMITS), default=None),
        child,
        not (withdrawn or done),
        answered,
        any(one.kind == "question" and one.org == own_org for one in records),
    )
