"""Two organisations whose laptops and server are processes, a way that fails, and what must hold all the time."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from central_system.database import connect
from central_system.settings import Settings
from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import OrgId
from desktop_app.ledger.keys import DeviceKey
from desktop_app.storage.store import Store
from desktop_app.sync.believing import fetch_trust
from desktop_app.sync.engine import sync_once
from desktop_app.sync.http_central import HttpCentral
from desktop_app.sync.reissue import leave_retired_identity
from tests.central_fixtures import CentralInTest
from tests.central_system.writing import whole_feed
from tests.faults.proxy import Proxy
from tests.storage.laptops import open_store
from tests.sync.office import NOW, Laptop, Office

ROOT = Path(__file__).parents[2]
WORKER, SERVER = "tests.faults.worker", "central_system"
PATIENCE = 60.0
REISSUED = "reissued"
#: By how many seconds a laptop's clock may be wrong.
SKEWS = (0.0, 0.0, -86_400.0 * 40, 3_600.0, 86_400.0 * 400)


@dataclass
class Running:
    """A laptop's process; `told` is all it ever said to be saved, over all its lives, `enrolled` its last known key."""

    office: Office
    path: Path
    enrolled: DeviceKey
    told: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None
    skew: float = 0.0

    def start(self, url: str, seed: int) -> None:
        self.process = python(WORKER, str(self.path), url, str(seed), str(self.skew))
        assert self.next() == ["ready"]

    def next(self) -> list[str]:
        """What it says next; fails when it has ended by itself."""
        assert self.process is not None
        words = lines(self.process).readline().split()
        assert words, f"the laptop's process ended by itself with {self.process.wait()}"
        if words[0] == "saved":
            self.told.append(words[1])
        return words

    def kill(self, after: int, wait: float) -> list[list[str]]:
        """Let it say so many things, then kill it a moment later; what it said."""
        assert self.process is not None
        said = [self.next() for _ in range(after)]
        time.sleep(wait)
        self.process.send_signal(signal.SIGKILL)
        said += [line.split() for line in lines(self.process) if line.endswith("\n")]
        self.process.wait()
        lines(self.process).close()
        self.process = None
        self.told += [words[1] for words in said[after:] if words[0] == "saved"]
        return said


