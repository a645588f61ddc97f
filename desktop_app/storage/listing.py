"""Keeping the list of cases in step with their records; the only place where storage asks the domain for a summary."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.record import Record
from desktop_app.domain.summary import CaseSummary
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, UserId
from desktop_app.storage import case_rows, delivery, likeness_rows, statistics_rows
from desktop_app.storage.identity import Me
from desktop_app.storage.projection import member_name
from desktop_app.storage.record_rows import COLUMNS, outline_of, record_of

_OF_CASE: Final = f"SELECT {COLUMNS} FROM record WHERE case_id = ? ORDER BY id"


# How rows are made from records. To be raised whenever the domain's summary or a sorting key changes: the next opening
# of a store then writes all its rows anew.
PROJECTION: Final = "4"


def is_current(connection: Connection) -> bool:
    """Whether the rows were made as this program makes them."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'projection'").fetchone()
    return row is not None and row[0] == PROJECTION


def note_current(connection: Connection) -> None:
    """Note that all rows are made as this program makes them."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('projection', ?)", (PROJECTION,))


def every_case(connection: Connection) -> frozenset[CaseId]:
    """All cases that have a record."""
    rows = connection.execute("SELECT DISTINCT case_id FROM record WHERE case_id IS NOT NULL").fetchall()
    return frozenset(CaseId(row[0]) for row in rows)


def refresh(connection: Connection, me: Me, cases: Iterable[CaseId], today: date, unsent: frozenset[CaseId]) -> None:
    """Write the rows of these cases anew; those in `unsent` hold something that the central system has not."""
    names: dict[UserId, str] = {}
    for case in cases:
        records = [outline_of(row) for row in _rows(connection, case)]
        if not records:
            case_rows.remove(connection, case)
            likeness_rows.remove(connection, case)
            statistics_rows.remove(connection, case)
            continue
        summary = summarise(case, records, me.org, today, delivery.delivered(connection, me.org, case))
        likeness_rows.put(connection, summary, records, me.user)
        statistics_rows.put(connection, summary, records, me.org)
        user = summary.responsible
        if user is not None and user not in names:
            names[user] = member_name(connection, user)
        case_rows.put(connection, summary, me.user, names[user] if user else "", case in unsent, today)


def rename(connection: Connection, members: Iterable[RecordId]) -> None:
    """Show new names of workers in the list."""
    for member in members:
        user = UserId(member)
        case_rows.rename_responsible(connection, user, member_name(connection, user))


def case_records(connection: Connection, case: CaseId) -> tuple[Record, ...]:
    """All records of a case, in the order in which they came."""
    return tuple(record_of(row) for row in _rows(connection, case))


def _rows(connection: Connection, case: CaseId) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = connection.execute(_OF_CASE, (case,)).fetchall()
    return found


def summarise(
    case: CaseId, records: Sequence[Record], own_org: OrgId, today: date, delivered: Mapping[StreamId, str]
) -> CaseSummary:
    """What the list shows of a case."""
    noon = datetime.combine(today, time(12), UTC)
    return CaseFile(case, records, own_org=own_org, now=noon, delivered=delivered).summary()
