"""Encrypted files in sealed chunks: kept for the organisation that sends them, given to it and to whom it names."""

from typing import Final

from psycopg import Connection

from central_system.caller import Caller
from central_system.clock import Clock
from central_system.database import Database
from central_system.reading import check_may_read
from desktop_app.ledger.file_messages import FileState, check_chunk
from desktop_app.ledger.ids import FileId, Hash, OrgId
from desktop_app.ledger.messages import CentralRefused

MAX_FILES: Final = 100_000


class FileDesk:
    """Takes and gives chunks; can open none of them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def put(self, caller: Caller, file: FileId, index: int, chunks: int, sealed: bytes) -> FileState:
        """Keep one of the `chunks` chunks of a file of the caller's organisation; the same again is no error.

        Raises `Malformed("wrong_chunk")`, `CentralRefused` (`file_differs`, `too_many_files`).
        """
        check_chunk(sealed, index, chunks)
        with self._database.keeping(caller.org) as connection:
            check_may_read(connection, caller)
            if _chunks(connection, caller.org, file) == 0:
                self._begin(connection, caller.org, file, chunks)
            if _chunks(connection, caller.org, file) != chunks:
                raise CentralRefused("file_differs")
            added = connection.execute(
                "insert into chunk (org, file, place, sealed) values (%s, %s, %s, %b) on conflict do nothing",
                (caller.org, file, index, sealed),
            )
            if added.rowcount == 0 and not _is_held(connection, caller.org, file, index, sealed):
                raise CentralRefused("file_differs")
            return _state(connection, caller.org, file)

    def state(self, caller: Caller, file: FileId) -> FileState:
        """Return how much there is of a file of the caller's organisation."""
        with self._database.transaction(caller.org) as connection:
            return _state(connection, caller.org, file)

    def chunk(self, caller: Caller, author: OrgId, file: FileId, index: int, change: Hash) -> bytes:
        """Return one sealed chunk of an organisation's file.

        Of another organisation's only if `change`, in the caller's feed, names the file. Raises
        `CentralRefused("file_unknown")`.
        """
        with self._database.transaction(caller.org) as connection:
            check_may_read(connection, caller)
            row = connection.execute(
                "select file_chunk(%s, %s, %s, %s)", (author, file, index, change), binary=True
            ).fetchone()
        if row is None or row[0] is None:
            raise CentralRefused("file_unknown")
        return bytes(row[0])

    def _begin(self, connection: Connection, org: OrgId, file: FileId, chunks: int) -> None:
        row = connection.execute("select count(*) from file where org = %s", (org,)).fetchone()
        if row is not None and int(row[0]) >= MAX_FILES:
            raise CentralRefused("too_many_files")
        connection.execute(
            "insert into file (org, file, chunks, since) values (%s, %s, %s, %s) on conflict do nothing",
            (org, file, chunks, self._clock()),
        )


def _chunks(connection: Connection, org: OrgId, file: FileId) -> int:
    row = connection.execute("select chunks from file where org = %s and file = %s", (org, file)).fetchone()
    return 0 if row is None else int(row[0])


def _is_held(connection: Connection, org: OrgId, file: FileId, index: int, sealed: bytes) -> bool:
    row = connection.execute(
        "select 1 from chunk where org = %s and file = %s and place = %s and sealed = %b", (org, file, index, sealed)
    ).fetchone()
    return row is not None


def _state(connection: Connection, org: OrgId, file: FileId) -> FileState:
    chunks = _chunks(connection, org, file)
    rows = connection.execute("select place from chunk where org = %s and file = %s", (org, file)).fetchall()
    held = {int(row[0]) for row in rows}
    return FileState(chunks, tuple(index for index in range(chunks) if index not in held))
