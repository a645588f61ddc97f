"""What a day asks for: what waits for an eye, what is agreed for today and this week, drafts left open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.moment import day_in_finland
from desktop_app.ledger.ids import CaseId
from desktop_app.storage.cases import CaseRow
from desktop_app.use_cases import incoming, retention, safety_copy, supplement, sure_time
from desktop_app.use_cases.incoming import Incoming
from desktop_app.use_cases.retention import Leaving
from desktop_app.use_cases.session import Session

#: As many rows of a group as a page holds; the case list has the rest.
MOST = 6

#: So many days before a day of secret data the case is named, and so many after it.
NEAR_BEFORE_DAYS = 7
NEAR_AFTER_DAYS = 2

#: Received proposals or referrals that a reader's page holds: they are the work itself.
MOST_INCOMING = 12


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line: the case, its reference, a neutral code of the step, and its day if it has one."""

    case: CaseId
    reference: str
    step: str
    on: date | None


@dataclass(frozen=True, slots=True)
class TodayView:
    """The groups of the page, each earliest first, and the day they are seen from.

    `incoming` is what waits for an answer of an organisation that receives; `leaving` what is erased soon; `more` names
    the groups of which only the first lines are here (`waiting`, `now`, `week`), the list of cases has the rest;
    `clock_doubtful` that nothing is erased before somebody says that the day of the clock is right; `safety_to_choose`
    that old work is on this laptop alone and no folder for its safety copy is chosen.
    """

    today: date
    waiting: tuple[TodayLine, ...]
    now: tuple[TodayLine, ...]
    week: tuple[TodayLine, ...]
    incoming: tuple[Incoming, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    more: frozenset[str] = frozenset()
    clock_doubtful: bool = False
    safety_to_choose: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is due."""
        return not (self.waiting or self.now or self.week or self.incoming or self.leaving)


def view(session: Session) -> TodayView:
    """Return what is due in the cases that this worker may open; references and neutral steps only."""
    today = day_in_finland(session.now())
    come = incoming.waiting(session)
    held = {session.store.lead(line.case) for line in come}
    asked = _asked(session)
    known = held | {line.case for line in asked}
    past = _steps(session, None, today - timedelta(days=1), beside=len(known))
    behind = _behind(session, known | {line.case for line in past})
    waiting = [*(line for line in asked if line.case not in held), *(line for line in past if line.case not in known)]
    now = _steps(session, today, today)
    met = held | {line.case for line in now}
    near = [line for line in _near(session, today) if line.case not in met]
    drafts = [line for line in _drafts(session) if line.case not in held]
    day = (*now, *near, *drafts)
    week = _steps(session, today + timedelta(days=1), today + timedelta(days=7))
    groups = {"waiting": (*waiting, *behind), "now": day, "week": week}
    return TodayView(
        today,
        groups["waiting"][:MOST],
        day[:MOST],
        week[:MOST],
        come[:MOST_INCOMING],
        retention.leaving(session)[:MOST],
        frozenset(name for name, lines in groups.items() if len(lines) > MOST),
        sure_time.read(session).doubtful,
        safety_copy.view(session).to_be_chosen,
    )


def _asked(session: Session) -> tuple[TodayLine, ...]:
    """Return the cases of which somebody asked something, the earliest question first."""
    found = session.store.cases.page(
        order="next_step", descending=False, filters=frozenset({"more_asked"}), limit=MOST + MOST_INCOMING
    )
    return tuple(_line(row) for row in found.rows if row.closed_on is None)


def _steps(session: Session, since: date | None, until: date, beside: int = 0) -> tuple[TodayLine, ...]:
    """Return of each case its first step from `since` to `until`; one more than shown, and `beside` as many again."""
    found = session.store.steps(since.isoformat() if since else "", until.isoformat(), MOST + 1 + beside)
    return tuple(TodayLine(case, reference, step, date.fromisoformat(day)) for case, reference, day, step in found)


def _near(session: Session, today: date) -> list[TodayLine]:
    """Return the cases in which a day of secret data is near; the line says neither which day nor of what."""
    since, until = today - timedelta(days=NEAR_AFTER_DAYS), today + timedelta(days=NEAR_BEFORE_DAYS)
    found = session.store.days_near(since.isoformat(), until.isoformat(), MOST)
    return [TodayLine(case, reference, "day_near", None) for case, reference in found]


def _behind(session: Session, known: set[CaseId]) -> list[TodayLine]:
    """Return the cases in which a recipient holds something older than what is recorded."""
    rows = (session.store.cases.row(case) for case in supplement.cases_behind(session, MOST))
    return [
        TodayLine(row.case, row.reference, "recipient_behind", None)
        for row in rows
        if row is not None and row.case not in known and row.closed_on is None
    ]


def _drafts(session: Session) -> list[TodayLine]:
    lines = {}
    for draft in session.store.drafts.all():
        row = session.store.cases.row(draft.case) if draft.case else None
        if row is not None:
            lines[row.case] = TodayLine(row.case, row.reference, "draft_open", None)
    return list(lines.values())


def _line(row: CaseRow) -> TodayLine:
    on = date.fromisoformat(row.proposal_at[:10]) if row.proposal_at else None
    return TodayLine(row.case, row.reference, "answer_question", on)
