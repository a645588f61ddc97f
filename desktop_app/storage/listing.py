"""Keeping the list of cases in step with their records; the only place where storage asks the domain for a summary."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.joining import together
from desktop_app.domain.record import Record
from desktop_app.domain.summary import CaseSummary, exists_for
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, UserId
from desktop_app.storage import case_rows, day_rows, delivery, joining, likeness_rows, stale_rows, statistics_rows
from desktop_app.storage.encoding import dump
from desktop_app.storage.identity import Me
from desktop_app.storage.projection import member_name
from desktop_app.storage.record_rows import COLUMNS, outline_of, record_of

_OF_CASE: Final = f"SELECT {COLUMNS} FROM record WHERE case_id = ? ORDER BY id"
_OF_CASES: Final = f"SELECT {COLUMNS} FROM record WHERE case_id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY id"
_CONSULTATION: Final = (
    f"SELECT {COLUMNS} FROM record WHERE record = ? AND kind = 'consultation' AND case_id IS NULL AND stream = org"
)


# How rows are made from records. To be raised whenever the domain's summary or a sorting key changes: the next opening
# of a store then writes all its rows anew.
PROJECTION: Final = "7"


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
    """Write the rows of these cases anew; those in `unsent` hold something that the central system has not.

    Joined cases have one row. They exist for this worker only where every one of them does.
    """
    names: dict[UserId, str] = {}
    for lead, members in joining.groups(connection, cases).items():
        stale_rows.forget(connection, members)
        records = [outline_of(row) for row in _rows(connection, members)]
        for member in members:
            if member != lead or not records:
                case_rows.remove(connection, member)
                day_rows.remove(connection, member)
                likeness_rows.remove(connection, member)
                statistics_rows.remove(connection, member)
        if not records:
            continue
        summary, exists = _together(connection, me, lead, members, records, today)
        likeness_rows.put(connection, summary, records, me.user)
        statistics_rows.put(connection, summary, records, me.org)
        if exists:
            name = _name(connection, summary.responsible, names)
            day_rows.put(connection, lead, summary.days)
            case_rows.put(connection, summary, members, me.user, name, not unsent.isdisjoint(members), today)
        else:
            day_rows.remove(connection, lead)
            case_rows.hide(connection, members)


def _together(
    connection: Connection, me: Me, lead: CaseId, members: Sequence[CaseId], records: Sequence[Record], today: date
) -> tuple[CaseSummary, bool]:
    """The row of a case or of joined ones, and whether it exists for this worker."""
    delivered = {member: delivery.delivered(connection, me.org, member) for member in members}
    parts = []
    for member in members:
        own = [record for record in records if record.case == member]
        parts.append(summarise(member, own, me.org, today, delivered[member]))
    exists = all(exists_for(part, me.user) for part in parts)
    if len(parts) == 1:
        return parts[0], exists
    every = {stream: at for each in delivered.values() for stream, at in each.items()}
    return together(summarise(lead, records, me.org, today, every), parts), exists


def _name(connection: Connection, user: UserId | None, known: dict[UserId, str]) -> str:
    if user is None:
        return ""
    if user not in known:
        known[user] = member_name(connection, user)
    return known[user]


def rename(connection: Connection, members: Iterable[RecordId]) -> None:
    """Show new names of workers in the list."""
    for member in members:
        user = UserId(member)
        case_rows.rename_responsible(connection, user, member_name(connection, user))


def case_records(connection: Connection, case: CaseId) -> tuple[Record, ...]:
    """All records of a case and of those joined with it, in the order in which they came.

    Consultations stand in no case; those that the person agreed to have joined come last.
    """
    members = joining.members(connection, case)
    found = [record_of(row) for row in _rows(connection, members)]
    for consultation in joining.consultations(connection, members):
        rows = connection.execute(_CONSULTATION, (consultation,)).fetchall()
        found += [record_of(row) for row in rows]
    return tuple(found)


def _rows(connection: Connection, members: Sequence[CaseId]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]]
    if len(members) == 1:
        found = connection.execute(_OF_CASE, members).fetchall()
    else:
        found = connection.execute(_OF_CASES, (dump([case.hex() for case in members]),)).fetchall()
    return found


def summarise(
    case: CaseId, records: Sequence[Record], own_org: OrgId, today: date, delivered: Mapping[StreamId, str]
) -> CaseSummary:
    """What the list shows of a case."""
    noon = datetime.combine(today, time(12), UTC)
    return CaseFile(case, records, own_org=own_org, now=noon, delivered=delivered).summary()
