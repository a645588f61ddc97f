"""Taking back the last save of a record, and bringing it back: each is a new signed change over the present heads.

All that was saved together goes back together, or nothing does: what somebody else has written meanwhile is never
touched, and what has been sent, decided or answered is never taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import RecordId
from desktop_app.storage.undoing import Reversal
from desktop_app.use_cases import records
from desktop_app.use_cases.session import Changed, Session


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What changed: the cases, and whether the record is still there."""

    cases: Changed
    record: RecordId
    exists: bool


def undo(session: Session, record: RecordId) -> TakenBack:
    """Set a record, and all that was saved with it, to what stood before its last save; what is typed is saved first.

    A record that the save began is deleted. Raises LuotsiError `undo_done` where that save has been taken back already,
    `undo_moved` where somebody else has written since, `undo_chose` where it chose between versions, `undo_final`,
    `undo_struck`, `undo_case`, `undo_nothing`.
    """
    _save_draft(session, record)
    found = session.store.reversal(record)
    if found.undone:
        raise LuotsiError("undo_done")
    return _write(session, record, found)


def redo(session: Session, record: RecordId) -> TakenBack:
    """Bring back what was taken back last. Raises LuotsiError `redo_nothing`, and as `undo` does."""
    _save_draft(session, record)
    found = session.store.reversal(record)
    if not found.undone:
        raise LuotsiError("redo_nothing")
    return _write(session, record, found)


def possible(session: Session, record: RecordId) -> str:
    """Return `undo` or `redo` for what a page may offer, empty where neither is possible."""
    try:
        found = session.store.reversal(record)
        _check_not_sent(session, found)
    except LuotsiError:
        return ""
    return "redo" if found.undone else "undo"


def _write(session: Session, record: RecordId, found: Reversal) -> TakenBack:
    _check_not_sent(session, found)
    changed = session.store.take_back(found, record, at=session.at())
    me = session.store.me()
    held = session.store.record(me.org, me.own_stream, record)
    return TakenBack(changed, record, held is not None and not held.is_deleted)


def _save_draft(session: Session, record: RecordId) -> None:
    """What is being typed becomes a save of its own, so that nothing of it is lost by what follows."""
    draft = session.store.drafts.get(record)
    if draft is not None and draft.kind not in records.WAIT_FOR_THEIR_BUTTON:
        records.save(session, record)


def _check_not_sent(session: Session, found: Reversal) -> None:
    """Raise `undo_final` where a recipient holds a copy of what the save wrote."""
    name = f"{b64(found.dot[0])}:{found.dot[1]}"
    case = found.case
    for one in session.store.case_records(case) if case is not None else ():
        if one.kind == "disclosure" and any(name in heads for heads in _sent(one.values.get("copies"), found.records)):
            raise LuotsiError("undo_final")


def _sent(copies: Json, records_: frozenset[RecordId]) -> Iterator[tuple[str, ...]]:
    """Yield the heads on which the fields sent of these records stood."""
    sources = {b64(record) for record in records_}
    for line in copies if isinstance(copies, list) else ():
        if isinstance(line, dict) and line.get("source") in sources:
            told = line.get("heads")
            for heads in told.values() if isinstance(told, dict) else ():
                yield tuple(str(each) for each in heads) if isinstance(heads, list) else ()
