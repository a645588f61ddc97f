"""What a courier brings counts as if it had come by the feed, goes on to the central system, and receipts come back."""

from __future__ import annotations

import secrets
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.attached_file import FIELD
from desktop_app.ledger.bundle import Contents, make_bundle
from desktop_app.ledger.bundle_items import CarriedChunk
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import RecordId
from desktop_app.ledger.keys import SigningKey, org_kem
from desktop_app.ledger.receipts import sign_receipt
from desktop_app.ledger.refusal import Refused
from desktop_app.sync import courier
from desktop_app.sync.courier import Taken, opened, take_in
from desktop_app.sync.packing import Item, packed
from desktop_app.sync.reissue import take_new_identity
from tests.storage.laptops import AT, case_id, op
from tests.sync.office import NOW, Laptop, Office

CASE = case_id()


def sealed(laptop: Laptop, parts) -> list[bytes]:
    """Bundles as they lie on a stick, for the central system and the own organisation."""
    me, ring, directory = laptop.store.me(), laptop.store.ring(), laptop.store.trust().directory
    assert directory is not None
    receivers = [directory.server.kem, org_kem(ring.secret(ring.highest), me.org).public]
    return [b"".join(make_bundle(part, receivers)) for part in parts]


def bring(laptop: Laptop, bundles: list[bytes]) -> Taken:
    taken = Taken()
    for data in bundles:
        take_in(laptop.store, opened(laptop.store, data), taken)
    return taken


@pytest.fixture
def pair(found) -> Office:
    office: Office = found(2)
    office.settle()
    return office


def test_what_was_brought_counts_and_goes_on_and_its_receipt_comes_back(pair):
    away, near = pair.laptops
    records = [away.write(case=CASE, text=f"merkintä {number}") for number in range(3)]
    taken = bring(near, sealed(away, courier.unsent(away.store)))
    assert (taken.changes, taken.waiting, taken.refused) == (3, 0, 0)
    assert [near.values(record)["text"] for record in records] == ["merkintä 0", "merkintä 1", "merkintä 2"]
    assert near.store.me().feed_seq == 0
    assert near.sync().handed_in == 3
    assert len(pair.feed()) == 3
    near.write(case=CASE, text="toiselta")
    near.sync()
    back = bring(away, sealed(near, courier.answer(near.store)))
    assert (back.delivered, back.changes) == (3, 1)
    assert away.store.unsent_count().changes == 0
    assert list(courier.unsent(away.store)) == []
    pair.settle()
    assert away.everything() == near.everything()


def test_any_number_of_times_and_in_any_order_gives_the_same(pair):
    away, _ = pair.laptops
    record = away.write(case=CASE, text="ensin")
    parts = []
    for number in range(3):
        away.write(record, case=CASE, text=f"kerta {number}")
    for change in away.store.written(0):
        parts += sealed(away, [Contents((change,))])
    states = set()
    for order in permutations(parts):
        near = pair.add_laptop()
        bring(near, [*order, *order])
        states.add(repr(near.everything()[0]))
        assert near.values(record) == {"text": "kerta 2"}
    assert len(states) == 1


def test_what_came_both_ways_stands_once(pair):
    away, near = pair.laptops
    away.write(text="kahta tietä")
    bundles = sealed(away, courier.unsent(away.store))
    away.sync()
    bring(near, bundles)
    assert near.sync().handed_in == 0
    assert len(pair.feed()) == 1
    assert near.store.carried()[0].n == 1  # asked for its receipt all the same
    bring(near, bundles)
    pair.settle()
    assert away.everything() == near.everything()


def test_a_receipt_that_the_central_system_did_not_sign_marks_nothing(pair):
    away, near = pair.laptops
    away.write(text="lähettämättä")
    bring(near, sealed(away, courier.unsent(away.store)))
    near.sync()
    (receipt,) = [one.receipt for one in near.store.carried()]
    forged = sign_receipt(receipt.parsed(), SigningKey.generate())
    altered = replace(receipt, bytes=receipt.bytes.replace(b'"n":1', b'"n":2'))
    for bad in (forged, altered):
        assert bring(away, sealed(near, [Contents(receipts=(bad,))])).delivered == 0
        assert away.store.unsent_count().changes == 1
    assert bring(away, sealed(near, [Contents(receipts=(receipt,))])).delivered == 1


def test_a_file_goes_along_in_pieces_in_any_order(pair):
    away, near = pair.laptops
    data = secrets.token_bytes(2_500_000)
    made = away.store.files.add([data])
    away.store.save([op("attachment", title="kuva", **{FIELD: made.to_text()})], case=CASE, at=AT)
    parts = list(packed(courier._unsent_items(away.store), courier._points(away.store), most=1_500_000))
    assert len(parts) == 3
    taken = bring(near, sealed(away, reversed(parts)))
    assert taken.files == 1
    assert b"".join(near.store.files.read(made)) == data
    near.sync()
    third = pair.add_laptop()
    third.sync()
    assert b"".join(third.store.files.read(made)) == data


