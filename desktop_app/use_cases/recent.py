"""What went between this laptop and others in the last days: references and neutral states only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from desktop_app.domain.moment import day_in_finland, day_of
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases.session import Session

#: Days that the list looks back, and as many rows as a page holds.
DAYS = 14
MOST = 12


@dataclass(frozen=True, slots=True)
class RecentLine:
    """A case whose proposal moved: its state (a code of `proposal_state`) since when; `waits` that it is not sent."""

    case: CaseId
    reference: str
    state: str
    at: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Recent:
    """The last days, newest first."""

    lines: tuple[RecentLine, ...]


def view(session: Session) -> Recent:
    """Return what moved lately in the cases that this worker may open."""
    since = day_in_finland(session.now()) - timedelta(days=DAYS)
    rows = session.store.cases.page(order="opened", descending=True, limit=200).rows
    lines = [
        RecentLine(row.case, row.reference, row.proposal_state, row.proposal_at or "", row.has("unsent"))
        for row in rows
        if row.proposal_state not in (None, "", "draft", "ready")
    ]
    fresh = [line for line in lines if line.waits or ((day := day_of(line.at)) is not None and day >= since)]
    fresh.sort(key=lambda line: line.at, reverse=True)
    return Recent(tuple(fresh[:MOST]))
