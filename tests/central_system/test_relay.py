"""Push, feed and have: what the relay promises about every sealed change."""

import dataclasses
import secrets

import pytest
from psycopg.errors import UniqueViolation

from central_system.database import connect
from desktop_app.ledger.ids import Hash, OrgId, StreamId, feed_start, new_id
from desktop_app.ledger.messages import CentralRefused, Conflict, Forked, UnknownPoint
from desktop_app.ledger.receipts import verify_receipt
from tests.central_fixtures import CentralInTest
from tests.central_system.writing import Laptop, reader, whole_feed


def test_what_is_pushed_comes_back_to_every_laptop_of_the_organisation(central: CentralInTest) -> None:
    org = central.add_organisation()
    second = central.add_device(org)
    changes = Laptop.of(org).several(7)
    reply = central.client(org.admin).push(changes)
    assert (reply.acked, reply.withheld, reply.quarantined) == (7, (), ())
    page = central.client(second).feed(0, feed_start(org.org))
    assert [line.change for line in page.lines] == changes
    assert list(whole_feed(central, org)) == changes


def test_a_receipt_verifies_with_the_key_of_the_directory(central: CentralInTest) -> None:
    org = central.add_organisation()
    changes = Laptop.of(org).several(2)
    receipt = central.client(org.admin).push(changes).receipt
    assert receipt is not None
    told = verify_receipt(receipt, central.directory.parsed().server.receipt)
    assert (told.org, told.dev, told.n, told.hash, told.withheld) == (org.org, org.admin.dev, 2, changes[1].hash, ())


def test_pushing_again_changes_nothing(central: CentralInTest) -> None:
    org = central.add_organisation()
    changes = Laptop.of(org).several(5)
    client = central.client(org.admin)
    client.push(changes[:3])
    assert client.push(changes).acked == 5
    assert client.push(changes[1:4]).acked == 5
    assert list(whole_feed(central, org)) == changes


def test_holes_among_what_is_held_already_are_no_gap(central: CentralInTest) -> None:
    org = central.add_organisation()
    changes = Laptop.of(org).several(6)
    client = central.client(org.admin)
    client.push(changes[:4])
    assert client.push([changes[0], changes[2], *changes[4:]]).acked == 6
    assert list(whole_feed(central, org)) == changes


def test_a_gap_is_answered_with_what_is_held(central: CentralInTest) -> None:
    org = central.add_organisation()
    changes = Laptop.of(org).several(5)
    client = central.client(org.admin)
    client.push(changes[:2])
    with pytest.raises(Conflict) as conflict:
        client.push(changes[3:])
    assert conflict.value.acked == 2
    with pytest.raises(Conflict):
        client.push([dataclasses.replace(changes[4], sig=bytes(64))])
    assert list(whole_feed(central, org)) == changes[:2]


def test_in_a_run_every_shared_change_needs_its_own_signature_since_readers_see_holes(central: CentralInTest) -> None:
    org, system = central.add_organisation(), central.add_organisation()
    laptop, stream = Laptop.of(org), StreamId(new_id())
    first, shared, last = laptop.write(), laptop.write(stream=stream, reader=reader(system)), laptop.write()
    client = central.client(org.admin)
    with pytest.raises(CentralRefused) as refused:
        client.push([first, dataclasses.replace(shared, sig=bytes(64)), last])
    assert (refused.value.code, refused.value.details) == ("signature_wrong", {"n": 2})
    assert whole_feed(central, system) == []
    assert client.push([first, shared, last]).acked == 3


def test_what_a_reader_offers_must_be_signed_by_its_author(central: CentralInTest) -> None:
    org, system = central.add_organisation(), central.add_organisation()
    laptop, stream = Laptop.of(org), StreamId(new_id())
    true, forged = (laptop.write(stream=stream, reader=reader(system)) for _ in range(2))
    client = central.client(system.admin)
    with pytest.raises(CentralRefused) as refused:
        client.push([true, dataclasses.replace(forged, sig=bytes(64))])
    assert (refused.value.code, refused.value.details) == ("signature_wrong", {"n": 2})
    assert whole_feed(central, system) == []
    client.push([true])
    assert whole_feed(central, system) == [true]


