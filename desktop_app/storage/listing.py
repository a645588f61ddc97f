"""What the list shows of a case, made from its records; the only place where storage asks the domain for a summary."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Malformed, unb64
from desktop_app.ledger.ids import ID_LENGTH, CaseId, OrgId, RecordId, UserId
from desktop_app.storage import case_rows
from desktop_app.storage.case_rows import ListedCase
from desktop_app.storage.identity import Me
from desktop_app.storage.projection import member_name
from desktop_app.storage.record_rows import COLUMNS, record_of

NAME_FIELDS: Final = ("called", "given_names", "family_name", "other_names")
_NOBODY: Final = UserId(b"")


def refresh(connection: Connection, me: Me, cases: Iterable[CaseId], today: date, unsent: frozenset[CaseId]) -> None:
    """Write the rows of these cases anew; those in `unsent` hold something that the central system has not."""
    for case in cases:
        records = case_records(connection, case)
        if not records:
            case_rows.remove(connection, case)
            continue
        listed = summarise(case, records, me.org, today)
        name = member_name(connection, listed.responsible) if listed.responsible else ""
        case_rows.put(connection, listed, me.user, name, case in unsent, today)


def rename(connection: Connection, members: Iterable[RecordId]) -> None:
    """Show new names of workers in the list."""
    for member in members:
        user = UserId(member)
        case_rows.rename_responsible(connection, user, member_name(connection, user))


def case_records(connection: Connection, case: CaseId) -> tuple[Record, ...]:
    """All records of a case, in the order in which they came."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM record WHERE case_id = ? ORDER BY id", (case,)).fetchall()
    return tuple(record_of(row) for row in rows)


def summarise(case: CaseId, records: Sequence[Record], own_org: OrgId, today: date) -> ListedCase:
    """What the list shows of a case."""
    own = [record for record in records if record.org == own_org and not record.is_deleted]
    cover = max((record for record in own if record.kind == "case"), key=_newest, default=None)
    responsible = _users(cover, "responsible_worker") if cover else ()
    return ListedCase(
        case=case,
        reference=cover.text("reference") if cover else "",
        names=_names(records),
        responsible=next(iter(responsible), None),
        team=frozenset(_users(cover, "case_team") if cover else ()),
        blocked=frozenset(_users(cover, "blocked_users") if cover else ()),
        next_step=None,
        next_at=None,
        proposal_state=None,
        proposal_at=None,
        proposal_order=0,
        delete_on=(cover.text("delete_on") or None) if cover else None,
        closed_on=(cover.text("closed_on") or None) if cover else None,
        created_at=min(record.created_at for record in records),
        changed_at=max(record.changed_at for record in records),
        waiting_for_answer=False,
        more_asked=False,
    )


def _newest(record: Record) -> tuple[str, RecordId]:
    return record.created_at, record.record


def _names(records: Iterable[Record]) -> tuple[str, ...]:
    people = [record for record in records if record.kind == "person" and not record.is_deleted]
    return tuple(
        name for person in people for field in NAME_FIELDS for name in person.standing(field) if isinstance(name, str)
    )


def _users(record: Record, field: str) -> tuple[UserId, ...]:
    """The workers that any standing version of a field names: while two versions stand, both are heeded."""
    found: list[UserId] = []
    for value in record.standing(field):
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str):
                found.append(_user(each))
    return tuple(found)


def _user(text: str) -> UserId:
    try:
        return UserId(unb64(text, ID_LENGTH))
    except Malformed:
        return _NOBODY
