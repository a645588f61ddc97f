"""Drafts: nothing that was typed is lost, and a save takes out what it made permanent."""

import pytest

from desktop_app.ledger.ids import RecordId
from desktop_app.ledger.refusal import Refused
from tests.storage.laptops import AT, case_id, make_store, minute, op, open_store


def test_a_draft_survives_closing_and_opening(tmp_path):
    store = make_store(tmp_path / "luotsi.db")
    case, record = case_id(), RecordId(case_id())
    dot = (store.me().dev, 1)
    store.drafts.put(record, "note", case, None, {"text": ("half a sen", (dot,)), "on": ({"raw": "31.2."}, ())}, AT)
    before = store.drafts.get(record)
    store.close()
    store = open_store(tmp_path / "luotsi.db")
    assert store.drafts.get(record) == before
    assert before is not None
    assert before.fields == {"text": ("half a sen", (dot,)), "on": ({"raw": "31.2."}, ())}
    store.close()


def test_later_keys_keep_the_base_of_the_first_and_the_other_fields(store):
    record, first, later = RecordId(case_id()), (store.me().dev, 1), (store.me().dev, 2)
    store.drafts.put(record, "note", None, None, {"text": ("a", (first,)), "title": ("t", ())}, AT)
    store.drafts.put(record, "note", None, None, {"text": ("ab", (later,))}, minute(1))
    draft = store.drafts.get(record)
    assert draft is not None
    assert draft.fields == {"text": ("ab", (first,)), "title": ("t", ())}
    assert (draft.started_at, draft.at) == (AT, minute(1))


def test_a_save_clears_the_fields_it_names_and_leaves_the_rest(store):
    case, note = case_id(), op(text="done")
    store.drafts.put(note.record, "note", case, None, {"text": ("done", ()), "on": ({"raw": "31.2."}, ())}, AT)
    store.save([note], case=case, at=AT, clear_drafts={note.record: frozenset({"text"})})
    draft = store.drafts.get(note.record)
    assert draft is not None
    assert draft.fields == {"on": ({"raw": "31.2."}, ())}
    store.save([op(text="x")], case=case, at=AT, clear_drafts={note.record: None})
    assert store.drafts.get(note.record) is None


def test_what_was_typed_while_the_save_ran_stays_a_draft(store):
    case, note = case_id(), op(text="first words")
    store.drafts.put(note.record, "note", case, None, {"text": ("first words and more", ())}, AT)
    store.save([note], case=case, at=AT, clear_drafts={note.record: None})
    draft = store.drafts.get(note.record)
    assert draft is not None
    assert draft.fields["text"][0] == "first words and more"


def test_a_save_that_fails_leaves_the_draft(store):
    case, note = case_id(), op(text="kept")
    store.save([note], case=case, at=AT)
    store.drafts.put(note.record, "note", case, None, {"text": ("typed", ())}, AT)
    wrong = op("contact", note.record, danger="no")
    with pytest.raises(Refused, match="kind_changed"):
        store.save([wrong], case=case, at=AT, clear_drafts={note.record: None})
    assert store.drafts.count() == 1


def test_drafts_are_listed_by_case_and_thrown_away_one_by_one(store):
    case, other = case_id(), case_id()
    mine, elsewhere, nobody = (RecordId(case_id()) for _ in range(3))
    store.drafts.put(mine, "note", case, None, {"text": ("1", ())}, AT)
    store.drafts.put(elsewhere, "note", other, None, {"text": ("2", ())}, minute(1))
    store.drafts.put(nobody, "consultation", None, None, {"topic": ("3", ())}, minute(2))
    assert [draft.record for draft in store.drafts.for_case(case)] == [mine]
    assert [draft.record for draft in store.drafts.all()] == [mine, elsewhere, nobody]
    store.drafts.drop(elsewhere)
    assert store.drafts.count() == 2


def test_a_draft_marks_its_case_as_unsent_until_it_is_thrown_away(team):
    (store,) = (laptops := team(1)).stores
    case = case_id()
    store.save([op("case", reference="Koivu 3")], case=case, at=AT)
    laptops.push(store)
    draft = RecordId(case_id())
    for put, expected in ((True, True), (False, False)):
        if put:
            store.drafts.put(draft, "note", case, None, {"text": ("x", ())}, AT)
        else:
            store.drafts.drop(draft)
        row = store.cases.row(case)
        assert row is not None
        assert row.has("unsent") is expected
