"""What has come to a reader and waits for an answer: what binds in time first, and nothing secret in the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.due import LIMITS
from desktop_app.domain.kind import OrgKind
from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import cases, law_days, replying
from desktop_app.use_cases.law_days import LawDay
from desktop_app.use_cases.referral_answer import CLOSING
from desktop_app.use_cases.session import Session

_URGENCY: Final = {"now": 0, "today": 1, "days": 2}
_LATEST: Final = date.max


@dataclass(frozen=True, slots=True)
class Incoming:
    """One received proposal or referral that waits.

    `binds` tells that a day binds (safe until, removal, end of stay, journey); which and when stands in the opened case
    only. `answered` is the newest outcome told, empty before the first; `asked` that more has been asked of the sender.
    `law` is what the law asks of a county first, None where it asks nothing more.
    """

    case: CaseId
    reference: str
    kind: str
    came_at: str
    urgency: str
    child: bool
    binds: bool
    asked: bool
    answered: str
    law: LawDay | None = None


def waiting(session: Session) -> tuple[Incoming, ...]:
    """Return what waits for this organisation's answer; nothing for an organisation that only sends."""
    if cases.organisation_kind(session) is OrgKind.OUTREACH:
        return ()
    found = []
    for case in session.store.received_cases():
        try:
            file = cases.read(session, case)
        except LuotsiError:  # not to exist for this worker
            continue
        opening = replying.received(file)
        if opening is not None and _waits(file, opening):
            found.append((_order(file, opening), _line(file, opening)))
    return tuple(line for _, line in sorted(found, key=lambda each: each[0]))


def _waits(file: CaseFile, opening: Record) -> bool:
    if any(one.kind == "withdrawal" and one.stream == opening.stream for one in file.records):
        return False
    if opening.kind == "proposal":
        return not any(one.kind == "decision" for one in file.own)
    return _answered(file) not in CLOSING


def _answered(file: CaseFile) -> str:
    answers = [one for one in file.own if one.kind == "referral_answer"]
    newest = max(answers, key=lambda one: one.created_at, default=None)
    return newest.text("outcome") if newest else ""


def _limit(file: CaseFile) -> date:
    return min((due.on for due in file.due() if due.code in LIMITS), default=_LATEST)


def _order(file: CaseFile, opening: Record) -> tuple[bool, int, date, bool, int, str, bytes]:
    """Proposals: time limits on top, then children. Referrals: what the sender said of haste, then what the law asks.

    Of what is alike the oldest comes first.
    """
    urgency = _URGENCY.get(opening.text("urgency"), len(_URGENCY))
    if opening.kind == "proposal":
        return False, 0, _limit(file), not file.is_child(), urgency, opening.created_at, bytes(file.case)
    law = _law(file)
    return True, urgency, law.on if law else _LATEST, False, 0, opening.created_at, bytes(file.case)


def _line(file: CaseFile, opening: Record) -> Incoming:
    return Incoming(
        file.case,
        file.summary().reference,
        opening.kind,
        opening.text("sent_at") or opening.created_at,
        opening.text("urgency"),
        file.is_child(),
        _limit(file) is not _LATEST,
        any(one.kind == "question" and one.org == file.own_org for one in file.records),
        _answered(file),
        _law(file),
    )


def _law(file: CaseFile) -> LawDay | None:
    return next(iter(law_days.of_county(file)), None)
