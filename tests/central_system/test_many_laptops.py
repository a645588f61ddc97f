"""Fifty laptops of one organisation and its neighbours send and fetch over HTTP at the same time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from desktop_app.ledger.ids import Hash, StreamId, feed_start, new_id
from desktop_app.ledger.messages import CentralUnavailable
from tests.central_fixtures import Organisation, Served
from tests.central_system.writing import Laptop, reader, whole_feed

LAPTOPS, ROUNDS = 50, 4


def test_fifty_laptops_at_once_are_all_received_once_in_their_order(served: Served) -> None:
    busy, *neighbours = (served.test.add_organisation() for _ in range(4))
    keys = [busy.admin, *(served.test.add_device(busy) for _ in range(LAPTOPS - 1))]
    start = threading.Barrier(LAPTOPS)
    laptops = [Laptop.of(busy, key) for key in keys]

    def work(place: int) -> list[Hash]:
        laptop, to = laptops[place], neighbours[place % len(neighbours)]
        client, stream = served.client(laptop.key), StreamId(new_id())
        sent: list[Hash] = []
        start.wait()
        for number in range(ROUNDS):
            shared = {"stream": stream, "reader": reader(to)} if number % 2 else {}
            change = laptop.write(**shared, text="x")  # type: ignore[arg-type] # as its parameters are
            patiently(lambda change=change: client.push([change]))
            patiently(lambda: client.feed(0, feed_start(busy.org), 5))
            sent.append(change.hash)
        return sent

    with ThreadPoolExecutor(LAPTOPS) as pool:
        sent = [done.result() for done in [pool.submit(work, place) for place in range(LAPTOPS)]]
    feed = whole_feed(served.test, busy)
    assert len(feed) == LAPTOPS * ROUNDS
    for laptop, hashes in zip(laptops, sent, strict=True):
        assert [change.hash for change in feed if change.parsed.dev == laptop.key.dev] == hashes
    for neighbour in neighbours:
        assert len(whole_feed(served.test, neighbour)) == len(due(neighbour, feed))


def due(neighbour: Organisation, feed) -> list[Hash]:
    return [change.hash for change in feed if change.parsed.wrap and change.parsed.wrap.to == neighbour.org]


def patiently(ask) -> None:
    """As a laptop does: what does not get through is asked again, and does the same however often it arrives."""
    for _ in range(5):
        try:
            ask()
            return
        except CentralUnavailable:
            continue
    raise AssertionError("not received in five tries")
