"""Drafts: what is being typed, in the encrypted store about a second behind the keys."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, Dot, RecordId, StreamId
from desktop_app.storage import case_rows, joining
from desktop_app.storage.database import Database
from desktop_app.storage.encoding import dots_from, dots_to, dump, load

Fields: TypeAlias = Mapping[str, tuple[Json, tuple[Dot, ...]]]

_COLUMNS = "record, kind, case_id, stream, fields, started_at, at"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed into one record and not saved: by field its value and the heads it stood over when first touched.

    `stream` is None for the own stream. `started_at` is when the first key was pressed, `at` the last.
    """

    record: RecordId
    kind: str
    case: CaseId | None
    stream: StreamId | None
    fields: Fields
    started_at: str
    at: str


class Drafts:
    """The drafts of one store. Each call is one small durable transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, record: RecordId, kind: str, case: CaseId | None, stream: StreamId | None, fields: Fields, at: str
    ) -> None:
        """Keep `fields` of `record`; fields of an earlier draft that are not named stay.

        A field that has a draft already keeps the base of its first key: what arrived since is a conflict to show.
        """
        with self._database.write() as connection:
            held = _one(connection, record)
            merged = {**held.fields, **fields} if held else dict(fields)
            for name, (_value, base) in (held.fields if held else {}).items():
                merged[name] = (merged[name][0], base)
            write(connection, Draft(record, kind, case, stream, merged, held.started_at if held else at, at))
            if held is None and case is not None:
                case_rows.mark_unsent(connection, case)

    def get(self, record: RecordId) -> Draft | None:
        """The draft of `record`, if there is one in a case that exists for this worker."""
        with self._database.read() as connection:
            held = _one(connection, record)
            return None if held is None or case_rows.hidden(connection, held.case) else held

    def for_case(self, case: CaseId) -> tuple[Draft, ...]:
        """The drafts of a case and of those joined with it, oldest first; none where it must not exist here."""
        with self._database.read() as connection:
            members = joining.members(connection, case)
        marks = ", ".join("?" * len(members))
        return self._many(f"WHERE case_id IN ({marks}) AND {case_rows.VISIBLE}", *members)

    def all(self) -> tuple[Draft, ...]:
        """All drafts, oldest first."""
        return self._many(f"WHERE {case_rows.VISIBLE}")

    def drop(self, record: RecordId) -> None:
        """Forget the draft of `record` because the worker threw it away."""
        with self._database.write() as connection:
            held = _one(connection, record)
            connection.execute("DELETE FROM draft WHERE record = ?", (record,))
            if held is not None and held.case is not None:
                case_rows.refresh_unsent(connection, held.case)

    def count(self) -> int:
        """How many records are being written in cases that exist for this worker."""
        with self._database.read() as connection:
            return int(connection.execute(f"SELECT count(*) FROM draft WHERE {case_rows.VISIBLE}").fetchone()[0])

    def _many(self, where: str, *values: bytes) -> tuple[Draft, ...]:
        with self._database.read() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM draft {where} ORDER BY started_at, record", values)
            return tuple(_draft(row) for row in rows)


def write(connection: Connection, draft: Draft) -> None:
    """Put `draft` in the place of an earlier one of the same record."""
    fields = dump({name: [value, dots_to(base)] for name, (value, base) in draft.fields.items()})
    connection.execute(
        f"INSERT OR REPLACE INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (draft.record, draft.kind, draft.case, draft.stream, fields, draft.started_at, draft.at),
    )


def bring_back(connection: Connection, draft: Draft) -> bool:
    """Put a draft of a safety copy in its place, unless that record is being written here; whether it was put."""
    if _one(connection, draft.record) is not None:
        return False
    write(connection, draft)
    return True


def clear(connection: Connection, saved: Mapping[RecordId, Collection[str] | None], ops: Mapping[RecordId, Op]) -> None:
    """Take out of the drafts what a save makes permanent with `ops`: the fields named, or all of them for None.

    A field in which something else has been typed since the save began keeps its draft.
    """
    for record, names in saved.items():
        held = _one(connection, record)
        if held is None:
            continue
        op = ops.get(record)
        newer = {name for name, (value, _) in held.fields.items() if op and name in op.set and op.set[name] != value}
        gone = set(held.fields if names is None else names) - newer
        rest = {name: kept for name, kept in held.fields.items() if name not in gone}
        if rest:
            write(connection, Draft(record, held.kind, held.case, held.stream, rest, held.started_at, held.at))
        else:
            connection.execute("DELETE FROM draft WHERE record = ?", (record,))


def every(connection: Connection) -> tuple[Draft, ...]:
    """All drafts, those of hidden cases included: for re-issue and backup."""
    return tuple(_draft(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM draft"))


def _one(connection: Connection, record: RecordId) -> Draft | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM draft WHERE record = ?", (record,)).fetchone()
    return None if row is None else _draft(row)


def _draft(row: tuple[bytes, str, bytes | None, bytes | None, str, str, str]) -> Draft:
    record, kind, case, stream, fields, started_at, at = row
    return Draft(
        RecordId(record),
        kind,
        None if case is None else CaseId(case),
        None if stream is None else StreamId(stream),
        {name: (value, dots_from(base)) for name, (value, base) in load(fields).items()},
        started_at,
        at,
    )
