"""Two laptops of one organisation that have not met: equal keys, both disclose, both rotate, one ends while one sends.

Invariant 6: no fork, and nothing is delivered after the end of a stream.
"""

from __future__ import annotations

import random
import threading

import pytest

from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.handover import make_handover
from desktop_app.ledger.ids import RecordId, received_case
from desktop_app.ledger.messages import CentralRefused
from desktop_app.ledger.roster import ADMIN, next_roster
from desktop_app.sync.engine import sync_once
from tests.storage.laptops import case_id
from tests.sync.office import NOW, Office
from tests.sync.test_shared_streams import add, org, propose, settle, withdraw


@pytest.fixture
def two_administrators(found):
    """An outreach organisation with two administrators' laptops and a third, and an Assistance System with two."""
    outreach: Office = found(1)
    outreach.add_laptop(frozenset({ADMIN}))
    outreach.add_laptop()
    system: Office = found(2, kind=OrgKind.ASSISTANCE_SYSTEM)
    settle(outreach, system)
    return outreach, system


def rotate(laptop, before):
    """Make a new secret and the next roster, as an administrator does it without a network; both, unpublished."""
    me, ring = laptop.store.me(), laptop.store.ring().rotated()
    roster = next_roster(before, me.key, ring=ring)
    others = [device.dev for device in roster.parsed().devices if device.dev != me.dev]
    return ring, roster, [make_handover(roster.parsed(), to, ring, me.key) for to in [*others, None]]


def test_offline_both_derive_one_key_and_what_both_disclose_arrives_once(two_administrators):
    outreach, system = two_administrators
    one, two, _ = outreach.laptops
    stream = propose(one, org(system), case_id())
    settle(outreach, system)
    records = [add(laptop, stream, org(system)) for laptop in (one, two)]
    streams = [propose(laptop, org(system), case_id()) for laptop in (one, two)]
    written = [change.parsed for laptop in (one, two) for change in laptop.store.written(0)]
    commits = {header.wrap.commit for header in written if header.stream == stream}
    assert len(commits) == 1, "one key, though they never met"
    settle(outreach, system)
    got = [change.hash for change in system.feed() if change.parsed.org == org(outreach)]
    assert len(got) == len(set(got)) == sum(header.wrap is not None for header in written)
    for laptop in system.laptops:
        held = {record.record for record in laptop.store.case_records(received_case(org(outreach), stream))}
        assert set(records) < held
        assert all(laptop.store.case_records(received_case(org(outreach), each)) for each in streams)


def test_of_two_rotations_at_once_one_stands_and_what_both_wrote_is_read_by_all(two_administrators):
    outreach, system = two_administrators
    one, two, three = outreach.laptops
    stream = propose(three, org(system), case_id())
    settle(outreach, system)
    before = outreach.organisation.roster
    made = [rotate(laptop, before) for laptop in (one, two)]
    (ring, roster, handovers), (other_ring, other_roster, other_handovers) = made
    assert ring.secrets[:-1] == other_ring.secrets[:-1]
    assert ring != other_ring
    one.line.publish(roster, handovers)
    with pytest.raises(CentralRefused) as refused:
        two.line.publish(other_roster, other_handovers)
    assert refused.value.code in {"roster_not_next", "forked_roster"}
    one.store.add_ring(ring)
    outreach.organisation.roster = roster
    early = add(one, stream, org(system)), one.write(text="under the new secret")
    late = add(two, stream, org(system)), two.write(text="under the old one, before hearing of it")
    settle(outreach, system)
    after = add(two, stream, org(system)), two.write(text="after")
    settle(outreach, system)
    assert two.store.ring() == three.store.ring() == ring
    for laptop in outreach.laptops:
        assert all(laptop.values(record) for record in (early[1], late[1], after[1]))
        assert laptop.everything() == one.everything()
        assert laptop.store.waiting_count() == 0
        assert laptop.store.refused() == ()
    for laptop in system.laptops:
        for record in (early[0], late[0], after[0]):
            assert laptop.store.record(org(outreach), stream, RecordId(record)) is not None
    epochs = {change.parsed.epoch for change in outreach.feed() if change.parsed.stream == stream}
    assert epochs == {1, 2}


@pytest.mark.parametrize("seed", range(4))
def test_one_ends_the_stream_while_the_other_sends_and_nothing_comes_after_the_end(served, tmp_path, seed):
    """Really at once, over HTTP; whichever is first at the stream's row."""
    chance = random.Random(seed)
    system = Office.found(served.test, tmp_path / "system", kind=OrgKind.ASSISTANCE_SYSTEM)
    outreach = Office.found(served.test, tmp_path / "outreach", 2)
    settle(system, outreach)
    one, two = outreach.laptops
    streams = [propose(one, org(system), case_id()) for _ in range(4)]
    settle(outreach, system)
    withdrawn = [stream for stream in streams if chance.random() < 0.7] or streams[:1]
    for stream in withdrawn:
        withdraw(one, stream, org(system))
    sent = [add(two, chance.choice(streams), org(system)) for _ in range(40)]
    start = threading.Barrier(2)

    def send(laptop):
        client = served.client(laptop.store.me().key)
        start.wait()
        sync_once(laptop.store, client, lambda: NOW)

    threads = [threading.Thread(target=send, args=[laptop]) for laptop in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settle(outreach, system)
    closed = set()
    for change in system.feed():
        assert change.parsed.stream not in closed
        if change.parsed.close:
            closed.add(change.parsed.stream)
    assert closed == set(withdrawn)
    log = {change.hash for change in outreach.feed()}
    assert {change.hash for laptop in (one, two) for change in laptop.store.written(0)} <= log
    assert one.everything() == two.everything()
    assert {bytes(record) for record in sent} <= {row[2] for row in one.everything()[0]}
    with served.test.central.database.transaction(org(outreach)) as connection:
        assert connection.execute("select count(*) from device where state <> 'active'").fetchone() == (0,)
    outreach.close()
    system.close()
