"""The last save of a record is taken back and brought back; what was sent is not, and what is typed is lost nowhere."""

from __future__ import annotations

import pytest

from desktop_app.domain.taking_back import refused_for
from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.use_cases import case_cover, cases, consent, consultations, erasure, records, undo
from tests.use_cases.test_record_list import write


def own(session, case, kind):
    return [one for one in cases.read(session, case).own if one.kind == kind]


def rewrite(session, record, values):
    records.keep_draft(session, records.open_form(session, record), values)
    assert records.save(session, record).wrote


def code_of(work) -> str:
    with pytest.raises(LuotsiError) as caught:
        work()
    return caught.value.code


def test_a_save_goes_back_once_and_comes_back(session):
    case, _ = cases.open_new(session)
    record = write(session, "note", case, {"text": "Ensin"})
    rewrite(session, record, {"text": "Sitten"})
    done = undo.undo(session, record)
    assert (done.cases, done.exists) == (frozenset({case}), True)
    assert records.open_form(session, record).values()["text"] == "Ensin"
    assert code_of(lambda: undo.undo(session, record)) == "undo_done"
    undo.redo(session, record)
    assert records.open_form(session, record).values()["text"] == "Sitten"
    assert code_of(lambda: undo.redo(session, record)) == "redo_nothing"
    undo.undo(session, record)
    assert records.open_form(session, record).values()["text"] == "Ensin"


def test_a_record_that_the_save_began_is_gone_from_the_case_and_can_be_brought_back(session):
    case, _ = cases.open_new(session)
    record = write(session, "person", case, {"mother_tongue": "ne"})
    assert not undo.undo(session, record).exists
    assert own(session, case, "person") == []
    assert records.newest_form(session, "person", case).record != record, "a new one is begun, not the deleted one"
    assert undo.redo(session, record).exists
    assert [one.text("mother_tongue") for one in own(session, case, "person")] == ["ne"]


def test_what_is_being_typed_is_saved_first_and_comes_back_with_redo(session):
    case, _ = cases.open_new(session)
    record = write(session, "note", case, {"text": "Ensin"})
    records.keep_draft(session, records.open_form(session, record), {"text": "Kesken"})
    undo.undo(session, record)
    assert records.open_form(session, record).values()["text"] == "Ensin"
    assert session.store.drafts.count() == 0
    undo.redo(session, record)
    assert records.open_form(session, record).values()["text"] == "Kesken"


def test_an_answered_permission_is_not_taken_back(session):
    case, _ = cases.open_new(session)
    form = consent.answer_form(session, case, "send_proposal")
    records.keep_draft(session, form, {"purpose": "send_proposal", "answer": "refused"})
    assert consent.record(session, form.record).wrote
    assert code_of(lambda: undo.undo(session, form.record)) == "undo_final"
    assert undo.possible(session, form.record) == ""
    assert refused_for([Op(RecordId(new_id()), "decision", {}, {})], []) == "undo_final"
    assert refused_for([Op(RecordId(new_id()), "ending", {}, {})], []) == "undo_final"


def test_a_case_opened_by_mistake_is_closed_and_not_taken_back(session):
    case, _ = cases.open_new(session)
    (cover,) = own(session, case, "case")
    assert code_of(lambda: undo.undo(session, cover.record)) == "undo_case"
    case_cover.set_identity_level(session, case, "agreed_name")
    undo.undo(session, cover.record)
    assert case_cover.read(session, case).identity_level == "none"


def test_what_was_struck_out_says_so_and_stays_away(session):
    case, _ = cases.open_new(session)
    record = write(session, "note", case, {"text": "Esimerkki Nimi"})
    erasure.strike_record(session, record)
    assert code_of(lambda: undo.undo(session, record)) == "undo_struck"
    assert undo.possible(session, record) == ""


def test_a_consultation_without_a_case_is_taken_back_too(session):
    record = write(session, "consultation", None, {"question": "Voiko kysyä"})
    assert not undo.undo(session, record).exists
    assert consultations.earlier(session) == ()
    assert undo.redo(session, record).exists


def test_what_a_page_may_offer(session):
    case, _ = cases.open_new(session)
    record = write(session, "note", case, {"text": "Ensin"})
    assert undo.possible(session, record) == "undo"
    undo.undo(session, record)
    assert undo.possible(session, record) == "redo"
    assert undo.possible(session, RecordId(new_id())) == ""