def test_two_histories_of_one_device_are_a_fork_and_what_comes_after_is_set_aside(central: CentralInTest) -> None:
    org = central.add_organisation()
    one, other = Laptop.of(org), Laptop.of(org)
    mine, theirs = one.several(2), other.several(3)
    client = central.client(org.admin)
    client.push(mine)
    with pytest.raises(Forked):
        client.push(theirs[:1])
    with pytest.raises(Forked):
        client.push(theirs[2:])
    later = one.write()
    assert client.push([later]).quarantined == (3,)
    assert list(whole_feed(central, org)) == mine
    assert client.have([later.hash, theirs[0].hash]) == {theirs[0].hash}


def test_a_forged_fork_does_not_set_a_laptop_aside(central: CentralInTest) -> None:
    org = central.add_organisation()
    one = Laptop.of(org)
    client = central.client(org.admin)
    client.push([one.write()])
    forged = dataclasses.replace(Laptop.of(org).write(), sig=bytes(64))
    with pytest.raises(Forked):
        client.push([forged])
    assert client.push([one.write()]).quarantined == ()


def test_a_wrong_signature_sealed_part_or_chain_is_refused_and_nothing_is_taken(central: CentralInTest) -> None:
    org = central.add_organisation()
    laptop = Laptop.of(org)
    changes = laptop.several(3)
    client = central.client(org.admin)
    for wrong, code in (
        ([changes[0], dataclasses.replace(changes[1], sig=bytes(64))], "signature_wrong"),
        ([changes[0], dataclasses.replace(changes[1], sealed=b"x" * 2000)], "sealed_does_not_fit"),
        ([changes[0], Laptop.of(org).several(2)[1]], "chain_broken"),
        ([changes[1], changes[0]], "not_one_run"),
        ([dataclasses.replace(changes[0], header=changes[0].header.replace(b'"n":1', b'"n":1.0'))], "malformed"),
        ([], "no_lines"),
    ):
        with pytest.raises(CentralRefused) as refused:
            client.push(wrong)
        assert refused.value.code == code
    assert whole_feed(central, org) == []
    assert client.push(changes).acked == 3


def test_a_colleagues_laptop_may_bring_the_changes(central: CentralInTest) -> None:
    org = central.add_organisation()
    colleague = central.add_device(org)
    changes = Laptop.of(org).several(2)
    assert central.client(colleague).push(changes).acked == 2
    assert list(whole_feed(central, org)) == changes


def test_a_shared_change_reaches_its_reader_and_nobody_else(central: CentralInTest) -> None:
    writer, system, other = (central.add_organisation() for _ in range(3))
    laptop, stream = Laptop.of(writer), StreamId(new_id())
    own, shared = laptop.write(), laptop.write(stream=stream, reader=reader(system))
    central.client(writer.admin).push([own, shared])
    assert list(whole_feed(central, writer)) == [own, shared]
    assert list(whole_feed(central, system)) == [shared]
    assert list(whole_feed(central, other)) == []


def test_after_the_close_nothing_more_reaches_the_reader(central: CentralInTest) -> None:
    writer, system = central.add_organisation(), central.add_organisation()
    second = central.add_device(writer)
    one, two, stream = Laptop.of(writer), Laptop.of(writer, second), StreamId(new_id())
    first = one.write(stream=stream, reader=reader(system))
    close = one.write(stream=stream, reader=reader(system), close=True)
    after = one.write(stream=stream, reader=reader(system))
    late = two.write(stream=stream, reader=reader(system))
    reply = central.client(writer.admin).push([first, close, after])
    assert reply.withheld == (3,)
    assert reply.receipt is not None
    assert reply.receipt.parsed().withheld == (3,)
    assert central.client(second).push([late]).withheld == (1,)
    assert list(whole_feed(central, writer)) == [first, close, after, late]
    assert list(whole_feed(central, system)) == [first, close]
    page = central.client(second).feed(0, feed_start(writer.org))
    assert [line.withheld for line in page.lines] == [False, False, True, True]


