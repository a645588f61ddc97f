"""Saving, reading, drafts and the unsent, on one laptop."""

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import RecordId, StreamId
from desktop_app.ledger.refusal import Refused
from desktop_app.storage.store import Part
from tests.storage.laptops import AT, case_id, make_store, minute, op, open_store, over


def test_what_is_saved_is_read_back_with_its_author(store):
    case, note = case_id(), op(text="Met at the harbour")
    assert store.save([note], case=case, at=AT) == {case}
    me = store.me()
    record = store.record(me.org, me.own_stream, note.record)
    assert record is not None
    assert (record.kind, record.values, record.case) == ("note", {"text": "Met at the harbour"}, case)
    assert record.heads == {"text": ((me.dev, me.n),)}
    assert (record.author, record.created_at, record.changed_at) == (me.user, AT, AT)


def test_a_save_survives_closing_and_opening(tmp_path):
    store = make_store(tmp_path / "luotsi.db")
    case, note = case_id(), op(text="kept")
    store.save([note], case=case, at=AT)
    before = store.case_records(case)
    store.close()
    again = open_store(tmp_path / "luotsi.db")
    assert again.case_records(case) == before
    assert again.me().n == 2
    again.close()


def test_changes_of_one_laptop_are_chained_without_holes(store):
    for n in range(4):
        store.save([op(text=str(n))], case=case_id(), at=minute(n))
    headers = [change.parsed for change in store.unsent()]
    assert [header.n for header in headers] == [1, 2, 3, 4, 5]
    assert [header.sn for header in headers] == [1, 2, 3, 4, 5]
    for before, after in zip(store.unsent(), headers[1:], strict=False):
        assert after.prev == before.hash


def test_a_later_value_takes_the_place_of_the_one_it_was_written_over(store):
    case, note = case_id(), op(text="first", title="t")
    store.save([note], case=case, at=AT)
    store.save([over(store, note.record, text="second")], case=case, at=minute(1))
    (record,) = store.case_records(case)
    assert record.values == {"text": "second", "title": "t"}
    assert record.conflicts == {}
    assert (record.created_at, record.changed_at) == (AT, minute(1))


def test_a_value_written_over_nothing_stands_beside_the_other_as_a_conflict(store):
    case, note = case_id(), op("case", reference="Koivu 3")
    store.save([note], case=case, at=AT)
    store.save([op("case", note.record, reference="Koivu 4")], case=case, at=minute(1))
    (conflict,) = store.conflicts()
    assert (conflict.case, conflict.kind, conflict.field) == (case, "case", "reference")
    assert {version.value for version in conflict.versions} == {"Koivu 3", "Koivu 4"}
    assert {version.user for version in conflict.versions} == {store.me().user}
    store.save([over(store, note.record, "case", reference="Koivu 4")], case=case, at=minute(2))
    assert store.conflicts() == ()
    assert store.conflict_count() == 0


def test_the_most_protective_value_shows_while_two_stand(store):
    case, safety = case_id(), op("safety_assessment", phone_watched="no")
    store.save([safety], case=case, at=AT)
    store.save([op("safety_assessment", safety.record, phone_watched="yes")], case=case, at=minute(1))
    store.save([op("safety_assessment", safety.record, phone_watched="unknown")], case=case, at=minute(2))
    (record,) = store.case_records(case)
    assert record.values["phone_watched"] == "yes"
    assert len(record.conflicts["phone_watched"]) == 3


def test_history_names_every_author_value_and_base(store):
    case, note = case_id(), op(text="first")
    store.save([note], case=case, at=AT)
    me = store.me()
    store.save([over(store, note.record, text="second")], case=case, at=minute(1))
    first, second = store.history(me.org, me.own_stream, note.record)
    assert (first.set, first.base, first.at, first.user) == ({"text": "first"}, {"text": ()}, AT, me.user)
    assert (second.set, second.base) == ({"text": "second"}, {"text": ((me.dev, 2),)})
    assert (second.dev, second.n, second.state) == (me.dev, 3, "counted")


def test_all_parts_of_a_save_count_or_none(store):
    case = case_id()
    good = Part(ops=[op(text="good")], case=case, at=AT)
    bad = Part(ops=[op(text="bad")], case=case, at=AT, stream=StreamId(case_id()))
    before = store.me()
    with pytest.raises(LuotsiError):
        store.save_together([good, bad])
    assert store.me() == before
    assert store.case_records(case) == ()
    assert store.save([op(text="later")], case=case, at=AT) == {case}


def test_a_record_keeps_its_kind(store):
    case, note = case_id(), op(text="x")
    store.save([note], case=case, at=AT)
    with pytest.raises(Refused, match="kind_changed"):
        store.save([op("contact", note.record, danger="no")], case=case, at=AT)


def test_unsent_counts_changes_and_drafts_and_names_the_oldest(store):
    case = case_id()
    store.save([op(text="x")], case=case, at=minute(5))
    store.drafts.put(RecordId(case_id()), "note", case, None, {"text": ("y", ())}, minute(-0))
    unsent = store.unsent_count()
    assert (unsent.changes, unsent.drafts, unsent.oldest_at) == (2, 1, AT)


def test_a_setting_is_remembered_and_never_sent(store):
    assert store.setting("central_address") is None
    store.set_setting("central_address", "https://central.example")
    assert store.setting("central_address") == "https://central.example"
    assert store.unsent_count().changes == 1


def test_records_of_a_kind_are_found_with_and_without_a_case(store):
    case = case_id()
    store.save([op("consultation", topic="x")], case=None, at=AT)
    store.save([op("consultation", topic="y")], case=case, at=AT)
    assert {record.values["topic"] for record in store.records_of_kind("consultation")} == {"x", "y"}


def test_an_export_of_one_case_holds_its_signed_changes_and_no_others(store):
    case, other = case_id(), case_id()
    store.save([op(text="mine")], case=case, at=AT)
    store.save([op(text="not mine")], case=other, at=AT)
    (exported,) = store.case_changes(case)
    assert exported.payload is not None
    assert exported.payload.ops[0].set == {"text": "mine"}
    assert exported.change.parsed.n == 2


def test_a_closed_store_answers_nothing(tmp_path):
    store = make_store(tmp_path / "luotsi.db")
    store.close()
    with pytest.raises(LuotsiError, match="store_closed"):
        store.me()


def test_an_identity_is_made_once_and_names_the_worker(store):
    with pytest.raises(LuotsiError, match="identity_exists"):
        store.start_identity("Other", AT)
    me = store.me()
    member = store.record(me.org, me.own_stream, RecordId(me.user))
    assert member is not None
    assert member.values["name"] == "Sanna L."
    assert member.values["devices"] == [{"dev": b64(me.dev)}]
    assert not me.enrolled