@dataclass
class World:
    """An outreach organisation with two laptops and an Assistance System with one, all behind one proxy."""

    central: CentralInTest
    proxy: Proxy
    folder: Path
    outreach: Office
    system: Office
    laptops: list[Running]
    chance: random.Random = field(default_factory=random.Random)
    server: subprocess.Popen[str] | None = None

    @classmethod
    def make(cls, make_central: Callable[[str], CentralInTest], folder: Path, proxy: Proxy) -> World:
        central = make_central(f"http://127.0.0.1:{proxy.port}")
        data = folder / "server"
        Settings(central.url, central.directory.parsed().root).save(data)
        central.central.keys.save(data)
        system = Office.found(central, folder / "system", kind=OrgKind.ASSISTANCE_SYSTEM)
        outreach = Office.found(central, folder / "outreach", 2)
        system.settle()
        outreach.settle()
        laptops = [
            Running(office, laptop.path, laptop.store.me().key)
            for office in (outreach, system)
            for laptop in office.laptops
        ]
        outreach.close()
        system.close()
        return cls(central, proxy, folder, outreach, system, laptops)

    def start_server(self) -> None:
        """Serve, and have everything go there alone."""
        self.server, port = self.serve(ROOT)
        self.proxy.onward = [port]

    def serve(self, program: Path) -> tuple[subprocess.Popen[str], int]:
        """Start one more server of the program in that folder; its process and port."""
        port, database = free_port(), self.central.application
        where = ["--data", str(self.folder / "server"), "--database", database, "--port", str(port)]
        process = python(SERVER, "serve", *where, program=program)
        said = lines(process).readline()
        assert said.startswith("Serving"), said
        return process, listening(port)

    def kill_server(self) -> None:
        self.proxy.onward = []
        if self.server is not None:
            stop(self.server)
            self.server = None

    def close(self) -> None:
        for laptop in self.laptops:
            if laptop.process is not None:
                stop(laptop.process)
        self.kill_server()

    def play(self, seed: int, steps: int) -> None:
        """Kill and start laptops and server in an order drawn from the seed; look at each laptop that was killed."""
        self.begin(seed)
        for _ in range(steps):
            self.step()
        self.end()

    def begin(self, seed: int) -> None:
        """Let everybody work, over a way that fails."""
        self.chance = random.Random(seed)
        self.start_server()
        self.start_laptops()
        self.proxy.honest = False

    def step(self) -> None:
        """One fault: the server dies, or a laptop, which comes back with another clock."""
        if self.chance.random() < 0.2:
            self.kill_server()
            time.sleep(self.chance.random() * 0.3)
            self.start_server()
            return
        laptop = self.chance.choice(self.laptops)
        laptop.kill(self.chance.randrange(2, 12), self.chance.random() * 0.1)
        self.look_at(laptop)
        laptop.skew = self.chance.choice(SKEWS)
        laptop.start(self.central.url, self.chance.randrange(1 << 30))

    def end(self) -> None:
        """Stop every laptop; from here on nothing fails any more, and what was held back arrives."""
        self.stop_laptops()
        self.proxy.honest = True
        self.proxy.deliver_late()

    def start_laptops(self) -> None:
        for laptop in self.laptops:
            laptop.start(self.central.url, self.chance.randrange(1 << 30))

    def stop_laptops(self) -> None:
        """Kill every laptop after one more word, and look at each."""
        for laptop in self.laptops:
            if laptop.process is not None:
                laptop.kill(1, 0)
                self.look_at(laptop)

    def look_at(self, laptop: Running) -> None:
        """A killed laptop holds all it said, is sound, has no hole, and receipts only for what was received."""
        store = open_store(laptop.path)
        try:
            assert set(laptop.told) <= hashes(store)
            report = store.verify()
            assert report.sound, report.findings
            me = store.me()
            own = store.written(0, 1_000_000)
            assert [change.parsed.n for change in own] == list(range(1, me.n + 1))
            received = self.received(me.org)
            assert {change.hash.hex() for change in own[: me.acked]} <= received
            assert len(own) == me.acked + store.unsent_count().changes
        finally:
            store.close()

    def received(self, org: OrgId) -> set[str]:
        """What the central system holds of an organisation: in its feed or set aside."""
        with connect(self.central.owner) as connection:
            rows = connection.execute(
                "select hash from feed where org = %(org)s and author = %(org)s"
                " union all select hash from quarantine where org = %(org)s",
                {"org": org},
            ).fetchall()
        return {row[0].hex() for row in rows}

    def clone(self, laptop: Running) -> None:
        """Kill a laptop and let two copies of its disk work on."""
        laptop.kill(1, 0)
        path = laptop.path.with_name(f"{laptop.path.stem}-copy.db")
        open_store(laptop.path).close()  # nothing is left in the write-ahead log
        shutil.copy(laptop.path, path)
        self.laptops.append(Running(laptop.office, path, laptop.enrolled, list(laptop.told)))
        for one in (laptop, self.laptops[-1]):
            one.start(self.central.url, self.chance.randrange(1 << 30))

    def settle(self) -> dict[Path, Store]:
        """Start everything again, nothing fails any more, let everybody sync to the end, and admit who has a new id."""
        self.kill_server()
        self.start_server()
        stores = {laptop.path: open_store(laptop.path) for laptop in self.laptops}
        for _ in range(4):
            for laptop in self.laptops:
                self._sync(laptop, stores[laptop.path])
        return stores

    def _sync(self, laptop: Running, store: Store) -> None:
        """A round; a laptop of which there are two copies takes a new identity and is enrolled again."""
        if not store.me().enrolled:
            self._admit(laptop, store)
        client = HttpCentral(self.central.url, store.me().key)
        try:
            sync_once(store, client, lambda: NOW)
        except LuotsiError as error:
            if error.code != "device_retired":
                raise
            leave_retired_identity(store, lambda: NOW)
        finally:
            client.close()

    def _admit(self, laptop: Running, store: Store) -> None:
        """Enrol a laptop under its new id; its old one ends at what was received of it, unless it has ended before."""
        office, old, laptop.enrolled = laptop.office, laptop.enrolled, store.me().key
        organisation = office.organisation
        self.central.add_device(organisation, laptop.enrolled)
        for device in organisation.roster.parsed().devices:
            if device.dev == old.dev and device.active:
                self.central.retire(organisation, old, office.last_of(old))
        store.set_trust(fetch_trust(self.central.client(laptop.enrolled), store.trust(), organisation.org))

    def check_end(self, *, lost: bool = False) -> None:
        """Invariants 1, 2 and 7: nothing lost, nothing twice, all laptops equal, feeds dense and chained.

        `lost`: the central system had lost what it had given on.
        """
        stores = self.settle()
        try:
            for office in (self.outreach, self.system):
                mine = [laptop for laptop in self.laptops if laptop.office is office]
                self._check_office(office, mine, [stores[laptop.path] for laptop in mine])
            self._check_delivery(lost=lost)
        finally:
            for store in stores.values():
                store.close()

    def _check_office(self, office: Office, laptops: list[Running], stores: list[Store]) -> None:
        feed = whole_feed(self.central, office.organisation)
        names = [(change.parsed.org, change.parsed.dot) for change in feed]
        assert len(names) == len(set(names))
        check_told(laptops, stores, {change.hash.hex(): change for change in feed})
        first = everything(stores[0])
        for store in stores:
            assert everything(store) == first
            assert store.unsent_count().changes == 0
            assert store.waiting_count() == 0
            assert store.verify().sound
            store.rebuild()
            assert everything(store) == first
        assert not any(row[6] for row in first[0]), "everything named in a base has come"

    def _check_delivery(self, *, lost: bool) -> None:
        """A reader has exactly what was sealed to it and not withheld, and nothing of a stream after its end.

        What it had pulled before it was lost it gives back to its own feed; in the writer's the end may come first.
        """
        for writer, reader in ((self.outreach, self.system), (self.system, self.outreach)):
            org, to = writer.organisation.org, reader.organisation.org
            sealed = [(change, withheld) for change, withheld in self.lines(org) if wrapped_to(change, to)]
            due = [change for change, withheld in sealed if not withheld]
            given_back = {change.hash for change, withheld in sealed if withheld and lost}
            got = [change for change, _ in self.lines(to) if change.parsed.org == org and change.hash not in given_back]
            assert sorted(change.hash for change in due) == sorted(change.hash for change in got)
            closed = set()
            for change in got:
                assert change.parsed.stream not in closed, "delivered after the end of its stream"
                if change.parsed.close:
                    closed.add(change.parsed.stream)

    def lines(self, org: OrgId) -> list[tuple[SignedChange, bool]]:
        with connect(self.central.owner) as connection:
            rows = connection.execute(
                "select header, sig, sealed, withheld from feed where org = %s order by seq", (org,)
            ).fetchall()
        return [(SignedChange(*row[:3]), bool(row[3])) for row in rows]


