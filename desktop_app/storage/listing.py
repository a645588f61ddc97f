"""Keeping the list of cases in step with their records; the only place where storage asks the domain for a summary."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.record import Record
from desktop_app.domain.summary import CaseSummary
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, UserId
from desktop_app.storage import case_rows, delivery
from desktop_app.storage.identity import Me
from desktop_app.storage.projection import member_name
from desktop_app.storage.record_rows import COLUMNS, outline_of, record_of

_OF_CASE: Final = f"SELECT {COLUMNS} FROM record WHERE case_id = ? ORDER BY id"


def refresh(connection: Connection, me: Me, cases: Iterable[CaseId], today: date, unsent: frozenset[CaseId]) -> None:
    """Write the rows of these cases anew; those in `unsent` hold something that the central system has not."""
    names: dict[UserId, str] = {}
    for case in cases:
        records = [outline_of(row) for row in _rows(connection, case)]
        if not records:
            case_rows.remove(connection, case)
            continue
        summary = summarise(case, records, me.org, today, delivery.delivered(connection, me.org, case))
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