def test_chunks_that_no_change_names_are_not_kept(pair):
    away, near = pair.laptops
    made = away.store.files.add([b"nobody"])
    chunk = CarriedChunk(made.file, 0, 1, away.store.files.sealed_chunk(made.file, 0))
    bring(near, sealed(away, [Contents(chunks=(chunk,))]))
    folder = near.path.with_suffix(".files")
    assert not folder.exists() or not list(folder.iterdir())


def test_drafts_of_a_safety_copy_come_back_and_never_over_what_is_being_written(pair):
    lost, new = pair.laptops
    record, other = RecordId(bytes([7]) * 16), RecordId(bytes([8]) * 16)
    lost.store.drafts.put(record, "note", CASE, None, {"text": ("kesken", ((lost.store.me().dev, 3),))}, AT)
    lost.store.drafts.put(other, "note", CASE, None, {"text": ("vanhempi", ())}, AT)
    new.store.drafts.put(other, "note", CASE, None, {"text": ("tässä kesken", ())}, AT)
    lost.write(case=CASE, text="tallennettu")
    taken = bring(new, sealed(lost, courier.safety_copy(lost.store)))
    assert (taken.drafts, taken.changes) == (1, 1)
    held = {draft.record: draft for draft in new.store.every_draft()}
    assert held[record] == {draft.record: draft for draft in lost.store.every_draft()}[record]
    assert held[other].fields["text"][0] == "tässä kesken"


def test_a_change_under_the_own_id_makes_the_laptop_take_a_new_one(pair):
    original, near = pair.laptops
    backup = pair.copy(original, "backup")
    original.write(text="kopion jälkeen")
    bundles = sealed(original, courier.unsent(original.store))
    before = backup.store.me().dev
    bring(backup, bundles)
    assert backup.store.me().dev == before
    assert backup.sync().cloned
    assert backup.store.me().dev != before
    assert near.store.me().dev != before
    backup.store.close()


def test_an_old_stick_of_a_laptop_with_a_new_id_brings_nothing_twice(pair):
    laptop, _ = pair.laptops
    record = laptop.write(case=CASE, text="kerran")
    bundles = sealed(laptop, courier.unsent(laptop.store))
    take_new_identity(laptop.store, lambda: NOW)
    before = laptop.everything()
    taken = bring(laptop, bundles)
    assert (taken.changes, taken.refused, taken.waiting) == (0, 0, 0)
    assert laptop.everything() == before
    assert laptop.values(record) == {"text": "kerran"}
    assert laptop.store.carried() == ()


def test_a_forged_change_under_the_own_id_is_no_copy(pair):
    away, near = pair.laptops
    away.write(text="oma")
    (change,) = away.store.written(0)
    lacking = pair.copy(near, "copy")
    mine = near.write(text="tuleva")
    forged = SignedChange(near.store.written(0)[0].header, change.sig, near.store.written(0)[0].sealed)
    bring(lacking, sealed(away, [Contents((forged,))]))
    assert lacking.values(mine) is None
    assert not lacking.sync().cloned
    lacking.store.close()


def test_a_bundle_of_another_organisation_is_refused_whole(pair, found):
    other = found(1).laptops[0]
    other.write(text="vieras")
    (data,) = sealed(other, courier.unsent(other.store))
    before = pair.laptops[0].everything()
    with pytest.raises(Refused, match="not_for_us"):
        bring(pair.laptops[0], [data])
    assert pair.laptops[0].everything() == before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_flipped_byte_and_any_cut_refuses_the_bundle_whole(pair, data):
    away, near = pair.laptops
    if not away.store.unsent_count().changes:
        away.write(text="sinetöity")
    (bundle,) = sealed(away, courier.unsent(away.store))
    place = data.draw(st.integers(0, len(bundle) - 1))
    bit = data.draw(st.integers(0, 7))
    flipped = bundle[:place] + bytes([bundle[place] ^ 1 << bit]) + bundle[place + 1 :]
    # a byte of the wrap for the central system alone is not ours to notice
    elsewhere = 25 <= place < 25 + 1168
    for bad in (flipped, bundle[:place]):
        if bad is flipped and elsewhere:
            assert opened(near.store, bad) == opened(near.store, bundle)
            continue
        with pytest.raises(Refused):
            bring(near, [bad])
    assert near.log() == set()


def test_items_are_divided_at_the_stated_size_and_none_is_lost():
    items = [Item(draft=f"{number:03}" + "x" * 1000) for number in range(50)]
    parts = list(packed(items, most=10_000))
    assert [draft for part in parts for draft in part.drafts] == [item.draft for item in items]
    assert len(parts) == 6
    assert list(packed([], most=10)) == []
