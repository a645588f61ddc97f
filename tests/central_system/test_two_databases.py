"""The same program and SQL over two databases, each organisation at home in one: the plan of docs/operating.md.

The directory, the rosters and who a laptop belongs to are copied to both; nothing else is anywhere but at home.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from central_system.central import Central
from central_system.database import Database, connect
from central_system.directory import accept_directory
from central_system.embedded import Embedded
from desktop_app.ledger.directory import OrgEntry, OrgKind
from desktop_app.ledger.ids import DeviceId, OrgId, StreamId, new_id
from desktop_app.ledger.keys import DeviceKey, RecoveryKey, Ring
from desktop_app.ledger.roster import Recovery, first_roster
from tests.central_fixtures import TEMPLATE, CentralInTest, Organisation
from tests.central_system.writing import Laptop, reader, whole_feed

COPIED = ("roster", "device_home")
#: Everywhere: what is copied, and of whom the directory names the feed and the first laptop, which stay at nought.
PUBLIC = frozenset({*COPIED, "counter", "device"})


@dataclass
class Shards:
    """Central systems on databases of their own, with one pair of server keys and one directory."""

    places: list[CentralInTest]

    def home(self, dev: DeviceId) -> CentralInTest:
        """Where the requests of a laptop go: `device_home`, which is in every database, names its organisation."""
        with connect(self.places[0].owner) as connection:
            row = connection.execute("select org from device_home where dev = %s", (dev,)).fetchone()
        assert row is not None
        return next(place for place in self.places if OrgId(row[0]) in place.organisations)

    def add(self, place: int) -> Organisation:
        """An organisation at home in one database: the directory goes to all, the roster to its home and is copied."""
        org, ring, admin, sheet, home = OrgId(new_id()), Ring.new(), DeviceKey.generate(), new_id(), self.places[place]
        home.add_entry(OrgEntry(org, OrgKind.OUTREACH, False, "other", "Testijärjestö", admin.public))
        roster = first_roster(org, admin, ring, Recovery.of(RecoveryKey.derive(sheet, org)))
        home.client(admin).publish(roster, ())
        home.organisations[org] = Organisation(org, ring, admin, sheet, roster)
        for other in self.places:
            if other is not home:
                with connect(other.owner) as connection, connection.transaction():
                    accept_directory(connection, home.directory, home.directory.parsed().root.hash)
                other.directory = home.directory
                copy(home, other)
        return home.organisations[org]


def copy(one: CentralInTest, other: CentralInTest) -> None:
    """Copy what is public, as logical replication would."""
    with connect(one.owner) as source, connect(other.owner) as target:
        for table in COPIED:
            for row in source.execute(f"select * from {table}".encode()).fetchall():
                marks = ", ".join(["%s"] * len(row))
                target.execute(f"insert into {table} values ({marks}) on conflict do nothing".encode(), row)


@pytest.fixture
def shards(postgres: Embedded, central: CentralInTest) -> Iterator[Shards]:
    """Two databases, of which the second is made by the same migrations."""
    name = "luotsi_second_shard"
    with connect(postgres.address("postgres", "postgres")) as connection:
        connection.execute(f"create database {name} template {TEMPLATE} strategy file_copy".encode())
    owner, application = postgres.address(name, "postgres"), postgres.address(name, "luotsi_app")
    database = Database(application)
    second = CentralInTest(
        Central.over(database, central.central.keys), owner, application, central.roots, central.directory, central.url
    )
    with connect(owner) as connection, connection.transaction():
        accept_directory(connection, central.directory, central.directory.parsed().root.hash)
    yield Shards([central, second])
    database.close()
    with connect(postgres.address("postgres", "postgres")) as connection:
        connection.execute(f"drop database {name} with (force)".encode())


def test_each_organisation_works_at_home_as_if_it_were_the_only_database(shards: Shards) -> None:
    writers = [shards.add(place) for place in (0, 1)]
    readers = [shards.add(place) for place in (0, 1)]
    for writer, to in zip(writers, readers, strict=True):
        laptop, home = Laptop.of(writer), shards.home(writer.admin.dev)
        own, shared = laptop.several(3), laptop.write(stream=StreamId(new_id()), reader=reader(to))
        reply = home.client(writer.admin).push([*own, shared])
        assert (reply.acked, reply.withheld, reply.quarantined) == (4, (), ())
        assert list(whole_feed(home, writer)) == [*own, shared]
        assert list(whole_feed(shards.home(to.admin.dev), to)) == [shared]
    assert shards.home(writers[0].admin.dev) is not shards.home(writers[1].admin.dev)


def test_a_laptop_reads_at_home_the_rosters_of_organisations_elsewhere(shards: Shards) -> None:
    here, there = shards.add(0), shards.add(1)
    client = shards.home(here.admin.dev).client(here.admin)
    assert client.rosters(there.org, 0) == (there.roster,)
    assert client.directories(0)[-1] == shards.places[1].directory
    assert client.rosters(here.org, 0) == (here.roster,)


def test_no_row_of_an_organisation_is_anywhere_but_at_home(shards: Shards) -> None:
    for writer in [shards.add(place) for place in (0, 1)]:
        shards.home(writer.admin.dev).client(writer.admin).push(Laptop.of(writer).several(3))
    for place in shards.places:
        with connect(place.owner) as connection:
            tables = connection.execute(
                "select table_name from information_schema.columns"
                " where table_schema = 'public' and column_name = 'org'"
            ).fetchall()
            for table in {row[0] for row in tables} - PUBLIC:
                rows = connection.execute(f"select distinct org from {table}".encode()).fetchall()
                assert {row[0] for row in rows} <= place.organisations.keys(), table
            sent = connection.execute("select org from counter where head > 0 union select org from device where n > 0")
            assert {row[0] for row in sent.fetchall()} == place.organisations.keys()
