"""The last save is taken back by a new change over what stands, on every laptop alike, and never over a colleague."""

from __future__ import annotations

import pytest

from desktop_app.domain.record import DELETED
from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import RecordId
from desktop_app.storage.writing import Part
from tests.storage.laptops import AT, case_id, minute, op, over


def take_back(store, record, at=AT):
    return store.take_back(store.reversal(RecordId(record)), RecordId(record), at=at)


def held(store, record):
    me = store.me()
    found = store.record(me.org, me.own_stream, RecordId(record))
    assert found is not None
    return found


def refusal(store, record) -> str:
    with pytest.raises(LuotsiError) as caught:
        store.reversal(RecordId(record))
    return caught.value.code


def test_fields_go_back_to_what_they_were_and_the_saves_stay_in_the_history(store):
    case, first = case_id(), op("note", text="Ensin", written_on="2026-11-23")
    store.save([first], case=case, at=minute(0))
    store.save([over(store, first.record, text="Sitten", delete_on="2027-01-01")], case=case, at=minute(1))
    take_back(store, first.record, minute(2))
    note = held(store, first.record)
    assert {name: value for name, value in note.values.items() if value is not None} == first.set
    assert not note.conflicts
    me = store.me()
    steps = store.history(me.org, me.own_stream, first.record)
    assert [dict(step.set) for step in steps[1:]] == [
        {"text": "Sitten", "delete_on": "2027-01-01"},
        {"text": "Ensin", "delete_on": None},
    ]
    assert store.verify().findings == ()


def test_a_record_begun_by_the_save_is_deleted_and_comes_back_whole(store):
    case, first = case_id(), op("note", text="Vahinko", written_on="2026-11-23")
    store.save([first], case=case, at=minute(0))
    take_back(store, first.record, minute(1))
    assert held(store, first.record).is_deleted
    assert held(store, first.record).values == {DELETED: True}
    assert store.reversal(first.record).undone
    take_back(store, first.record, minute(2))
    assert held(store, first.record).values == first.set
    assert not store.reversal(first.record).undone
    take_back(store, first.record, minute(3))
    assert held(store, first.record).values == {DELETED: True}, "there and back as often as somebody likes"
    assert not held(store, first.record).conflicts
    assert store.verify().findings == ()


def test_what_was_saved_together_goes_back_together(store):
    case, note, person = case_id(), op("note", text="Yksi"), op("person", called="A.")
    store.save([note, person], case=case, at=minute(0))
    store.save([over(store, note.record, text="Kaksi"), op("contact", how_met="phone")], case=case, at=minute(1))
    (contact,) = [one for one in store.case_records(case) if one.kind == "contact"]
    take_back(store, contact.record, minute(2))
    assert held(store, note.record).values["text"] == "Yksi"
    assert held(store, contact.record).is_deleted
    assert held(store, person.record).values["called"] == "A."


def test_nothing_of_it_happens_where_one_of_the_records_has_been_written_over(store):
    case, note = case_id(), op("note", text="Yksi")
    contact = op("contact", how_met="phone")
    store.save([note, contact], case=case, at=minute(0))
    store.save([over(store, note.record, delete_on="2027-01-01")], case=case, at=minute(1))
    assert refusal(store, contact.record) == "undo_moved"


def test_a_field_written_over_since_stops_the_whole_of_it(store):
    case, note = case_id(), op("note", text="Yksi")
    store.save([note], case=case, at=minute(0))
    store.save([over(store, note.record, text="Kaksi"), op("contact", how_met="phone")], case=case, at=minute(1))
    store.save([over(store, note.record, text="Kolme")], case=case, at=minute(2))
    (contact,) = [one for one in store.case_records(case) if one.kind == "contact"]
    assert refusal(store, contact.record) == "undo_moved"


def test_beside_a_colleague_s_version_nothing_is_taken_back(team):
    ours = team(2)
    mine, hers = ours.stores
    case, note = case_id(), op("note", text="Yksi")
    mine.save([note], case=case, at=minute(0))
    ours.sync()
    late = over(mine, note.record, text="Minun")
    hers.save([over(hers, note.record, text="Hänen")], case=case, at=minute(1))
    ours.sync()
    mine.save([late], case=case, at=minute(2))
    assert refusal(mine, note.record) == "undo_moved"


def test_a_colleague_s_save_is_not_taken_back_and_not_written_over(team):
    ours = team(2)
    mine, hers = ours.stores
    case, note = case_id(), op("note", text="Yksi", delete_on="2027-01-01")
    mine.save([note], case=case, at=minute(0))
    mine.save([over(mine, note.record, text="Kaksi")], case=case, at=minute(1))
    ours.sync()
    hers.save([over(hers, note.record, text="Kolme")], case=case, at=minute(2))
    ours.sync()
    assert refusal(mine, note.record) == "undo_moved"
    take_back(hers, note.record, minute(3))
    ours.sync()
    assert [held(store, note.record).values["text"] for store in ours.stores] == ["Kaksi", "Kaksi"]


def test_taken_back_here_and_written_on_there_stands_side_by_side(team):
    ours = team(2)
    mine, hers = ours.stores
    case, note = case_id(), op("note", text="Yksi")
    mine.save([note], case=case, at=minute(0))
    mine.save([over(mine, note.record, text="Kaksi")], case=case, at=minute(1))
    ours.sync()
    take_back(mine, note.record, minute(2))
    hers.save([over(hers, note.record, text="Kolme")], case=case, at=minute(2))
    ours.sync()
    for store in ours.stores:
        assert {head.value for head in held(store, note.record).conflicts["text"]} == {"Yksi", "Kolme"}
        assert refusal(store, note.record) == "undo_moved"


