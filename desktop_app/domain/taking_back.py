"""Taking back the last save: what sets a record to what it was before; pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from desktop_app.domain.record import DELETED
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import Dot
from desktop_app.ledger.merge import FieldState, RecordState, distinct

#: Kinds that say what was sent, decided or answered: a change of mind about it is a new record.
FINAL: Final = frozenset(
    {"consent", "decision", "disclosure", "ending", "opened", "question", "referral_answer", "reply", "withdrawal"}
)

#: Kinds of the program that are taken back in a way of their own, or never.
APART: Final = frozenset({"access", "case_join", "case_link", "member", "setting", "statistics", "text_approval"})

_NOTHING: Final = FieldState()


def refused_for(ops: Iterable[Op], created: Iterable[str]) -> str:
    """Return why a save with these operations is not taken back, as an error code; empty where it may be.

    `created` are the kinds of the records that the save began. A case that was opened by mistake is closed.
    """
    kinds = {op.kind for op in ops}
    if "erasure" in kinds:
        return "undo_struck"
    if kinds & FINAL:
        return "undo_final"
    if kinds & APART:
        return "undo_nothing"
    return "undo_case" if "case" in created else ""


def inverse(op: Op, dot: Dot, before: RecordState | None, after: RecordState) -> Op:
    """Return the operation that sets a record to what it was before `op` of the change `dot`.

    `before` is the record without that change, None where it began with it; `after` is the record as it stands. What
    was not there, or was deleted, is deleted (again). Raises LuotsiError `undo_moved` where somebody has written
    over it since, `undo_chose` where several versions stood before: one of them would win unseen.
    """
    _check_untouched(op, dot, after)
    if before is None or _deleted(before):
        heads = {name: _dots(field) for name, field in after.fields.items()}
        if any(dots not in ((dot,), ()) for dots in heads.values()):
            raise LuotsiError("undo_moved")
        return Op(op.record, op.kind, {DELETED: True}, {DELETED: (), **heads})
    names = sorted(op.set.keys() | op.base.keys())
    values = {name: _only(before.fields.get(name, _NOTHING)) for name in names if name != DELETED}
    return Op(op.record, op.kind, values, {name: _dots(after.fields.get(name, _NOTHING)) for name in names})


def same(one: Op, other: Op) -> bool:
    """Tell whether two operations do the same to the same record."""
    return (one.record, dict(one.set), dict(one.base)) == (other.record, dict(other.set), dict(other.base))


def _check_untouched(op: Op, dot: Dot, after: RecordState) -> None:
    for name in op.set.keys() | op.base.keys():
        expected = (dot,) if name in op.set else ()
        if _dots(after.fields.get(name, _NOTHING)) != expected:
            raise LuotsiError("undo_moved")


def _dots(field: FieldState) -> tuple[Dot, ...]:
    return tuple(head.dot for head in field.heads)


def _deleted(state: RecordState) -> bool:
    return any(head.value is True for head in state.fields.get(DELETED, _NOTHING).heads)


def _only(field: FieldState) -> Json:
    values = distinct(field)
    if len(values) > 1:
        raise LuotsiError("undo_chose")
    return values[0] if values else None
