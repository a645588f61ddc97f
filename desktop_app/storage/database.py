"""The encrypted file: its key, its connections, its transactions and its migrations."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from importlib import resources
from pathlib import Path
from typing import Final, Self

import sqlcipher3.dbapi2 as sqlcipher
from sqlcipher3.dbapi2 import Connection

from desktop_app.errors import LuotsiError

PLAIN_HEADER: Final = b"SQLite format 3\x00"
BUSY_MS: Final = 10_000
CLOSING_S: Final = 10
CACHE_KIB: Final = 65_536
# Result codes of SQLite (https://sqlite.org/rescode.html).
_PERM, _BUSY, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 5, 8, 10, 11, 13, 14, 26


class Database:
    """One SQLCipher file, opened with a raw 32-byte key and its 16-byte salt.

    Every thread has a connection of its own; one lock lets one thread write at a time. Work happens inside
    `read()` and `write()`, which turn what SQLite says into codes a worker can act on: `store_damaged`,
    `disk_full`, `disk_failed`, `store_newer`, `store_in_use`, `wrong_key`. No message ever holds the key or a row.
    """

    def __init__(self, path: Path, key: bytes, salt: bytes, page_size: int) -> None:
        self.path = path
        self._secret = f"x'{(key + salt).hex()}'"
        self._page_size = page_size
        self._local = threading.local()
        self._write_lock = threading.RLock()
        self._connections: list[tuple[threading.Thread, Connection]] = []
        self._registry = threading.Condition()
        self._active = 0
        self._closed = False

    def __repr__(self) -> str:
        return f"Database({self.path.name!r})"

    @classmethod
    def create(cls, path: Path, key: bytes, salt: bytes, page_size: int = 8192) -> Self:
        """Make a new store at `path`. Raises `store_exists` rather than touch a file that is there."""
        if path.exists():
            raise LuotsiError("store_exists")
        database = cls(path, key, salt, page_size)
        database._prepare()
        return database

    @classmethod
    def open(cls, path: Path, key: bytes, salt: bytes, page_size: int = 8192) -> Self:
        """Open the store at `path` and bring it to the newest schema.

        Raises `store_missing`, `wrong_key`, `store_damaged` or `store_newer`; never makes an empty store.
        """
        if not path.exists() or path.stat().st_size == 0:
            raise LuotsiError("store_missing")
        database = cls(path, key, salt, page_size)
        database._prepare()
        return database

    def _prepare(self) -> None:
        try:
            self._migrate()
            assert_encrypted(self.path)
        except BaseException:
            self.close()
            raise

    def _connect(self) -> Connection:
        connection = sqlcipher.connect(
            str(self.path), isolation_level=None, check_same_thread=False, cached_statements=512
        )
        try:
            # Before the key: from here on SQLCipher would write its complaints to standard error.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.set_key(self._secret)
            connection.execute(f"PRAGMA cipher_page_size = {self._page_size}")
            if not (connection.execute("PRAGMA cipher_version").fetchone() or ("",))[0]:
                raise LuotsiError("store_not_encrypted")
            connection.set_busy_timeout(BUSY_MS)
            for pragma in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                "secure_delete = ON",
                "temp_store = MEMORY",
                f"cache_size = -{CACHE_KIB}",
            ):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            connection.set_authorizer(_deny_attaching)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect()
            self._local.connection = connection
            self._local.writing = False
            self._remember(connection)
        return connection

    def _remember(self, connection: Connection) -> None:
        with self._registry:
            for thread, old in self._connections:
                if not thread.is_alive():
                    old.close()
            self._connections = [entry for entry in self._connections if entry[0].is_alive()]
            self._connections.append((threading.current_thread(), connection))

    @contextmanager
    def _open_until_done(self) -> Iterator[None]:
        """Keep the store from closing under a block that is running; raises `store_closed`."""
        with self._registry:
            if self._closed:
                raise LuotsiError("store_closed")
            self._active += 1
        try:
            yield
        finally:
            with self._registry:
                self._active -= 1
                self._registry.notify_all()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the store until the block ends."""
        with self._open_until_done(), spoken_errors():
            connection = self._connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("COMMIT")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection inside a durable transaction: all of the block or nothing of it.

        A block inside a block of the same thread belongs to the outer transaction.
        """
        with self._open_until_done(), self._write_lock, spoken_errors(writing=True):
            connection = self._connection()
            if connection.in_transaction:
                if not self._local.writing:
                    raise RuntimeError("a write inside a read")
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            self._local.writing = True
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself, after which there is nothing to roll back.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._local.writing = False

    @contextmanager
    def rehearsal(self) -> Iterator[Connection]:
        """A connection inside a transaction that is always undone: to see what something would do."""
        try:
            with self.write() as connection:
                yield connection
                raise _Undone
        except _Undone:
            pass

    def copy_to(self, path: Path, finish: Callable[[Connection], None]) -> None:
        """Make an encrypted copy at `path` of the store as it is now, under the same key; work may go on meanwhile.

        `finish` is given the copy before it is closed. Raises `store_exists`, `disk_full`, `disk_failed`.
        """
        if path.exists():
            raise LuotsiError("store_exists")
        with self._open_until_done(), spoken_errors(writing=True), _file_errors():
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            other = Database(path, b"", b"", self._page_size)
            other._secret = self._secret
            target = other._connect()
            try:
                self._connection().backup(target)
                finish(target)
                target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                target.close()
            assert_encrypted(path)

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the file itself."""
        with self._open_until_done(), self._write_lock, spoken_errors():
            self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def damage(self) -> tuple[str, ...]:
        """What SQLCipher and SQLite find broken in the file, in their words; empty when all is well.

        `cipher_integrity_check` reads the file and not the write-ahead log, hence the checkpoint first.
        """
        self.checkpoint()
        with self._open_until_done(), spoken_errors():
            connection = self._connection()
            found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
            if not found:
                found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return tuple(found)

    def close(self) -> None:
        """Let what is running end, close the connections of every thread and forget the key."""
        with self._registry:
            self._closed = True
            self._registry.wait_for(lambda: self._active == 0, CLOSING_S)
            for _, connection in self._connections:
                connection.close()
            self._connections = []
            self._local = threading.local()
            self._secret = ""

    def _migrate(self) -> None:
        steps = migrations()
        with self._open_until_done(), spoken_errors():
            connection = self._connection()
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(steps):
            raise LuotsiError("store_newer", store=version, program=len(steps))
        for number, sql in enumerate(steps[version:], start=version + 1):
            with self.write() as connection:
                for statement in statements(sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")


class _Undone(Exception):
    """Ends a rehearsal."""


def _deny_attaching(action: int, *_details: object) -> int:
    # A second, unkeyed file attached to this one is how plaintext would leave the store.
    return int(sqlcipher.SQLITE_DENY if action == sqlcipher.SQLITE_ATTACH else sqlcipher.SQLITE_OK)


def assert_encrypted(path: Path) -> None:
    """Raise `store_not_encrypted` when the file at `path` begins like an ordinary SQLite database."""
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            raise LuotsiError("store_not_encrypted")


@contextmanager
def spoken_errors(*, writing: bool = False) -> Iterator[None]:
    """Turn SQLite's errors that a worker can act on into codes; all others are bugs and pass as they are."""
    try:
        yield
    except sqlcipher.DatabaseError as error:
        primary = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        # The driver does not tell how input or output failed: while writing it is bytes that the disk did not take.
        failed = "disk_full" if writing else "disk_failed"
        codes = {_FULL: "disk_full", _IOERR: failed, _CORRUPT: "store_damaged", _NOTADB: "wrong_key"}
        codes |= {_PERM: "disk_failed", _READONLY: "disk_failed", _CANTOPEN: "disk_failed", _BUSY: "store_in_use"}
        if primary not in codes:
            raise
        raise LuotsiError(codes[primary]) from None


@contextmanager
def _file_errors() -> Iterator[None]:
    """Turn what the system says about a file into codes."""
    try:
        yield
    except OSError as error:
        raise LuotsiError("disk_full" if error.errno in (ENOSPC, EDQUOT) else "disk_failed") from error


def migrations() -> tuple[str, ...]:
    """The numbered SQL files in order: number `i` brings a store from `user_version` i-1 to i."""
    folder = resources.files("desktop_app.storage") / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(file.read_text("utf-8") for file in files)


def statements(sql: str) -> Iterator[str]:
    """The single statements of a migration; `executescript` would commit the transaction around them."""
    waiting = ""
    for line in sql.splitlines():
        waiting += line + "\n"
        if sqlcipher.complete_statement(waiting):
            yield waiting
            waiting = ""
    if waiting.strip():
        raise ValueError("a migration ends in the middle of a statement")
