"""Beginning again under a new device id: everything written is there, under new names, and nothing twice."""

from dataclasses import replace

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import Dot, OrgId, RecordId, StreamId, new_id
from desktop_app.ledger.keys import DeviceKey, Ring
from desktop_app.ledger.sealing import KeySource, seal
from desktop_app.storage.identity import Me, newcomer
from desktop_app.storage.store import Store
from tests.storage.laptops import AT, case_id, minute, op, over


def sealed_again(store: Store, fresh: Me, ring: Ring):
    """The replacements of all that the feed does not hold, and the new names."""
    keys, dots, made = KeySource(fresh.org, ring), dict[Dot, Dot](), list[SignedChange]()
    originals = store.not_in_feed()
    for original in originals:
        payload = store.payload(original)
        ops = tuple(
            replace(each, base={f: tuple(dots.get(dot, dot) for dot in base) for f, base in each.base.items()})
            for each in payload.ops
        )
        n = len(made) + 1
        made.append(
            seal(
                replace(payload, ops=ops, was=original.hash),
                key=fresh.key,
                org=fresh.org,
                stream=StreamId(fresh.org),
                n=n,
                prev=made[-1].hash if made else b"",
                sn=n,
                ring=keys,
                roster=0,
            )
        )
        dots[original.parsed.dot] = (fresh.dev, n)
    return originals, made, dots


def test_joining_an_organisation_keeps_every_record_its_history_and_its_drafts(store):
    case, note = case_id(), op(text="first", title="t")
    store.save([op("case", reference="Koivu 3"), note], case=case, at=AT)
    store.save([over(store, note.record, text="second")], case=case, at=minute(1))
    old = store.me()
    store.drafts.put(note.record, "note", case, StreamId(old.org), {"text": ("third", ((old.dev, 3),))}, minute(2))
    ring = Ring.new()
    fresh = newcomer(OrgId(new_id()), old.user, old.key)
    originals, made, dots = sealed_again(store, fresh, ring)
    assert case in store.reissue(fresh, ring, originals, made, dots)
    me = store.me()
    assert (me.org, me.dev, me.n, me.hash, me.acked) == (fresh.org, old.dev, 3, made[-1].hash, 0)
    record = store.record(me.org, me.own_stream, note.record)
    assert record is not None
    assert record.values == {"text": "second", "title": "t"}
    assert store.record(old.org, old.own_stream, note.record) is None
    assert [entry.set for entry in store.history(me.org, me.own_stream, note.record)][-1] == {"text": "second"}
    draft = store.drafts.get(note.record)
    assert draft is not None
    assert (draft.stream, draft.fields["text"]) == (me.own_stream, ("third", ((me.dev, 3),)))
    assert {reason for _, reason in store.refused()} == {"reissued"}
    assert len(store.refused()) == 3
    assert [row.reference for row in store.cases.page("koivu").rows] == ["Koivu 3"]
    assert store.verify().sound
    store.save([over(store, note.record, text="third")], case=case, at=minute(3))
    assert store.conflicts() == ()


def test_a_cloned_laptop_begins_again_and_everybody_agrees(team):
    laptops = team(2)
    first, second = laptops.stores
    clone = laptops.enrolled(second.me().key, "Worker 1", second.me().user)
    case = case_id()
    second.save([op(text="mine")], case=case, at=AT)
    clone.save([op(text="the clone's")], case=case, at=AT)
    laptops.push(clone)
    assert laptops.feed.pull(second).cloned
    me = second.me()
    key = DeviceKey.generate()
    fresh = replace(newcomer(me.org, me.user, key), feed_seq=me.feed_seq, feed_hash=me.feed_hash)
    second.reissue(fresh, laptops.ring, *sealed_again(second, fresh, laptops.ring))
    assert {str(record.values["text"]) for record in second.case_records(case)} == {"mine", "the clone's"}
    assert second.me().dev == key.dev
    assert not second.me().enrolled
    assert second.verify().sound
    clone.close()
    assert first.me().enrolled


def test_a_save_in_the_meantime_makes_the_reissue_begin_again(store):
    case = case_id()
    store.save([op(text="one")], case=case, at=AT)
    me, ring = store.me(), Ring.new()
    fresh = newcomer(OrgId(new_id()), me.user, DeviceKey.generate())
    prepared = sealed_again(store, fresh, ring)
    store.save([op(text="two")], case=case, at=minute(1))
    with pytest.raises(LuotsiError, match="reissue_outdated"):
        store.reissue(fresh, ring, *prepared)
    assert store.me().dev == me.dev
    assert len(store.case_records(case)) == 2
    store.reissue(fresh, ring, *sealed_again(store, fresh, ring))
    assert {str(record.values["text"]) for record in store.case_records(case)} == {"one", "two"}
    assert store.record(fresh.org, StreamId(fresh.org), RecordId(me.user)) is not None
