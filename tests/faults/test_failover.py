"""The database's primary is killed and its standby promoted while laptops write: no receipt is lost.

With a synchronous standby nothing is ever missing. With one that lagged receipts are, and the laptops give back.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from central_system import database
from central_system.database import connect, create_database, migrate
from desktop_app.ledger.ids import feed_start
from tests.central_fixtures import new_central
from tests.central_system.writing import Laptop
from tests.faults.clusters import Cluster, either, pair
from tests.faults.proxy import Proxy
from tests.faults.test_killed_and_cut_off import seeds
from tests.faults.world import World
from tests.storage.laptops import open_store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")


@contextmanager
def replicated(folder: Path, seed: int, *, synchronous: bool) -> Iterator[tuple[World, Cluster, Cluster]]:
    """A world over a primary and its standby."""
    base, proxy = Path(tempfile.mkdtemp(prefix="luotsi-")), Proxy(seed)
    try:
        with pair(base, synchronous) as (one, two):
            create_database(one.address("postgres"), "luotsi")
            migrate(one.address("luotsi"))
            address: Callable[[str], str] = partial(either, one, two, "luotsi")
            world = World.make(lambda url: new_central(address("postgres"), address("luotsi_app"), url), folder, proxy)
            try:
                yield world, one, two
            finally:
                world.close()
                world.central.central.database.close()
    finally:
        proxy.close()
        shutil.rmtree(base, ignore_errors=True)


def switch(world: World, one: Cluster, two: Cluster) -> None:
    """The primary's machine dies while everybody works; the standby takes over, the server stays as it is."""
    one.kill()
    two.promote()


@pytest.mark.parametrize("seed", seeds(1))
def test_no_receipt_is_lost_with_the_primary(tmp_path, seed):
    with replicated(tmp_path, seed, synchronous=True) as (world, one, two):
        world.begin(seed)
        for _ in range(2):
            world.step()
        switch(world, one, two)
        world.stop_laptops()
        world.start_laptops()
        world.step()
        world.end()
        world.check_end()


def test_what_a_lagging_standby_never_had_comes_back_from_the_laptops(tmp_path):
    with replicated(tmp_path, 1, synchronous=False) as (world, one, two):
        two.stop_receiving()
        world.begin(1)
        for laptop in world.laptops:
            while laptop.next() != ["round"] or not laptop.told:
                pass
        world.stop_laptops()
        receipted = {laptop.path: acknowledged(laptop.path) for laptop in world.laptops}
        switch(world, one, two)
        lost = [receipted[one.path] - world.received(one.office.organisation.org) for one in world.laptops]
        assert any(lost), "the standby did not lag"
        world.end()
        world.check_end(lost=True)


def test_without_its_standby_nothing_is_receipted_and_reading_goes_on(tmp_path, monkeypatch):
    """No time limit of a statement ends the wait: that would be a receipt for what one machine alone holds.

    More pushes wait than there are connections, and laptops still get all that is safe, also what they pull just now.
    """
    monkeypatch.setattr(database, "_OPTIONS", "-c statement_timeout=3000")
    with replicated(tmp_path, 1, synchronous=True) as (world, one, two):
        organisation, client = world.outreach.organisation, world.central.client
        laptop, *others = (Laptop.of(organisation, world.central.add_device(organisation)) for _ in range(15))
        first, second = laptop.several(2)
        client(laptop.key).push([first])
        two.kill()
        with ThreadPoolExecutor(15) as pool:
            try:
                began = time.monotonic()
                waiting = pool.submit(client(laptop.key).push, [second])
                time.sleep(0.5)
                for other in others:
                    pool.submit(client(other.key).push, [other.write()])
                time.sleep(0.5)
                reader, asked = client(organisation.admin), time.monotonic()
                page = reader.feed(0, feed_start(organisation.org))
                assert [line.change for line in page.lines] == [first]
                assert reader.missing([first.hash]).lines == (first,)
                assert len(reader.rosters(organisation.org, 0)) > 15
                assert (reader.commands(), reader.state().bytes != b"") == ((), True)
                assert time.monotonic() - asked < 2
                unreceipted = wait([waiting], began + 6 - time.monotonic()).not_done
            finally:
                two.start()
                one.wait_until_synchronous()
            assert waiting.result(timeout=30).acked == 2
        assert unreceipted
        assert client(organisation.admin).feed(0, feed_start(organisation.org)).head >= 2
        with connect(world.central.owner) as connection:
            noted = connection.execute("select seq from pulled where org = %s", (organisation.org,)).fetchone()
        assert noted is not None
        assert noted[0] >= 1


def acknowledged(path: Path) -> set[str]:
    """The changes of a laptop that have a receipt."""
    store = open_store(path)
    found = {change.hash.hex() for change in store.written(0, store.me().acked)}
    store.close()
    return found
