"""PostgreSQL: one organisation per transaction, a small pool, two roles and numbered migrations."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from queue import Empty, LifoQueue
from threading import BoundedSemaphore

import psycopg
from psycopg import Connection, errors, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from desktop_app.errors import LuotsiError

ROLES = (("luotsi_app", "login"), ("luotsi_relay", "nologin"))
_OPTIONS = (
    "-c TimeZone=UTC -c statement_timeout=60000 -c lock_timeout=30000 -c idle_in_transaction_session_timeout=60000"
)
_SILENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "4",
    "tcp_user_timeout": "15000",
}
_OLDEST_SERVER = 150000
#: How often a migration gives way to what laptops send, and how many seconds it then waits.
_TRIES, _PAUSE = 20, 0.5


class Database:
    """Connections of the application role; every transaction sees one organisation only."""

    def __init__(self, address: str, size: int = 8, wait: float = 20.0) -> None:
        self._address = address
        self._wait = wait
        self._closed = False
        self._idle: LifoQueue[Connection | None] = LifoQueue()
        self._keeping = BoundedSemaphore(max(1, size - max(1, size // 4)))
        for _ in range(size):
            self._idle.put(None)

    @contextmanager
    def keeping(self, org: bytes) -> Iterator[Connection]:
        """A transaction for what laptops hand in; where the standby is away, its commit waits until one is there.

        Never takes the last connections: whatever waits, reading goes on. Raises `central_busy`.
        """
        if not self._keeping.acquire(timeout=self._wait):
            raise LuotsiError("central_busy")
        try:
            with self.transaction(org) as connection:
                yield connection
        finally:
            self._keeping.release()

    @contextmanager
    def transaction(self, org: bytes | None = None, durable: bool = True) -> Iterator[Connection]:
        """One transaction as `org`; commits at the end, rolls back on any error.

        Without `org` no row of any organisation shows. `durable=False` is for what may be forgotten in a power cut.
        Raises `central_busy` when no connection comes free in time.
        """
        connection = self._take()
        try:
            with connection.transaction():
                if org is not None:
                    connection.execute("select set_config('app.org', %s, true)", (org.hex(),))
                if not durable:
                    connection.execute("set local synchronous_commit = off")
                yield connection
        finally:
            self._give_back(connection)

    def check_role(self) -> None:
        """Refuse a login that row security does not bind: raises `database_login_too_strong`."""
        with self.transaction() as connection:
            row = connection.execute(
                "select r.rolsuper or r.rolbypassrls or pg_has_role(session_user, 'luotsi_relay', 'member')"
                " or exists (select from pg_tables where tableowner = session_user)"
                " from pg_roles r where r.rolname = session_user"
            ).fetchone()
        if row is None or row[0]:
            raise LuotsiError("database_login_too_strong")

    def close(self) -> None:
        """Close every idle connection; those in use close when they are given back."""
        self._closed = True
        for _ in range(self._idle.qsize()):
            idle = self._idle.get_nowait()
            if idle is not None:
                idle.close()

    def _take(self) -> Connection:
        try:
            idle = self._idle.get(timeout=self._wait)
        except Empty:
            raise LuotsiError("central_busy") from None
        try:
            return connect(self._address) if idle is None or not _lives(idle) else idle
        except BaseException:
            self._idle.put(None)
            raise

    def _give_back(self, connection: Connection) -> None:
        if self._closed:
            connection.close()
        self._idle.put(None if connection.closed else connection)


def _lives(connection: Connection) -> bool:
    """Return whether the server is still at the other end, as far as it has said; a dead connection is closed."""
    try:
        for _ in range(2):  # the server's last words, and the end after them
            connection.pgconn.consume_input()
    except psycopg.OperationalError:
        connection.close()
    return not connection.closed


def connect(address: str) -> Connection:
    """A connection in autocommit (transactions are explicit); raises `database_away`.

    A machine that vanishes says nothing any more: unless the address has it otherwise, it is given up after half a
    minute of silence to keepalives or 15 seconds without an answer to what was sent.
    """
    try:
        known = {**_SILENCE, **conninfo_to_dict(address), "options": _OPTIONS}
        return psycopg.connect(make_conninfo("", **known), autocommit=True)
    except psycopg.OperationalError as error:
        raise LuotsiError("database_away") from error


def create_database(server: str, name: str) -> None:
    """Make the database `name` on the server at `server` unless it is there."""
    with connect(server) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone() is None:
            connection.execute(
                sql.SQL("create database {} encoding 'UTF8' template template0").format(sql.Identifier(name))
            )


def migrate(owner: str) -> int:
    """Bring the schema to the newest version as the owner; returns that version.

    Each step runs in its own transaction with its number. Raises `database_too_old` below PostgreSQL 15.
    """
    with connect(owner) as connection:
        if connection.info.server_version < _OLDEST_SERVER:
            raise LuotsiError("database_too_old", version=connection.info.server_version)
        _create_roles(connection)
        connection.execute(
            "create table if not exists schema_version"
            " (version integer primary key, applied timestamptz not null default now())"
        )
        for number, text in migrations():
            _apply(connection, number, text)
        return schema_version(connection)


def migrations() -> tuple[tuple[int, str], ...]:
    """Number and SQL of every migration, in order."""
    folder = files("central_system") / "migrations"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple((int(name[:4]), (folder / name).read_text("utf-8")) for name in found)


def schema_version(connection: Connection) -> int:
    """Number of the newest migration applied, 0 on an empty database."""
    known = connection.execute("select to_regclass('public.schema_version')").fetchone()
    if known is None or known[0] is None:
        return 0
    row = connection.execute("select coalesce(max(version), 0) from schema_version").fetchone()
    return int(row[0]) if row else 0


def _create_roles(connection: Connection) -> None:
    for role, login in ROLES:
        if connection.execute("select 1 from pg_roles where rolname = %s", (role,)).fetchone() is None:
            connection.execute(
                sql.SQL("create role {} {} nosuperuser nobypassrls nocreatedb nocreaterole").format(
                    sql.Identifier(role), sql.SQL(login)
                )
            )
        connection.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(role)))


def _apply(connection: Connection, number: int, text: str) -> None:
    """Run one migration; where it and the pushes of laptops are in each other's way, it gives way and tries again."""
    for tries in range(_TRIES, -1, -1):
        try:
            _try(connection, number, text)
        except (errors.DeadlockDetected, errors.LockNotAvailable):
            if not tries:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _try(connection: Connection, number: int, text: str) -> None:
    with connection.transaction():
        connection.execute("set local lock_timeout = '5s'")  # what comes behind it waits as long
        connection.execute("lock table schema_version in access exclusive mode")
        if connection.execute("select 1 from schema_version where version = %s", (number,)).fetchone() is None:
            connection.execute(text.encode())
            connection.execute("insert into schema_version (version) values (%s)", (number,))
