"""Row security: an organisation's connection sees and writes its own rows, whatever SQL it runs."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import Connection, errors

from central_system.database import Database, connect, migrate
from central_system.directory import accept_directory
from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import OrgId, StreamId, new_id
from tests.central_fixtures import CentralInTest, Organisation
from tests.central_system.writing import MARKER, Laptop, reader

TABLES = (
    "device", "handover", "invitation", "invitation_try", "enrolment", "stream", "counter", "feed", "erased",
    "quarantine", "request_nonce",
)  # fmt: skip

Two = tuple[CentralInTest, Organisation, Organisation]


@pytest.fixture
def two(central: CentralInTest) -> Two:
    """A writer that shared with a system, and the system; rows of both in every feed."""
    writer, system = central.add_organisation(), central.add_organisation()
    laptop = Laptop.of(writer)
    shared = laptop.write(stream=StreamId(new_id()), reader=reader(system))
    central.client(writer.admin).push([laptop.write(), shared] if shared.parsed.n > 1 else [shared, laptop.write()])
    central.client(system.admin).push(Laptop.of(system).several(2))
    return central, writer, system


@pytest.fixture
def raw(two: Two) -> Iterator[Connection]:
    """A connection of the application role, as an attacker inside the service would have it."""
    with connect(two[0].application) as connection:
        yield connection


def as_org(connection: Connection, org: bytes) -> None:
    connection.execute("select set_config('app.org', %s, false)", (org.hex(),))


def test_without_an_organisation_no_row_shows(two: Two, raw: Connection) -> None:
    for table in TABLES:
        assert raw.execute(f"select count(*) from {table}".encode()).fetchone() == (0,)


def test_an_organisation_sees_its_own_rows_alone(two: Two, raw: Connection) -> None:
    _, writer, system = two
    for org, count in ((writer.org, 2), (system.org, 3)):
        as_org(raw, org)
        assert raw.execute("select count(*) from feed").fetchone() == (count,)
        for table in TABLES:
            assert raw.execute(f"select count(*) from {table} where org <> %s".encode(), (org,)).fetchone() == (0,)


def test_every_table_of_organisations_has_forced_row_security(two: Two) -> None:
    with connect(two[0].owner) as connection:
        rows = connection.execute(
            "select relname from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'org'"
            " where relkind = 'r' and relnamespace = 'public'::regnamespace"
            " and not (relrowsecurity and relforcerowsecurity)"
        ).fetchall()
        roles = connection.execute(
            "select rolname from pg_roles where rolname like 'luotsi_%' and (rolsuper or rolbypassrls)"
        ).fetchall()
    assert rows == []
    assert roles == []


@pytest.mark.parametrize(
    "attack",
    [
        "insert into feed select * from feed limit 1",
        "update feed set sealed = null",
        "delete from feed",
        "insert into counter (org, feed_hash) values (app_org(), '')",
        "update counter set head = 0",
        "delete from counter",
        "insert into erased (org, dev, n) values (app_org(), '', 1)",
        "update stream set reader = app_org()",
        "delete from stream",
        "insert into directory (version, hash, bytes, sigs) values (99, '', '', '{}')",
        "update roster set sig = ''",
        "delete from roster",
        "update device_home set org = app_org()",
        "update device set key = ''",
        "delete from device",
        "select open_feed(app_org())",
        "alter table feed disable row level security",
        "set role luotsi_relay",
        "truncate feed",
    ],
)
def test_the_application_role_cannot_write_past_its_functions(two: Two, raw: Connection, attack: str) -> None:
    as_org(raw, two[1].org)
    with pytest.raises((errors.InsufficientPrivilege, errors.CheckViolation)):
        raw.execute(attack.encode())


@pytest.mark.parametrize("table", ["device_home", "roster", "invitation", "stream", "request_nonce"])
def test_rows_cannot_be_written_for_another_organisation(two: Two, raw: Connection, table: str) -> None:
    _, writer, system = two
    values = {
        "device_home": "(dev, org, key) values ('x', %s, '')",
        "roster": "(org, version, hash, bytes, sig) values (%s, 9, '', '', '')",
        "invitation": "(org, code_hash, until) values (%s, '', now())",
        "stream": "(org, stream, reader) values (%s, '', '')",
        "request_nonce": "(org, dev, nonce, at) values (%s, '', '', now())",
    }[table]
    as_org(raw, writer.org)
    with pytest.raises(errors.InsufficientPrivilege):
        raw.execute(f"insert into {table} {values}".encode(), (system.org,))


def append(connection: Connection, receiver: bytes, author: bytes, laptop: Laptop, change: object) -> None:
    from desktop_app.ledger.change import SignedChange

    assert isinstance(change, SignedChange)
    assert change.sealed is not None
    connection.execute(
        "select append_feed(%b, %b, %b, %b, %b, %b, %b, %b, now())",
        (
            receiver, author, laptop.key.dev, [change.parsed.n], change.header + change.sig + change.sealed,
            [len(change.header)], [len(change.sealed)], [False],
        ),
    )  # fmt: skip


def test_another_organisations_feed_takes_only_what_its_writer_shared_in_an_open_stream(
    two: Two, raw: Connection
) -> None:
    central, writer, system = two
    other = central.add_organisation()
    laptop, stream = Laptop.of(writer), StreamId(new_id())
    shared = laptop.write(stream=stream, reader=reader(system))
    own = laptop.write()
    as_org(raw, writer.org)
    for receiver, author, change in (
        (system.org, writer.org, shared),  # no such stream yet
        (system.org, writer.org, own),  # not shared at all
        (system.org, system.org, shared),  # not the connection's organisation
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            append(raw, receiver, author, laptop, change)
    raw.execute("insert into stream (org, stream, reader) values (%s, %s, %s)", (writer.org, stream, system.org))
    with pytest.raises(errors.InsufficientPrivilege):
        append(raw, other.org, writer.org, laptop, shared)
    raw.execute("update stream set closed = true where stream = %s", (stream,))
    with pytest.raises(errors.InsufficientPrivilege):
        append(raw, system.org, writer.org, laptop, shared)
    raw.execute("select set_config('app.org', '', false)")
    with pytest.raises(errors.InsufficientPrivilege):
        append(raw, writer.org, writer.org, laptop, own)


def test_the_database_holds_no_word_of_what_was_sealed(two: Two) -> None:
    with connect(two[0].owner) as connection:
        tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        for (table,) in tables:
            for (row,) in connection.execute(f"select {table}::text from {table}".encode()).fetchall():
                for marker in (MARKER, "Kuvitteellinen"):
                    assert marker not in row
                    assert marker.encode().hex() not in row


def test_the_owner_of_the_tables_needs_no_superuser(postgres: object, two: Two) -> None:
    owner = two[0].owner
    with connect(owner) as connection:
        connection.execute("create role migrator login createrole")
        connection.execute("grant luotsi_app, luotsi_relay to migrator with admin option")
        connection.execute("create database plain owner migrator")
    try:
        plain = psycopg.conninfo.make_conninfo(owner, dbname="plain", user="migrator")
        assert migrate(plain) == migrate(plain) > 0
        for signed in two[0].client(two[1].admin).directories(0):
            with connect(plain) as connection, connection.transaction():
                accept_directory(connection, signed, signed.parsed().root.hash)
                assert connection.execute("select current_user").fetchone() == ("migrator",)
        database = Database(plain)
        with pytest.raises(LuotsiError) as refused:
            database.check_role()
        assert refused.value.code == "database_login_too_strong"
        database.close()
    finally:
        with connect(owner) as connection:
            connection.execute("drop database plain with (force)")
            connection.execute("drop owned by migrator")
            connection.execute("drop role migrator")


def test_a_busy_pool_says_so_and_a_broken_connection_is_replaced(two: Two) -> None:
    database = Database(two[0].application, size=1, wait=0.05)
    with database.transaction(OrgId(bytes(16))) as connection:
        with pytest.raises(LuotsiError) as busy, database.transaction():
            pass
        assert busy.value.code == "central_busy"
        pid = connection.info.backend_pid
    with connect(two[0].owner) as owner:
        owner.execute("select pg_terminate_backend(%s, 5000)", (pid,))
    with database.transaction() as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    database.close()
