"""What is due as a file for the worker's own calendar: references and days, nothing of what they are about.

Off until the worker turns it on: outside the program a calendar is open to others. Days of secret and safety data are
not in it, as in no list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.domain.icalendar import CalendarDay, calendar_file
from desktop_app.domain.moment import day_in_finland, day_of
from desktop_app.ledger.ids import ID_LENGTH, CaseId, digest
from desktop_app.ledger.purposes import CALENDAR
from desktop_app.storage.cases import CaseRow
from desktop_app.use_cases import access, cases
from desktop_app.use_cases.chosen_file import write_chosen
from desktop_app.use_cases.session import Session

#: As many cases as are looked through: those whose next step comes first, and those that are erased first.
MOST = 200

_ERASED = "erased"


@dataclass(frozen=True, slots=True)
class _Day:
    case: CaseId
    name: bytes
    on: date
    reference: str


def due_days(session: Session) -> tuple[CalendarDay, ...]:
    """Return the days from today on of the cases that exist for this worker; the summary is the reference alone."""
    return tuple(CalendarDay(day.name, day.on, day.reference) for day in _days(session))


def save(session: Session, path: Path) -> int:
    """Write what is due into a file that the worker named, and return how many days; each case is noted as exported.

    Raises LuotsiError `disk_failed`.
    """
    days = _days(session)
    file = calendar_file((CalendarDay(day.name, day.on, day.reference) for day in days), session.now())
    write_chosen(path, file)
    for case in dict.fromkeys(day.case for day in days):
        access.note(session, case, access.EXPORTED, "calendar")
    return len(days)


def _days(session: Session) -> list[_Day]:
    today = day_in_finland(session.now())
    found = {
        (day.case, day.name): day
        for order in ("next_step", "delete_on")
        for row in session.store.cases.page(order=order, descending=False, limit=MOST).rows
        for day in _of_case(session, row)
        if day.on >= today
    }
    return sorted(found.values(), key=lambda day: (day.on, day.reference, day.name))


def _of_case(session: Session, row: CaseRow) -> Iterator[_Day]:
    erased = day_of(row.delete_on)
    if erased is not None:
        yield _Day(row.case, _name(row.case + _ERASED.encode()), erased, row.reference)
    if row.closed_on is not None or row.next_at is None:
        return
    seen: Counter[bytes] = Counter()
    for due in cases.read(session, row.case).due():
        if due.in_lists:
            what = bytes(due.record) + due.code.encode()
            yield _Day(row.case, _name(what + bytes([seen[what] % 256])), due.on, row.reference)
            seen[what] += 1


def _name(what: bytes) -> bytes:
    """Return a name that stays when the day moves, and from which nobody finds a case or a record."""
    return digest(CALENDAR + what)[:ID_LENGTH]
