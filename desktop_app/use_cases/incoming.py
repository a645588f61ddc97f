"""What has come to a reader and waits for an answer: what binds in time first, and nothing secret in the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.received import Received
from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import cases, law_days
from desktop_app.use_cases.law_days import LawDay
from desktop_app.use_cases.session import Session

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
    """Return what waits for this organisation's answer; nothing for an organisation that only sends.

    Of referrals equally pressing the one comes first of which the law asks something earlier.
    """
    if cases.organisation_kind(session) is OrgKind.OUTREACH:
        return ()
    found = []
    for case in session.store.received_cases():
        try:
            file = cases.read(session, case)
        except LuotsiError:  # not to exist for this worker
            continue
        come = file.received()
        if come is not None and come.waits:
            line = _line(file, come)
            found.append(((*come.order[:2], line.law.on if line.law else _LATEST, *come.order[2:], case), line))
    return tuple(line for _, line in sorted(found, key=lambda each: each[0]))


def _line(file: CaseFile, come: Received) -> Incoming:
    return Incoming(
        file.case,
        file.summary().reference,
        come.opening.kind,
        come.opening.text("sent_at") or come.opening.created_at,
        come.urgency,
        come.child,
        come.binds is not None,
        come.asked,
        come.answered,
        next(iter(law_days.of_county(file)), None),
    )
