"""What the reader asks is answered by a supplement: only what differs, only what the person lets go today."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.use_cases import (
    case_view,
    cases,
    consent,
    decision,
    proposal,
    records,
    referral,
    referral_answer,
    replying,
    supplement,
    today,
)
from desktop_app.use_cases.session import utc_now
from tests.end_to_end.people import newest
from tests.end_to_end.test_referral import agree, ana, arrived, county, hospital, org, sanna, written
from tests.end_to_end.test_story import first_contact, give, officer, write

__all__ = ["county", "hospital", "officer", "sanna"]


def change(laptop, record, values: dict[str, Json]):
    form = records.open_form(laptop.session, record)
    records.keep_draft(laptop.session, form, values)
    assert not records.save(laptop.session, record).problems


@pytest.fixture
def sent(sanna, officer):
    """A proposal with identity and needs that the officer has received; residence was not agreed to."""
    sanna.sync()
    case = first_contact(sanna)
    give(sanna, case, "send_proposal", ["identity", "contact_way"])
    proposal.send(sanna.session, case)
    sanna.sync()
    (received,) = arrived(officer)
    return case, received


def both_sync(*laptops):
    for laptop in (*laptops, *laptops):
        laptop.sync()


def test_the_officer_asks_and_the_proposer_answers_after_asking_the_person(sanna, officer, sent):
    case, received = sent
    replying.ask(officer.session, received, "Kuinka kauan lupa on voimassa?")
    both_sync(officer, sanna)
    assert cases.read(sanna.session, case).proposal_state() == "question_open"
    before = supplement.view(sanna.session, case)
    assert before is not None
    assert [text for _, text in before.questions] == ["Kuinka kauan lupa on voimassa?"]
    assert before.fields == ()
    with pytest.raises(LuotsiError, match="nothing_to_supplement"):
        supplement.send(sanna.session, case)

    change(sanna, newest(sanna, case, "person").record, {"residence_until": "2025-09-30"})
    closed = supplement.view(sanna.session, case)
    assert closed is not None
    assert closed.fields == (), "the person has not let the basis of residence go"

    give(sanna, case, "send_proposal", ["identity", "contact_way", "residence"])
    opened = supplement.view(sanna.session, case)
    assert opened is not None
    assert [(each.kind, each.field) for each in opened.fields] == [("person", "residence_until")]
    supplement.send(sanna.session, case)
    again = supplement.view(sanna.session, case)
    assert again is not None
    assert again.fields == ()
    assert cases.read(sanna.session, case).proposal_state() == "supplemented"
    both_sync(sanna, officer)
    people = [one for one in cases.read(officer.session, received).records if one.kind == "person"]
    assert [(one.text("given_names"), one.text("residence_until")) for one in people] == [("Arun", "2025-09-30")]
    assert cases.read(officer.session, received).proposal_state() == "supplemented"
    assert len(arrived(officer)) == 1, "the same stream, the same case"
    for laptop in (sanna, officer):
        assert laptop.session.store.verify().sound


def test_a_supplement_says_only_what_differs_and_an_emptied_field_is_emptied(sanna, officer, sent):
    case, received = sent
    change(sanna, newest(sanna, case, "person").record, {"family_name": "Uusi", "given_names": None})
    change(sanna, newest(sanna, case, "proposal").record, {"why_needs_help": "Tarvitsee lääkärin."})
    write(sanna, "safety_assessment", case, {"contact_way": "person_contacts_us", "whereabouts": "salainen"})
    write(sanna, "note", case, {"text": "Salainen muistiinpano."})
    before = sanna.session.store.me().n
    assert case_view.view(sanna.session, case).out_of_step == {"proposal"}
    supplement.send(sanna.session, case)
    assert case_view.view(sanna.session, case).out_of_step == frozenset()
    (sealed,) = [one for one in sanna.session.store.written(before) if one.parsed.wrap]
    payload = officer.session.store.payload(sealed)
    told = {op.kind: dict(op.set) for op in payload.ops}
    assert told["person"] == {"family_name": "Uusi", "given_names": None}
    assert told["proposal"] == {"why_needs_help": "Tarvitsee lääkärin."}
    assert told["safety_assessment"].keys() <= {"contact_way", "contact_detail"}
    assert "salainen" not in str(told).lower().replace("salaisen", "")
    both_sync(sanna, officer)
    seen = newest(officer, received, "person")
    assert (seen.values.get("given_names"), seen.text("family_name")) == (None, "Uusi")
    assert newest(officer, received, "proposal").text("why_needs_help") == "Tarvitsee lääkärin."


def test_after_a_withdrawal_nothing_more_goes_and_the_stream_is_closed(sanna, officer, sent):
    case, _ = sent
    change(sanna, newest(sanna, case, "person").record, {"family_name": "Uusi"})
    consent.record_answer(sanna.session, case, "send_proposal", "withdrawn", {})
    assert supplement.view(sanna.session, case) is None
    with pytest.raises(LuotsiError, match="nothing_open"):
        supplement.send(sanna.session, case)


def test_a_refusal_narrows_what_a_supplement_may_say_without_closing(sanna, officer, sent):
    case, _ = sent
    change(sanna, newest(sanna, case, "person").record, {"family_name": "Uusi"})
    consent.record_answer(sanna.session, case, "send_proposal", "refused", {})
    seen = supplement.view(sanna.session, case)
    assert seen is not None
    assert (seen.blocked, seen.fields) == ("no_permission_any_more", ())
    with pytest.raises(LuotsiError, match="no_permission_any_more"):
        supplement.send(sanna.session, case)


def test_a_group_left_unticked_is_not_brought_by_a_supplement(sanna, county):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity", "identity_code", "contact_way")
    one = written(sanna, case, "county_social", org(county), reason="Asunto.")
    referral.send(sanna.session, case, one, {"identity"})
    sanna.sync()
    (received,) = arrived(county)
    referral_answer.answer(county.session, received, {"outcome": "question_open", "question": "Sukunimi?"})
    both_sync(county, sanna)
    change(sanna, newest(sanna, case, "person").record, {"family_name": "Oikea", "personal_identity_code": None})
    change(sanna, one, {"reason": "Asunto ja rahaa."})
    asked = supplement.view(sanna.session, case, one)
    assert asked is not None
    assert [text for _, text in asked.questions] == ["Sukunimi?"]
    assert {(each.kind, each.field) for each in asked.fields} == {("person", "family_name"), ("referral", "reason")}
    supplement.send(sanna.session, case, one)
    both_sync(sanna, county)
    seen = referral_answer.read(county.session, received)
    assert seen is not None
    assert [each.value for each in seen.help] == ["Asunto ja rahaa."]
    assert [each.value for each in seen.identity] == ["Oikea", "Ana"]
    assert (seen.hidden_identity, seen.contact) == ((), ())


def test_nobody_asks_where_nothing_was_received_and_an_empty_question_is_not_sent(sanna, officer, sent):
    case, received = sent
    with pytest.raises(LuotsiError, match="not_received"):
        replying.ask(sanna.session, case, "Mitä?")
    with pytest.raises(LuotsiError, match="nothing_asked"):
        replying.ask(officer.session, received, "  ")


@pytest.mark.parametrize("answer", ["withdrawn", "refused"])
def test_a_no_to_being_told_the_outcome_reaches_the_officer_who_then_tells_nothing(sanna, officer, answer):
    sanna.sync()
    case = first_contact(sanna)
    give(sanna, case, "send_proposal", ["identity"])
    give(sanna, case, "receive_outcome")
    proposal.send(sanna.session, case)
    sanna.sync()
    (there,) = arrived(officer)
    assert decision.may_be_told(officer.session, cases.read(officer.session, there))
    consent.record_answer(sanna.session, case, "receive_outcome", answer, {})
    both_sync(sanna, officer)
    assert not decision.may_be_told(officer.session, cases.read(officer.session, there))
    assert cases.read(officer.session, there).proposal_state() != "withdrawn", "the proposal itself stands"
    view = supplement.view(sanna.session, case)
    assert view is not None
    assert (view.fields, view.blocked) == ((), ""), "nothing is left to be sent about it"
    for laptop in (sanna, officer):
        laptop.session.clock = lambda: utc_now() + timedelta(minutes=1)
    give(sanna, case, "receive_outcome")
    supplement.send(sanna.session, case)
    both_sync(sanna, officer)
    assert decision.may_be_told(officer.session, cases.read(officer.session, there)), "and again after a new yes"
    assert sanna.session.store.verify().sound
    assert officer.session.store.verify().sound


def test_today_names_a_case_whose_recipient_has_older_data_until_it_is_supplemented(sanna, officer, sent):
    case, _ = sent
    assert today.view(sanna.session).waiting == ()
    change(sanna, newest(sanna, case, "person").record, {"given_names": "Arun Kumar"})
    (line,) = today.view(sanna.session).waiting
    assert (line.case, line.step) == (case, "recipient_behind")
    seen = supplement.view(sanna.session, case)
    assert seen is not None
    assert seen.recipient == officer.session.store.org_name(officer.session.store.me().org)
    supplement.send(sanna.session, case)
    assert today.view(sanna.session).waiting == ()


def test_what_the_person_did_not_let_go_is_due_to_nobody(sanna, officer, sent):
    case, _ = sent
    change(sanna, newest(sanna, case, "person").record, {"residence_until": "2025-09-30"})
    assert supplement.cases_behind(sanna.session, 6) == ()
    give(sanna, case, "send_proposal", ["identity", "contact_way"])
    change(sanna, newest(sanna, case, "person").record, {"given_names": "Arun Kumar"})
    assert supplement.cases_behind(sanna.session, 6) == (case,)
    consent.record_answer(sanna.session, case, "send_proposal", "withdrawn", {})
    assert supplement.cases_behind(sanna.session, 6) == ()
