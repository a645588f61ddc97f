"""Many laptops push at once to overlapping receivers, with duplicates: no deadlock, no gap, nothing twice."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import OrgId, StreamId, new_id
from desktop_app.ledger.messages import Conflict
from tests.central_fixtures import CentralInTest, Organisation
from tests.central_system.writing import Laptop, reader, whole_feed

ORGANISATIONS, LAPTOPS, ROUNDS, BATCH = 4, 3, 5, 6


def test_twelve_writers_to_overlapping_receivers(central: CentralInTest) -> None:
    organisations = [central.add_organisation() for _ in range(ORGANISATIONS)]
    laptops: list[tuple[Organisation, Laptop]] = []
    for organisation in organisations:
        keys = [organisation.admin, *(central.add_device(organisation) for _ in range(LAPTOPS - 1))]
        laptops += [(organisation, Laptop.of(organisation, key)) for key in keys]
    streams = {
        (one.org, other.org): StreamId(new_id()) for one in organisations for other in organisations if one is not other
    }
    written = [write(organisation, laptop, organisations, streams) for organisation, laptop in laptops]
    with ThreadPoolExecutor(len(laptops)) as pool:
        work = [
            pool.submit(send, central, organisation, changes, seed)
            for seed, ((organisation, _), changes) in enumerate(zip(laptops, written, strict=True))
        ]
        for done in work:
            done.result(timeout=60)
    everything = [change for changes in written for change in changes]
    for organisation in organisations:
        feed = whole_feed(central, organisation)
        dots = [(change.parsed.org, change.parsed.dev, change.parsed.n) for change in feed]
        assert len(dots) == len(set(dots))
        due = {change.hash for change in everything if organisation.org in receivers(change)}
        assert {change.hash for change in feed} == due


def receivers(change: SignedChange) -> set[bytes]:
    wrap = change.parsed.wrap
    return {change.parsed.org} | ({wrap.to} if wrap else set())


def write(
    organisation: Organisation,
    laptop: Laptop,
    organisations: list[Organisation],
    streams: dict[tuple[OrgId, OrgId], StreamId],
) -> list[SignedChange]:
    """Changes to everybody, each laptop beginning with another reader."""
    others = [one for one in organisations if one is not organisation]
    changes = []
    for number in range(ROUNDS * BATCH):
        to = others[(number + laptop.key.dev[0]) % len(others)]
        shared = number % 3 != 0
        stream, to_reader = (streams[organisation.org, to.org], reader(to)) if shared else (None, None)
        changes.append(laptop.write(stream=stream, reader=to_reader, text="x"))
    return changes


def send(central: CentralInTest, organisation: Organisation, changes: list[SignedChange], seed: int) -> None:
    """Push in batches that overlap, run ahead or come twice, until all are held."""
    chance = random.Random(seed)
    client, acked = central.client(organisation.admin), 0
    while acked < len(changes):
        start = max(0, acked + chance.choice([-BATCH, -2, 0, 0, 0, 3]))
        try:
            acked = max(acked, client.push(changes[start : start + BATCH] or changes[-1:]).acked)
        except Conflict as gap:
            acked = later(acked, gap.acked)


def test_copies_of_one_laptop_sending_at_once_number_every_change_once(central: CentralInTest) -> None:
    org = central.add_organisation()
    changes = Laptop.of(org).several(40, text="x")
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(send, central, org, changes, seed) for seed in range(4)]:
            done.result(timeout=60)
    assert list(whole_feed(central, org)) == changes


def later(acked: int, told: int) -> int:
    """What was acknowledged stays so."""
    assert told >= acked
    return told
