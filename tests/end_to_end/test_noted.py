"""Whatever opens, shows, prints, exports or discloses something of a case writes its line in the access log."""

from __future__ import annotations

import pytest

from desktop_app.ledger.ids import DeviceId
from desktop_app.use_cases import (
    access,
    case_view,
    consent,
    consent_form,
    decision,
    export,
    history,
    proposal,
    proposal_letter,
    records,
    referral,
    referral_answer,
    replying,
    supplement,
)
from tests.end_to_end.people import newest
from tests.end_to_end.test_referral import agree, ana, arrived, county, hospital, org, sanna, written
from tests.end_to_end.test_story import first_contact, give, officer, write
from tests.end_to_end.test_supplement import both_sync, change

__all__ = ["county", "hospital", "officer", "sanna"]


#: How many lines of a laptop's log have been looked at.
_seen: dict[DeviceId, int] = {}


def noted(laptop, case) -> set[tuple[str, str]]:
    """Save something, so that what waits is saved too, and return what was done since the last look: act and kind."""
    write(laptop, "note", case, {"text": "x"})
    lines = access.read(laptop.session).lines
    new = lines[: len(lines) - _seen.get(laptop.dev, 0)]
    _seen[laptop.dev] = len(lines)
    return {(line.what, line.kind) for line in new}


@pytest.fixture
def received(sanna, officer):
    """A proposal on both laptops, the outcome allowed to be told; nothing of it waits to be noted any more."""
    sanna.sync()
    case = first_contact(sanna)
    give(sanna, case, "send_proposal", ["identity", "contact_way"])
    give(sanna, case, "receive_outcome")
    proposal.send(sanna.session, case)
    assert noted(sanna, case) == {("disclosed", "proposal")}
    sanna.sync()
    (there,) = arrived(officer)
    return case, there


def test_opening_a_case_and_showing_how_the_person_is_reached(received, sanna):
    case, _ = received
    case_view.view(sanna.session, case)
    assert noted(sanna, case) == {("opened", "")}
    case_view.safe_contact(sanna.session, case)
    assert noted(sanna, case) == {("shown", "safety_assessment")}
    (line,) = [one for one in access.read(sanna.session).lines if one.what == "shown"]
    assert line.fields == ("contact_way",), "only what was there to be shown"


def test_showing_a_field_of_level_4_from_its_history(received, sanna):
    case, _ = received
    history.log_shown(sanna.session, newest(sanna, case, "safety_assessment").record, "whereabouts")
    assert noted(sanna, case) == {("shown", "safety_assessment")}


def test_a_question_to_the_sender_and_the_supplement_that_answers_it(received, sanna, officer):
    case, there = received
    replying.ask(officer.session, there, "Kuinka kauan lupa on voimassa?")
    assert noted(officer, there) == {("disclosed", "question")}
    both_sync(officer, sanna)
    change(sanna, newest(sanna, case, "person").record, {"family_name": "Keksitty"})
    supplement.send(sanna.session, case)
    assert noted(sanna, case) == {("disclosed", "disclosure")}


def test_a_decision_that_the_proposer_is_told_names_what_was_told(received, officer):
    _, there = received
    form = records.new_form(officer.session, "decision", there)
    values = {"outcome": "admitted", "ground": "victim_35_1", "decided_on": "2025-03-13", "reasons": "Vain tässä."}
    records.keep_draft(officer.session, form, values)
    assert not decision.record(officer.session, there, form.record).problems
    assert noted(officer, there) == {("disclosed", "decision")}
    (line,) = [one for one in access.read(officer.session).lines if one.kind == "decision"]
    assert line.fields == ("outcome", "decided_on")


def test_a_decision_that_nobody_is_told_discloses_nothing(received, sanna, officer):
    case, there = received
    consent.record_answer(sanna.session, case, "receive_outcome", "withdrawn", {})
    assert noted(sanna, case) == {("disclosed", "withdrawal")}
    both_sync(sanna, officer)
    form = records.new_form(officer.session, "decision", there)
    records.keep_draft(officer.session, form, {"outcome": "not_admitted", "decided_on": "2025-03-13"})
    assert not decision.record(officer.session, there, form.record).problems
    assert noted(officer, there) == set()


def test_that_the_proposal_was_opened_says_nothing_of_the_person_and_is_no_disclosure(received, officer):
    _, there = received
    decision.mark_opened(officer.session, there)
    assert noted(officer, there) == set()


def test_a_withdrawal_is_told_to_the_reader(received, sanna):
    case, _ = received
    consent.record_answer(sanna.session, case, "send_proposal", "withdrawn", {})
    assert noted(sanna, case) == {("disclosed", "withdrawal")}


def test_a_referral_and_the_answer_to_it(sanna, county, hospital):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    referral.send(sanna.session, case, written(sanna, case, "county_social", org(county)))
    assert noted(sanna, case) == {("disclosed", "referral")}
    sanna.sync()
    (there,) = arrived(county)
    answer = {"outcome": "received", "worker": "Kerttu S."}
    assert referral_answer.answer(county.session, there, answer).wrote
    assert noted(county, there) == {("disclosed", "referral_answer")}
    (line,) = [one for one in access.read(county.session).lines if one.kind == "referral_answer"]
    assert "worker" not in line.fields, "the client has not allowed it to be told"


def test_paper_that_went_out_and_level_4_on_it(received, sanna):
    case = first_contact(sanna)
    give(sanna, case, "send_proposal", ["identity", "contact_way"])
    proposal_letter.letter(sanna.session, case, "fi")
    consent_form.letters(sanna.session, case, ["send_proposal"], "fi")
    assert noted(sanna, case) == set(), "composing without level 4 shows nothing that is behind a press"
    proposal_letter.letter(sanna.session, case, "fi", with_safety=True)
    proposal_letter.note_sent(sanna.session, case, "post")
    assert noted(sanna, case) == {("shown", "safety_assessment"), ("disclosed", "proposal")}


def test_an_export(received, sanna):
    case, _ = received
    export.case_as_json(sanna.session, case)
    assert noted(sanna, case) == {("exported", "")}
