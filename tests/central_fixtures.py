"""A real central system for tests: embedded PostgreSQL once per session, a fresh central per test."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from central_system import embedded
from central_system.central import Central
from central_system.database import Database, connect, create_database, migrate
from central_system.directory import accept_directory
from central_system.keys import ServerKeys
from central_system.local import LocalCentral
from central_system.serving import CentralServer, Listening, bind
from desktop_app.ledger.directory import Directory, OrgEntry, OrgKind, RootKeys, SignedDirectory, sign_directory
from desktop_app.ledger.directory import ServerKeys as ServerEntry
from desktop_app.ledger.handover import make_handover
from desktop_app.ledger.ids import OrgId, new_id
from desktop_app.ledger.keys import DeviceKey, RecoveryKey, Ring, SigningKey
from desktop_app.ledger.roster import Device, Recovery, SignedRoster, first_roster, next_roster
from desktop_app.sync.http_central import HttpCentral

TEMPLATE = "luotsi_template"
_numbers = itertools.count(1)


@dataclass(slots=True)
class Organisation:
    """An organisation in a test: its ring, its administrator's laptop and its newest roster."""

    org: OrgId
    ring: Ring
    admin: DeviceKey
    sheet: bytes
    roster: SignedRoster


@dataclass(slots=True)
class CentralInTest:
    """A running central system with its root keys; `url` is what its directory says."""

    central: Central
    owner: str
    application: str
    roots: tuple[SigningKey, ...]
    directory: SignedDirectory
    url: str
    now: datetime | None = None
    organisations: dict[OrgId, Organisation] = field(default_factory=dict)

    def client(self, device: DeviceKey | None = None) -> LocalCentral:
        """The central system as this laptop sees it."""
        return LocalCentral(self.central, None if device is None else device.dev)

    def add_entry(self, entry: OrgEntry) -> None:
        """Sign and take in the next directory with this organisation added or replaced."""
        before = self.directory.parsed()
        others = tuple(one for one in before.orgs if one.org != entry.org)
        self.publish_directory(replace(before, orgs=(*others, entry)))

    def publish_directory(self, directory: Directory) -> None:
        """Sign the directory as the next version with two root keys and take it in."""
        before = self.directory.parsed()
        following = replace(directory, version=before.version + 1, prev=self.directory.hash)
        self.directory = sign_directory(following, self.roots[:2])
        with connect(self.owner) as connection, connection.transaction():
            accept_directory(connection, self.directory, following.root.hash)

    def add_organisation(
        self,
        kind: OrgKind = OrgKind.OUTREACH,
        name: str = "Testijärjestö",
        *,
        authority: bool = False,
        type: str = "other",
        org: OrgId | None = None,
        ring: Ring | None = None,
        admin: DeviceKey | None = None,
        roles: frozenset[str] = frozenset({"admin"}),
    ) -> Organisation:
        """Enrol an organisation with its first laptop: directory entry, roster 1; nothing but public parts are sent."""
        org = org or OrgId(new_id())
        ring, admin, sheet = ring or Ring.new(), admin or DeviceKey.generate(), new_id()
        self.add_entry(OrgEntry(org, kind, authority, type, name, admin.public))
        roster = first_roster(org, admin, ring, Recovery.of(RecoveryKey.derive(sheet, org)), roles)
        self.client(admin).publish(roster, ())
        self.organisations[org] = Organisation(org, ring, admin, sheet, roster)
        return self.organisations[org]

    def add_device(
        self, organisation: Organisation, device: DeviceKey | None = None, roles: frozenset[str] = frozenset()
    ) -> DeviceKey:
        """Enrol one more laptop: next roster and its hand-over."""
        device = device or DeviceKey.generate()
        before = organisation.roster
        organisation.roster = next_roster(
            before, organisation.admin, devices=(*before.parsed().devices, Device.of(device, roles))
        )
        handover = make_handover(organisation.roster.parsed(), device.dev, organisation.ring, organisation.admin)
        self.client(organisation.admin).publish(organisation.roster, (handover,))
        return device

    def retire(self, organisation: Organisation, device: DeviceKey, until: tuple[int, bytes]) -> None:
        """Publish a roster that ends a laptop at (n, hash)."""
        before = organisation.roster
        devices = [replace(one, until=until) if one.dev == device.dev else one for one in before.parsed().devices]
        organisation.roster = next_roster(before, organisation.admin, devices=devices)
        self.client(organisation.admin).publish(organisation.roster, ())