def test_a_record_deleted_by_it_and_edited_there_is_lost_nowhere(team):
    ours = team(2)
    mine, hers = ours.stores
    case, note = case_id(), op("note", text="Yksi")
    mine.save([note], case=case, at=minute(0))
    ours.sync()
    take_back(mine, note.record, minute(1))
    hers.save([over(hers, note.record, text="Kaksi")], case=case, at=minute(1))
    ours.sync()
    for store in ours.stores:
        assert set(held(store, note.record).conflicts) == {DELETED}
        assert held(store, note.record).values["text"] == "Kaksi"


def test_the_same_worker_s_other_laptop_takes_it_back_too(team):
    ours = team(2)
    mine = ours.stores[0]
    other = ours.enrolled(ours.keys[1], "Worker 0", mine.me().user)
    case, note = case_id(), op("note", text="Yksi")
    mine.save([note], case=case, at=minute(0))
    ours.push(mine)
    ours.feed.pull(other)
    assert refusal(ours.stores[1], note.record) == "undo_struck", "it has not come there yet"
    take_back(other, note.record, minute(1))
    assert held(other, note.record).is_deleted
    other.close()


def test_a_save_that_chose_between_versions_is_not_taken_back(team):
    ours = team(2)
    mine, hers = ours.stores
    case, note = case_id(), op("note", text="Yksi")
    mine.save([note], case=case, at=minute(0))
    ours.sync()
    for store, text in ((mine, "Minun"), (hers, "Hänen")):
        store.save([over(store, note.record, text=text)], case=case, at=minute(1))
    ours.sync()
    mine.save([over(mine, note.record, text="Minun")], case=case, at=minute(2))
    assert refusal(mine, note.record) == "undo_chose"


def test_what_was_struck_out_never_comes_back(store):
    case, note = case_id(), op("note", text="Salainen", written_on="2026-11-23")
    store.save([note], case=case, at=minute(0))
    store.save([over(store, note.record, delete_on="2027-01-01")], case=case, at=minute(1))
    rows = [{"record": "A" * 22, "field": "text"}]
    store.erase({note.record: frozenset({"text"})}, op("erasure", fields=rows), case=case, at=minute(2))
    assert refusal(store, note.record) == "undo_struck"
    assert "text" not in held(store, note.record).values
    (erasure,) = [one for one in store.case_records(case) if one.kind == "erasure"]
    assert refusal(store, erasure.record) == "undo_struck"
    store.erase({note.record: None}, op("erasure", fields=rows), case=case, at=minute(3))
    assert refusal(store, note.record) == "undo_struck", "a record struck out whole is not there any more"


def test_what_was_written_after_an_erasure_can_be_taken_back(store):
    case, note = case_id(), op("note", text="Salainen", written_on="2026-11-23")
    store.save([note], case=case, at=minute(0))
    store.erase({note.record: frozenset({"text"})}, op("erasure", fields=[]), case=case, at=minute(2))
    store.save([over(store, note.record, written_on="2026-11-20")], case=case, at=minute(3))
    take_back(store, note.record, minute(4))
    assert held(store, note.record).values == {"written_on": "2026-11-23"}


@pytest.mark.parametrize("kind", ["consent", "disclosure", "referral_answer", "withdrawal"])
def test_what_was_sent_decided_or_answered_stays(store, kind):
    case, final = case_id(), op(kind, reader="r")
    store.save([final, op("note", text="Yhdessä")], case=case, at=AT)
    assert refusal(store, final.record) == "undo_final"


def test_a_case_is_closed_and_not_taken_back_but_what_its_cover_says_is(store):
    case, cover = case_id(), op("case", reference="Koivu 3", case_team=[])
    store.save([cover], case=case, at=minute(0))
    assert refusal(store, cover.record) == "undo_case"
    store.save([over(store, cover.record, "case", closed_on="2026-11-23")], case=case, at=minute(1))
    take_back(store, cover.record, minute(2))
    assert held(store, cover.record).values["closed_on"] is None


def test_what_came_between_looking_and_doing_stops_it(store):
    case, note = case_id(), op("note", text="Yksi")
    store.save([note], case=case, at=minute(0))
    seen = store.reversal(note.record)
    store.save([over(store, note.record, text="Kaksi")], case=case, at=minute(1))
    with pytest.raises(LuotsiError, match="undo_moved"):
        store.take_back(seen, note.record, at=minute(2))
    assert held(store, note.record).values["text"] == "Kaksi"


def test_every_order_of_arrival_gives_the_same_record(team):
    ours = team(2)
    mine, hers = ours.stores
    case, note = case_id(), op("note", text="Yksi", written_on="2026-11-23")
    mine.save_together([Part(ops=[note], case=case, at=minute(0))])
    mine.save([over(mine, note.record, text="Kaksi")], case=case, at=minute(1))
    take_back(mine, note.record, minute(2))
    take_back(mine, note.record, minute(3))
    ours.push(mine)
    for line in reversed(ours.feed.lines):
        ours.feed.deliver(hers, [line])
    assert held(hers, note.record).values == held(mine, note.record).values
    assert held(hers, note.record).heads == held(mine, note.record).heads
