"""What an erasure takes: every change that holds what is struck out, the changes below them, what else they said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Op, Payload
from desktop_app.ledger.erasure import closure
from desktop_app.ledger.ids import CaseId, Dot, RecordId
from desktop_app.ledger.merge import FieldState
from desktop_app.ledger.sealing import KeySource
from desktop_app.storage import changes
from desktop_app.storage.changes import Logged, State
from desktop_app.storage.erasing import Struck, opened, said
from desktop_app.storage.identity import Me
from desktop_app.storage.record_rows import COLUMNS, Row, change_ids, row_of
from desktop_app.storage.writing import Part

# Names of changes in one header, which holds 64 KiB at most.
_NAMES: Final = 1000


def parts(
    connection: Connection, me: Me, keys: KeySource, struck: Struck, note: Op, at: str, case: CaseId | None
) -> tuple[Part, ...]:
    """The changes that strike something out of own records: what remains true again, then the erasure with `note`.

    What is written again keeps its author, time and case, and names the change that it stands for, so that history,
    access log and conflicts stay what they were. Raises `nothing_to_erase`.
    """
    work = _Striking(connection, me, keys)
    gone = closure(work.holding(struck), work.bases)
    lines = sorted((work.lines[dot] for dot in gone if dot in work.lines), key=lambda line: line.id)
    if not lines:
        raise LuotsiError("nothing_to_erase")
    again = [part for line in lines for part in work.written_again(line, struck, case)]
    names = list(dict.fromkeys(dot for line in lines for dot in work.named(line)))
    chunks = [tuple(names[start : start + _NAMES]) for start in range(0, len(names), _NAMES)]
    return (*again, *(Part(ops=[note], at=at, case=case, erase=chunk) for chunk in chunks))


@dataclass(slots=True)
class _Striking:
    """One erasure while it is made out."""

    connection: Connection
    me: Me
    keys: KeySource
    lines: dict[Dot, Logged] = field(default_factory=dict)
    payloads: dict[Dot, Payload] = field(default_factory=dict)
    rows: dict[RecordId, Row | None] = field(default_factory=dict)

    def holding(self, struck: Struck) -> frozenset[Dot]:
        """The changes that ever said something of what is struck out."""
        found = set()
        for record, names in struck.items():
            row = self._row(record)
            for line in changes.at_places(self.connection, change_ids(row.changes) if row else ()):
                payload = self._read(line)
                for op in payload.ops if payload else ():
                    if op.record == record and (names is None or names & op.set.keys()):
                        found.add(line.change.parsed.dot)
        return frozenset(found)

    def bases(self, dot: Dot) -> Iterable[Dot]:
        """The changes that a change was written over, as far as they are here and not erased."""
        payload = self._payload(dot)
        for op in payload.ops if payload else ():
            for base in op.base.values():
                yield from (each for each in base if self._payload(each) is not None)

    def named(self, line: Logged) -> Iterable[Dot]:
        """The names that go with a change: its own, older ones of it, and those that it struck out itself.

        Whoever has not heard of that earlier erasure yet would never learn of it, once what said it is gone.
        """
        header = line.change.parsed
        return (header.dot, *header.erase, *self.issued_from(line))

    def issued_from(self, line: Logged) -> Iterable[Dot]:
        """The names that a change had in this organisation under older ids of its laptop."""
        payload: Payload | None = self.payloads[line.change.parsed.dot]
        while payload is not None and payload.was is not None:
            found = changes.refused_as(self.connection, payload.was)
            payload = None
            for change, _reason in found:
                if change.parsed.org == self.me.org and change.parsed.own:
                    yield change.parsed.dot
                    payload = opened(change, self.keys)

    def written_again(self, line: Logged, struck: Struck, case: CaseId | None) -> Sequence[Part]:
        """What a change said that still stands and is not struck out, as a change of its own over the old one.

        Without a `case` it belongs to none any more: of a case that is struck out the access log stays.
        """
        dot = line.change.parsed.dot
        payload = self.payloads[dot]
        if line.state is not State.COUNTED:
            return ()
        ops = [again for op in payload.ops if (again := self._standing(op, dot, struck)) is not None]
        if not ops:
            return ()
        return (
            Part(ops=ops, at=payload.at, case=payload.case if case else None, user=payload.user, was=line.change.hash),
        )

    def _standing(self, op: Op, dot: Dot, struck: Struck) -> Op | None:
        names = struck.get(op.record, frozenset())
        row = self._row(op.record)
        if names is None or row is None:
            return None
        fields = row.merged().fields
        left = {
            name: value
            for name, value in op.set.items()
            if name not in names and any(head.dot == dot for head in fields.get(name, FieldState()).heads)
        }
        return Op(op.record, op.kind, left, dict.fromkeys(left, (dot,))) if left else None

    def _payload(self, dot: Dot) -> Payload | None:
        if dot not in self.payloads:
            held = changes.held(self.connection, dot)
            for line in changes.at_places(self.connection, () if held is None else (held.id,)):
                self._read(line)
        return self.payloads.get(dot)

    def _read(self, line: Logged) -> Payload | None:
        header = line.change.parsed
        if header.own and header.org == self.me.org and header.dot not in self.payloads:
            payload = said(line, self.keys)
            if payload is not None:
                self.lines[header.dot], self.payloads[header.dot] = line, payload
        return self.payloads.get(header.dot)

    def _row(self, record: RecordId) -> Row | None:
        if record not in self.rows:
            columns = self.connection.execute(
                f"SELECT {COLUMNS} FROM record WHERE record = ? AND org = ? AND stream = ?",
                (record, self.me.org, self.me.own_stream),
            ).fetchone()
            self.rows[record] = None if columns is None else row_of(columns)
        return self.rows[record]