def check_told(laptops: list[Running], stores: list[Store], feed: Mapping[str, SignedChange]) -> None:
    """All that was ever said to be saved is in the feed, itself or issued again, and every laptop holds the feed whole.

    What was issued again is named by a change in the feed, but for what no consent covers any more.
    """
    issued = {was(stores[0], change) for change in feed.values()}
    for laptop, store in zip(laptops, stores, strict=True):
        refused = {change.hash.hex(): (change, reason) for change, reason in store.refused()}
        assert hashes(store) == feed.keys() | refused.keys()
        for hash_ in set(laptop.told) - feed.keys():
            change, reason = refused[hash_]
            assert reason == REISSUED
            assert hash_ in issued or not change.parsed.own
        assert {reason for _, reason in refused.values()} <= {REISSUED}


def was(store: Store, change: SignedChange) -> str | None:
    """The hash of the change that this one issues again."""
    if change.parsed.org != store.me().org or change.sealed is None:
        return None
    named = store.payload(change).was
    return None if named is None else named.hex()


def everything(store: Store):
    """All that invariant 1 compares."""
    return Laptop(store, None, Path()).everything()  # type: ignore[arg-type] # asks the store alone


def hashes(store: Store) -> set[str]:
    """All changes kept, counted or refused."""
    return {hash_.hex() for hash_ in Laptop(store, None, Path()).log()}  # type: ignore[arg-type]


def wrapped_to(change: SignedChange, org: OrgId) -> bool:
    wrap = change.parsed.wrap
    return wrap is not None and wrap.to == org


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def listening(port: int) -> int:
    """Wait until somebody listens there."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return port
        except OSError:
            assert time.monotonic() < end, "the server did not begin to listen"
            time.sleep(0.02)


def python(module: str, *arguments: str, program: Path = ROOT) -> subprocess.Popen[str]:
    """A process of the program in that folder; it ends with the test, whatever happens."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(program)},
        cwd=program,
    )


def lines(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def stop(process: subprocess.Popen[str]) -> None:
    """Kill without warning."""
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGKILL)
    process.wait()
    lines(process).close()
