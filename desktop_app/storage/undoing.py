"""The last save of a record, and the change that takes it back; read from the log, so that it works on every laptop."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.taking_back import inverse, refused_for, same
from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Op, Payload
from desktop_app.ledger.ids import CaseId, Dot, RecordId
from desktop_app.ledger.merge import RecordState, apply_op
from desktop_app.ledger.sealing import KeySource
from desktop_app.storage import case_rows, changes
from desktop_app.storage.changes import State
from desktop_app.storage.erasing import said
from desktop_app.storage.identity import Me
from desktop_app.storage.record_rows import COLUMNS, change_ids, row_of

# So many saves are looked at for how often the last one was taken back and brought back again.
_MOST_TURNS: Final = 64


@dataclass(frozen=True, slots=True)
class Reversal:
    """What takes back the last save of a record: operations over the present heads.

    `dot` and `records` name that save and what it wrote; `undone`: that save itself took another one back.
    """

    ops: tuple[Op, ...]
    case: CaseId | None
    dot: Dot
    records: frozenset[RecordId]
    undone: bool


class _Step(NamedTuple):
    """One counted change of a record: its operation there, and the record before it."""

    dot: Dot
    op: Op
    payload: Payload
    before: RecordState | None
    after: RecordState


def reversal(connection: Connection, me: Me, keys: KeySource, record: RecordId) -> Reversal:
    """What takes back the last save of an own record, with all that was saved together.

    Raises `undo_nothing` where there is none for this worker, `undo_struck` where what stood before was struck out,
    `undo_moved` where somebody else wrote last or has written since, `undo_chose`, `undo_final`, `undo_case`.
    """
    work = _Undoing(connection, me, keys)
    steps = work.steps(record)
    if not steps or case_rows.hidden(connection, steps[-1].payload.case):
        raise LuotsiError("undo_struck" if not steps else "undo_nothing")
    last = steps[-1]
    if last.payload.user != me.user:
        raise LuotsiError("undo_moved")
    together = [work.step_of(op.record, last.dot) for op in last.payload.ops]
    refused = refused_for(last.payload.ops, [one.op.kind for one in together if one.before is None])
    if refused:
        raise LuotsiError(refused)
    for one in together:
        work.check_not_struck(one)
    ops = tuple(inverse(one.op, one.dot, one.before, work.present(one.op.record)) for one in together)
    written = frozenset(op.record for op in ops)
    return Reversal(ops, last.payload.case, last.dot, written, undone=_turns(steps) % 2 == 1)


@dataclass(slots=True)
class _Undoing:
    """One taking back while it is made out."""

    connection: Connection
    me: Me
    keys: KeySource
    known: dict[RecordId, tuple[_Step, ...]] = field(default_factory=dict)

    def steps(self, record: RecordId) -> tuple[_Step, ...]:
        """The changes of a record that count, in the order in which they came."""
        if record not in self.known:
            self.known[record] = tuple(self._steps(record))
        return self.known[record]

    def step_of(self, record: RecordId, dot: Dot) -> _Step:
        """What one change did to a record. Raises `undo_moved` where a later change began from it."""
        found = next((one for one in self.steps(record) if one.dot == dot), None)
        if found is None:
            raise LuotsiError("undo_struck")
        if found.before is None and self.steps(record)[-1] is not found:
            raise LuotsiError("undo_moved")
        return found

    def present(self, record: RecordId) -> RecordState:
        """The record as it stands."""
        return self.steps(record)[-1].after

    def check_not_struck(self, step: _Step) -> None:
        """Raise `undo_struck` where a change was written over one that has been struck out."""
        for dots in step.op.base.values():
            for dot in dots:
                held = changes.held(self.connection, dot)
                lines = changes.at_places(self.connection, () if held is None else (held.id,))
                if any(line.state is State.ERASED for line in lines):
                    raise LuotsiError("undo_struck")

    def _steps(self, record: RecordId) -> list[_Step]:
        columns = self.connection.execute(
            f"SELECT {COLUMNS} FROM record WHERE record = ? AND org = ? AND stream = ?",
            (record, self.me.org, self.me.own_stream),
        ).fetchone()
        places = () if columns is None else change_ids(row_of(columns).changes)
        found: list[_Step] = []
        done: set[Dot] = set()
        state: RecordState | None = None
        for line in changes.at_places(self.connection, places):
            payload = said(line, self.keys) if line.state is State.COUNTED else None
            dot = line.change.parsed.dot
            for op in payload.ops if payload is not None else ():
                if op.record == record and payload is not None:
                    before, state = state, apply_op(state, op, dot, payload.at, done.__contains__)
                    found.append(_Step(dot, op, payload, before, state))
            done.add(dot)
        return found


def _turns(steps: Sequence[_Step]) -> int:
    """How many of the last changes each took back the one before."""
    turns = 0
    for earlier, later in zip(steps[-2:-_MOST_TURNS:-1], steps[:-_MOST_TURNS:-1], strict=False):
        if not _takes_back(later, earlier):
            break
        turns += 1
    return turns


def _takes_back(later: _Step, earlier: _Step) -> bool:
    try:
        return same(later.op, inverse(earlier.op, earlier.dot, earlier.before, earlier.after))
    except LuotsiError:
        return False