def test_the_first_change_of_a_stream_fixes_its_reader(central: CentralInTest) -> None:
    writer, system, other = (central.add_organisation() for _ in range(3))
    laptop, stream = Laptop.of(writer), StreamId(new_id())
    first = laptop.write(stream=stream, reader=reader(system))
    elsewhere = laptop.write(stream=stream, reader=reader(other))
    assert central.client(writer.admin).push([first, elsewhere]).withheld == (2,)
    assert list(whole_feed(central, other)) == []


def test_a_reader_that_no_directory_names_receives_nothing_and_stops_nothing(central: CentralInTest) -> None:
    writer, system = central.add_organisation(), central.add_organisation()
    stranger = dataclasses.replace(reader(system), org=OrgId(new_id()))
    laptop = Laptop.of(writer)
    changes = [laptop.write(stream=StreamId(new_id()), reader=stranger), laptop.write()]
    reply = central.client(writer.admin).push(changes)
    assert (reply.acked, reply.withheld) == (2, (1,))
    assert list(whole_feed(central, writer)) == changes


def test_a_retired_laptop_gets_nothing_and_what_it_wrote_beyond_its_end_is_set_aside(central: CentralInTest) -> None:
    org = central.add_organisation()
    device = central.add_device(org)
    laptop = Laptop.of(org, device)
    changes = laptop.several(3)
    central.client(device).push(changes[:1])
    central.retire(org, device, (2, changes[1].hash))
    with pytest.raises(CentralRefused) as refused:
        central.client(device).feed(0, feed_start(org.org))
    assert refused.value.code == "device_retired"
    reply = central.client(org.admin).push(changes)
    assert (reply.acked, reply.quarantined) == (3, (3,))
    assert list(whole_feed(central, org)) == changes[:2]


def test_raising_the_end_of_a_laptop_delivers_what_was_set_aside(central: CentralInTest) -> None:
    org = central.add_organisation()
    device = central.add_device(org)
    changes = Laptop.of(org, device).several(4)
    central.client(device).push(changes[:1])
    central.retire(org, device, (1, changes[0].hash))
    assert central.client(org.admin).push(changes).quarantined == (2, 3, 4)
    central.retire(org, device, (3, changes[2].hash))
    assert list(whole_feed(central, org)) == changes[:3]
    assert central.client(org.admin).have([change.hash for change in changes]) == frozenset()


def test_an_unknown_point_is_told(central: CentralInTest) -> None:
    org = central.add_organisation()
    client = central.client(org.admin)
    client.push(Laptop.of(org).several(2))
    for after, feed_hash in (
        (0, Hash(bytes(32))),
        (2, Hash(bytes(32))),
        (3, feed_start(org.org)),
        (10**12, Hash(bytes(32))),
    ):
        with pytest.raises(UnknownPoint):
            client.feed(after, feed_hash)


def test_have_tells_what_is_missing(central: CentralInTest) -> None:
    org, other = central.add_organisation(), central.add_organisation()
    changes = Laptop.of(org).several(2)
    central.client(org.admin).push(changes[:1])
    hashes = [change.hash for change in changes]
    assert central.client(org.admin).have(hashes) == {hashes[1]}
    assert central.client(other.admin).have(hashes) == set(hashes)


def test_a_reader_can_give_back_what_a_restored_central_lost_and_nothing_is_doubled(central: CentralInTest) -> None:
    writer, system = central.add_organisation(), central.add_organisation()
    laptop = Laptop.of(writer)
    shared = laptop.write(stream=StreamId(new_id()), reader=reader(system))
    own = laptop.write()
    assert central.client(system.admin).push([shared]).receipt is None
    assert list(whole_feed(central, system)) == [shared]
    assert list(whole_feed(central, writer)) == []
    central.client(writer.admin).push([shared, own])
    assert list(whole_feed(central, system)) == [shared]
    assert list(whole_feed(central, writer)) == [shared, own]
    with pytest.raises(CentralRefused) as refused:
        central.client(system.admin).push([own])
    assert refused.value.code == "not_sealed_to_you"


def test_the_feed_itself_takes_no_change_twice(central: CentralInTest) -> None:
    org = central.add_organisation()
    central.client(org.admin).push(Laptop.of(org).several(1))
    again = (
        "insert into feed (org, seq, author, dev, n, hash, feed_hash, header, sig, sealed, received, withheld)"
        " select org, seq + 1, author, dev, n, hash, feed_hash, header, sig, sealed, received, withheld from feed"
    )
    with connect(central.owner) as connection, pytest.raises(UniqueViolation):
        connection.execute(again)


