"""Which encrypted files this laptop knows of, and how each stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.attached_file import ATTACHMENT, FIELD, AttachedFile, attached
from desktop_app.ledger.change import Header, Op
from desktop_app.ledger.ids import CaseId, FileId, Hash, OrgId, StreamId

_COLUMNS: Final = "file, case_id, org, stream, key, size, hash, state"


class FileState(StrEnum):
    """How a file stands: `new` (no saved record names it yet), `unsent`, `held` (here and there), `wanted`."""

    NEW = "new"
    UNSENT = "unsent"
    HELD = "held"
    WANTED = "wanted"


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: whose stream names it, the case it belongs to here, and its state."""

    attached: AttachedFile
    org: OrgId
    stream: StreamId
    case: CaseId | None
    state: FileState


def get(connection: Connection, file: FileId) -> FileRow | None:
    """What is known of a file."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM file WHERE file = ?", (file,)).fetchone()
    return None if row is None else _row(row)


def in_state(connection: Connection, state: FileState) -> tuple[FileRow, ...]:
    """All files in one state."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM file WHERE state = ? ORDER BY file", (state,))
    return tuple(_row(row) for row in rows.fetchall())


def add(connection: Connection, row: FileRow) -> None:
    """Know of one more file; one known already keeps its state and key."""
    one = row.attached
    connection.execute(
        f"INSERT INTO file ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "org = excluded.org, stream = excluded.stream, case_id = coalesce(excluded.case_id, case_id)",
        (one.file, row.case, row.org, row.stream, one.key, one.size, one.hash, row.state),
    )


def set_state(connection: Connection, file: FileId, state: FileState) -> None:
    """Note how a file stands."""
    connection.execute("UPDATE file SET state = ? WHERE file = ?", (state, file))


def doubt(connection: Connection, org: OrgId) -> None:
    """Take every file of the own organisation that is here for unsent."""
    connection.execute("UPDATE file SET state = ? WHERE state = ? AND org = ?", (FileState.UNSENT, FileState.HELD, org))


def forget(connection: Connection, file: FileId) -> None:
    """Know nothing of a file any more."""
    connection.execute("DELETE FROM file WHERE file = ?", (file,))


def named(ops: Iterable[Op]) -> tuple[AttachedFile, ...]:
    """The files that the attachments in these ops name."""
    values = (op.set[FIELD] for op in ops if op.kind == ATTACHMENT and FIELD in op.set)
    return tuple(found for found in (attached(value) for value in values) if found is not None)


def note(connection: Connection, header: Header, ops: Iterable[Op], case: CaseId | None) -> None:
    """Know of the files that a change names, as it begins to count: those made here are to be sent, others fetched."""
    for one in named(ops):
        if one.file in header.files:
            add(connection, FileRow(one, header.org, header.stream, case, FileState.WANTED))
            connection.execute(
                "UPDATE file SET state = ? WHERE file = ? AND state = ?", (FileState.UNSENT, one.file, FileState.NEW)
            )


def naming_change(connection: Connection, row: FileRow) -> Hash | None:
    """The change that names a file, by which another organisation's may be fetched."""
    sql = (
        "SELECT hash, header FROM change WHERE stream = ? AND org = ? AND stream <> org AND seq IS NOT NULL "
        "AND state = 'counted' ORDER BY id"
    )
    for hash_, header in connection.execute(sql, (row.stream, row.org)):
        if row.attached.file in Header.from_bytes(header).files:
            return Hash(hash_)
    return None


def _row(row: tuple[Any, ...]) -> FileRow:
    file, case, org, stream, key, size, hash_, state = row
    known = AttachedFile(FileId(file), key, size, Hash(hash_))
    return FileRow(known, OrgId(org), StreamId(stream), None if case is None else CaseId(case), FileState(state))