@pytest.fixture(scope="session")
def postgres() -> Iterator[embedded.Embedded]:
    """Embedded PostgreSQL with a migrated template; fast and forgetful, since no test cuts its power."""
    folder = Path(tempfile.mkdtemp(prefix="luotsi-"))  # a short path, since it holds a socket
    server = embedded.start(folder / "data")
    with connect(server.address("postgres", "postgres")) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"alter system set {setting} = off".encode())
        connection.execute("select pg_reload_conf()")
    create_database(server.address("postgres", "postgres"), TEMPLATE)
    migrate(server.address(TEMPLATE, "postgres"))
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def fresh_database(postgres: embedded.Embedded) -> Iterator[str]:
    """Name of a migrated database of this test's own."""
    name = f"luotsi_{next(_numbers)}"
    with connect(postgres.address("postgres", "postgres")) as connection:
        connection.execute(f"create database {name} template {TEMPLATE} strategy file_copy".encode())
    yield name
    with connect(postgres.address("postgres", "postgres")) as connection:
        connection.execute(f"drop database {name} with (force)".encode())


def new_central(owner: str, application: str, url: str = "http://central.invalid") -> CentralInTest:
    """A central system with root keys and its first directory, on a migrated database."""
    keys, roots = ServerKeys.generate(), tuple(SigningKey.generate() for _ in range(3))
    directory = Directory(
        version=1,
        prev=b"",
        issued="2026-11-23T08:00:00.000Z",
        root=RootKeys(tuple(root.public for root in roots), 2),
        server=ServerEntry(keys.signing.public, keys.kem.public, url),
        orgs=(),
    )
    signed = sign_directory(directory, roots[1:])
    with connect(owner) as connection, connection.transaction():
        accept_directory(connection, signed, directory.root.hash)
    made: list[CentralInTest] = []

    def clock() -> datetime:
        return made[0].now or datetime.now(UTC)

    central = Central.over(Database(application, size=14), keys, clock)
    made.append(CentralInTest(central, owner, application, roots, signed, url))
    return made[0]


@pytest.fixture
def make_central(postgres: embedded.Embedded, fresh_database: str) -> Iterator[Callable[..., CentralInTest]]:
    """Make the central system of this test, for an address known only then."""
    databases: list[Database] = []

    def make(url: str = "http://central.invalid") -> CentralInTest:
        owner = postgres.address(fresh_database, "postgres")
        application = postgres.address(fresh_database, "luotsi_app")
        made = new_central(owner, application, url)
        databases.append(made.central.database)
        return made

    yield make
    for database in databases:
        database.close()


@pytest.fixture
def central(make_central: Callable[..., CentralInTest]) -> CentralInTest:
    """A central system with root keys and no organisation yet."""
    return make_central()


@dataclass(slots=True)
class Served:
    """A central system behind a real server on the loopback."""

    test: CentralInTest
    server: CentralServer
    clients: list[HttpCentral] = field(default_factory=list)

    def client(self, device: DeviceKey | None = None, **options: Any) -> HttpCentral:
        """The central system over HTTP as this laptop sees it."""
        self.clients.append(HttpCentral(self.test.url, device, **options))
        return self.clients[-1]


@pytest.fixture
def served(make_central: Callable[..., CentralInTest]) -> Iterator[Served]:
    """A central system served over HTTP on a free port, until the test ends."""
    bound = bind("127.0.0.1", 0)
    bound.listen(100)  # who comes before the thread has begun waits for it
    test = make_central(f"http://127.0.0.1:{bound.getsockname()[1]}")
    server = CentralServer(test.central, test.url, Listening(port=0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    running = Served(test, server)
    yield running
    for client in running.clients:
        client.close()
    server.should_exit = True
    thread.join()
    bound.close()