def test_erasing_drops_the_sealed_bytes_and_keeps_header_and_signature(central: CentralInTest) -> None:
    writer, system = central.add_organisation(), central.add_organisation()
    laptop, stream = Laptop.of(writer), StreamId(new_id())
    own = laptop.write()
    pulled = laptop.write(stream=stream, reader=reader(system))
    central.client(writer.admin).push([own, pulled])
    whole_feed(central, system)
    waiting = laptop.write(stream=stream, reader=reader(system))
    dots = tuple((laptop.key.dev, n) for n in (1, 2, 3))
    erase_own = laptop.write(erase=dots)
    erase_shared = laptop.write(stream=stream, reader=reader(system), erase=dots)
    central.client(writer.admin).push([waiting, erase_own, erase_shared])
    bare = [dataclasses.replace(change, sealed=None) for change in (own, pulled, waiting)]
    assert list(whole_feed(central, writer)) == [*bare, erase_own, erase_shared]
    assert list(whole_feed(central, system)) == [pulled, bare[2], erase_shared]
    assert central.client(writer.admin).push([own]).acked == 5
    assert whole_feed(central, writer)[0].sealed is None


def test_a_page_keeps_its_limits(central: CentralInTest) -> None:
    org = central.add_organisation()
    laptop = Laptop.of(org)
    client = central.client(org.admin)
    small = laptop.several(5, text="x")
    client.push(small)
    assert len(client.feed(0, feed_start(org.org), limit=3).lines) == 3
    large = [laptop.write(text=secrets.token_hex(200_000)) for _ in range(5)]
    client.push(large[:3])
    client.push(large[3:])
    assert 5 < len(client.feed(0, feed_start(org.org)).lines) < 10
    assert list(whole_feed(central, org)) == [*small, *large]


def test_an_erasure_reaches_no_other_stream_and_no_other_organisation(central: CentralInTest) -> None:
    org, system = central.add_organisation(), central.add_organisation()
    laptop, stream = Laptop.of(org), StreamId(new_id())
    shared, own = laptop.write(stream=stream, reader=reader(system)), laptop.write()
    client = central.client(org.admin)
    client.push([shared, own])
    foreign = Laptop.of(system).write(erase=(shared.parsed.dot, own.parsed.dot))
    central.client(system.admin).push([foreign])
    client.push([laptop.write(erase=(shared.parsed.dot,))])
    client.push([laptop.write(stream=stream, reader=reader(system), erase=(own.parsed.dot,))])
    assert all(change.sealed is not None for change in [*whole_feed(central, org), *whole_feed(central, system)])
    client.push([laptop.write(erase=(own.parsed.dot,))])
    assert [change.hash for change in whole_feed(central, org) if change.sealed is None] == [own.hash]


def test_what_comes_after_its_erasure_is_kept_without_its_sealed_bytes(central: CentralInTest) -> None:
    org = central.add_organisation()
    eraser, late = Laptop.of(org), Laptop.of(org, central.add_device(org))
    change = late.write()
    other = late.write(stream=StreamId(new_id()), reader=reader(central.add_organisation()))
    erasing = eraser.write(erase=(change.parsed.dot, other.parsed.dot))
    central.client(org.admin).push([erasing])
    central.client(late.key).push([change, other])
    kept = dataclasses.replace(change, sealed=None)
    assert list(whole_feed(central, org)) == [erasing, kept, other], "only in the stream of the erasure"


def test_what_was_set_aside_loses_its_sealed_bytes_when_it_is_erased(central: CentralInTest) -> None:
    org = central.add_organisation()
    laptop, lost = Laptop.of(org), Laptop.of(org, central.add_device(org))
    change = lost.write()
    central.retire(org, lost.key, (0, b""))
    assert central.client(org.admin).push([change]).quarantined == (1,)
    central.client(org.admin).push([laptop.write(erase=(change.parsed.dot,))])
    with connect(central.owner) as connection:
        assert connection.execute("select sealed from quarantine where org = %s", (org.org,)).fetchall() == [(None,)]
