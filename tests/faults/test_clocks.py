"""Clocks that jump, forwards and back, at the server and at each laptop: order and delivery depend on none of them."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.sync.engine import sync_once
from tests.faults.test_killed_and_cut_off import seeds
from tests.storage.laptops import case_id, op, over
from tests.sync.office import Office

JUMPS = [timedelta(0), timedelta(days=-400), timedelta(days=400), timedelta(hours=-5), timedelta(minutes=4)]


@pytest.mark.parametrize("seed", seeds(1, 2))
def test_whatever_the_clocks_say_everybody_ends_with_the_same_and_the_later_edit_stands(served, tmp_path, seed):
    chance, case = random.Random(seed), case_id()
    office = Office.found(served.test, tmp_path / "office", 3)
    record = office.laptops[0].write(case=case, text="begin")
    office.settle()
    for turn in range(12):
        served.test.now = datetime.now(UTC) + chance.choice(JUMPS)
        laptop, jump = office.laptops[turn % 3], chance.choice(JUMPS)

        def now(jump: timedelta = jump) -> datetime:
            return datetime.now(UTC) + jump

        client = served.client(laptop.store.me().key, clock=lambda jump=jump: time.time() + jump.total_seconds())
        sync_once(laptop.store, client, now)
        at = now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        note = op("contact", text=f"turn {turn}")
        laptop.store.save([over(laptop.store, record, text=f"turn {turn}"), note], case=case, at=at)
        sync_once(laptop.store, client, now)
    served.test.now = None
    office.settle()
    first = office.laptops[0].everything()
    for laptop in office.laptops:
        assert laptop.everything() == first
        assert laptop.values(record) == {"text": "turn 11"}, "what its author saw and replaced never comes back"
        assert not laptop.store.conflicts()
        assert laptop.store.unsent_count().changes == 0
        assert len(laptop.store.case_records(case)) == 13
    office.close()


def test_a_server_whose_clock_is_a_year_ahead_and_then_right_again_is_still_sent_to(served, tmp_path):
    office = Office.found(served.test, tmp_path / "office", 1)
    (laptop,) = office.laptops
    client = served.client(laptop.store.me().key)
    for ahead in (timedelta(days=365), timedelta(0)):
        served.test.now = datetime.now(UTC) + ahead
        laptop.write(text="x")
        assert sync_once(laptop.store, client, lambda: datetime.now(UTC)).pushed == 1
    office.close()
