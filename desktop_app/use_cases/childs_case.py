"""A child's own case: opened from the child's row in another case by one action, and nothing of that case copied.

The link stands in no case. Whoever may open both can go from one to the other; for everybody else neither case tells
of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.age import UNCLEAR
from desktop_app.domain.record import Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, Malformed, b64, unb64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import ID_LENGTH, CaseId, RecordId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import cases, replying
from desktop_app.use_cases.session import Changed, Session

ROW: Final = "child_in_finland"
KIND: Final = "case_link"

#: What in the row asks for a case of the child's own.
ASKING: Final = ("may_be_victim", "needs_help")


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """The case at the other end, which this worker may open."""

    case: CaseId
    reference: str


@dataclass(frozen=True, slots=True)
class ChildsRow:
    """What a child's row offers: whether it asks for a case of the child's own, and that case once there is one."""

    asks: bool
    own: LinkedCase | None


def of_row(session: Session, row: RecordId) -> ChildsRow:
    """Return what a child's row offers; a case that this worker may not open is no case here."""
    record = _row(session, row)
    if record is None:
        return ChildsRow(False, None)
    found = (_seen(session, child) for child, _ in _links(session, row=row))
    return ChildsRow(_asks(record), next((one for one in found if one is not None), None))


def of_child(session: Session, case: CaseId) -> LinkedCase | None:
    """Return the case from whose row this one was opened, None where there is none for this worker."""
    group = session.store.joined_with(case)
    for child, row in _links(session):
        record = _row(session, row) if child in group else None
        if record is not None and record.case is not None:
            return _seen(session, record.case)
    return None


def open_own(session: Session, row: RecordId) -> tuple[CaseId, Changed]:
    """Open the child's own case from its row, with the child's path on. Of the row only the day of birth comes along.

    The case and the link are durable together. Raises LuotsiError `no_such_record`, `row_asks_for_none`,
    `has_own_case`.
    """
    record = _row(session, row)
    if record is None:
        raise LuotsiError("no_such_record")
    if not _asks(record):
        raise LuotsiError("row_asks_for_none")
    if of_row(session, row).own is not None:
        raise LuotsiError("has_own_case")
    child = CaseId(new_id())
    link: dict[str, Json] = {"row": b64(row), "child": b64(child), "linked_at": replying.local(session)}
    parts = [
        Part(ops=[cases.new_cover(session), _person(record)], case=child, at=session.at()),
        Part(ops=[Op(RecordId(new_id()), KIND, link, dict.fromkeys(link, ()))], at=session.at()),
    ]
    return child, session.store.save_together(parts)


def _person(row: Record) -> Op:
    """Return the child as a person: born when the row says, else of an age that is not known."""
    born = row.text("date_of_birth")
    values: dict[str, Json] = {"date_of_birth": born} if born else {"age_basis": UNCLEAR}
    return Op(RecordId(new_id()), "person", values, dict.fromkeys(values, ()))


def _asks(row: Record) -> bool:
    return any(row.text(name) == "yes" for name in ASKING)


def _row(session: Session, row: RecordId) -> Record | None:
    me = session.store.me()
    held = session.store.record(me.org, me.own_stream, row)
    return held if held is not None and held.kind == ROW and not held.is_deleted else None


def _links(session: Session, row: RecordId | None = None) -> Iterator[tuple[CaseId, RecordId]]:
    """Yield every link, or those of one row, the oldest first: the child's case, and the row."""
    found = [one for one in session.store.records_without_case(KIND) if not one.is_deleted]
    for one in sorted(found, key=lambda one: (one.created_at, one.record)):
        try:
            child, named = unb64(one.text("child"), ID_LENGTH), unb64(one.text("row"), ID_LENGTH)
        except Malformed:
            continue
        if row is None or named == row:
            yield CaseId(child), RecordId(named)


def _seen(session: Session, case: CaseId) -> LinkedCase | None:
    row = session.store.cases.row(case)
    return None if row is None else LinkedCase(row.case, row.reference)
