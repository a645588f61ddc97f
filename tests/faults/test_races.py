"""Transactions at once at the central system: who comes second waits at the row that the protocol names first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from central_system.database import connect
from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import StreamId, new_id
from desktop_app.ledger.messages import Forked, PushReply
from tests.central_fixtures import CentralInTest
from tests.central_system.writing import Laptop, reader, whole_feed

Act = Callable[[], PushReply]


def held_up(
    central: CentralInTest, lock: str, keys: tuple[object, ...], acts: Sequence[Act], then: str = ""
) -> list[PushReply | LuotsiError]:
    """Hold a row while all `acts` run; each must wait. Then do `then` to the row and let go: what came of each."""
    outcomes: list[PushReply | LuotsiError] = []

    def run(act: Act) -> None:
        try:
            outcomes.append(act())
        except LuotsiError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    with connect(central.owner) as connection, connection.transaction():
        assert connection.execute(lock, keys).fetchone() is not None
        for thread in threads:
            thread.start()
        wait_for(central, threads)
        if then:
            connection.execute(then, keys)
    for thread in threads:
        thread.join()
    return outcomes


def wait_for(central: CentralInTest, threads: Sequence[threading.Thread]) -> None:
    """Wait until every thread's transaction waits for a lock."""
    waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
    end = time.monotonic() + 10
    with connect(central.owner) as watching:
        while watching.execute(waiting).fetchone() != (len(threads),):
            assert all(thread.is_alive() for thread in threads), "it did not wait for the row"
            assert time.monotonic() < end, "it neither waited nor ended"
            time.sleep(0.01)


def test_of_two_copies_that_push_at_once_one_is_receipted_and_the_other_told_of_the_fork(
    central: CentralInTest,
) -> None:
    org = central.add_organisation()
    changes = [Laptop.of(org).write(text=text) for text in ("one copy", "the other")]
    client = central.client(org.admin)
    row = "select 1 from device where org = %s and dev = %s for no key update"
    acts = [lambda change=change: client.push([change]) for change in changes]
    outcomes = held_up(central, row, (org.org, org.admin.dev), acts)
    assert [type(one) for one in outcomes] == [PushReply, Forked]
    assert len(whole_feed(central, org)) == 1


def test_a_sender_waits_for_whoever_is_ending_the_stream(central: CentralInTest) -> None:
    writer, receiver = central.add_organisation(), central.add_organisation()
    laptop, stream = Laptop.of(writer), StreamId(new_id())
    client = central.client(writer.admin)
    client.push([laptop.write(stream=stream, reader=reader(receiver))])
    late = laptop.write(stream=stream, reader=reader(receiver))
    row = "select 1 from stream where org = %s and stream = %s for update"
    ending = "update stream set closed = true where org = %s and stream = %s"
    (reply,) = held_up(central, row, (writer.org, stream), [lambda: client.push([late])], ending)
    assert isinstance(reply, PushReply)
    assert reply.withheld == (2,), "it read the stream before it was ended"
    assert len(whole_feed(central, receiver)) == 1


def test_appending_to_a_feed_waits_for_whoever_else_appends(central: CentralInTest) -> None:
    org = central.add_organisation()
    change = Laptop.of(org).write()
    row = "select 1 from counter where org = %s for no key update"
    client = central.client(org.admin)
    (reply,) = held_up(central, row, (org.org,), [lambda: client.push([change])])
    assert isinstance(reply, PushReply)
    assert reply.acked == 1
