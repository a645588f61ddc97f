"""Who receives sees first what waits: time limits on top for an officer, urgency for a county, nothing secret."""

from __future__ import annotations

import pytest

from desktop_app.ledger.canonical import Json, b64
from desktop_app.use_cases import (
    case_view,
    cases,
    consent,
    decision,
    incoming,
    proposal,
    records,
    referral,
    referral_answer,
    today,
)
from tests.end_to_end.test_referral import agree, ana, arrived, county, hospital, org, sanna, written
from tests.end_to_end.test_story import give, officer, write

__all__ = ["county", "hospital", "officer", "sanna"]


def propose(laptop, urgency: str, **records_of: dict[str, Json]):
    """Send a proposal with what is named; return its words, by which the officer's case is found again."""
    case, _ = cases.open_new(laptop.session)
    write(laptop, "person", case, {"given_names": "Arun", **records_of.get("person", {})})
    if "safety" in records_of:
        write(laptop, "safety_assessment", case, records_of["safety"])
    write(laptop, "proposal", case, {"why_needs_help": urgency, **({"urgency": urgency} if urgency != "none" else {})})
    give(laptop, case, "send_proposal", ["identity", "residence", "safety"])
    proposal.send(laptop.session, case)
    return case


def test_time_limits_stand_on_top_then_children_then_haste(sanna, officer):
    sanna.sync()
    propose(sanna, "none")
    propose(sanna, "now")
    propose(sanna, "days", person={"age_band": "15_17"})
    propose(sanna, "none", person={"removal_on": "2027-03-01"})
    propose(sanna, "days", safety={"travel_on": "2027-02-01"})
    sanna.sync()
    officer.sync()
    lines = incoming.waiting(officer.session)
    assert [(line.binds, line.child, line.urgency) for line in lines] == [
        (True, False, "days"),
        (True, False, ""),
        (False, True, "days"),
        (False, False, "now"),
        (False, False, ""),
    ]
    assert "2027" not in str(lines)
    assert today.view(officer.session).incoming == lines
    assert today.view(sanna.session).incoming == ()


def test_what_is_decided_or_withdrawn_waits_no_more(sanna, officer):
    sanna.sync()
    first, second = propose(sanna, "now"), propose(sanna, "today")
    sanna.sync()
    officer.sync()
    now, later = incoming.waiting(officer.session)
    form = records.new_form(officer.session, "decision", now.case)
    records.keep_draft(officer.session, form, {"outcome": "not_admitted", "decided_on": "2026-11-27"})
    decision.record(officer.session, now.case, form.record)
    assert [line.case for line in incoming.waiting(officer.session)] == [later.case]
    consent.record_answer(sanna.session, second, "send_proposal", "withdrawn", {})
    sanna.sync()
    officer.sync()
    assert incoming.waiting(officer.session) == ()
    assert first != second


@pytest.mark.parametrize("outcome", ["services_started", "transferred", "not_reached", "declined_by_person"])
def test_a_referral_waits_until_an_answer_that_closes_it(sanna, county, outcome):
    for urgency in ("days", "now", "today"):
        case = ana(sanna)
        agree(sanna, case, "social_services", org(county), "identity")
        referral.send(sanna.session, case, written(sanna, case, "county_social", org(county), urgency=urgency))
    sanna.sync()
    arrived(county)
    lines = incoming.waiting(county.session)
    assert [line.urgency for line in lines] == ["now", "today", "days"]
    referral_answer.answer(county.session, lines[0].case, {"outcome": "received"})
    assert incoming.waiting(county.session)[0].answered == "received"
    referral_answer.answer(county.session, lines[0].case, {"outcome": outcome, "right_recipient": "list:helsinki"})
    assert [line.urgency for line in incoming.waiting(county.session)] == ["today", "days"]


def test_what_the_law_asks_of_a_county_stands_in_its_list_until_it_has_happened(sanna, county, hospital):
    case = ana(sanna)
    for purpose, kind, to in (("social_services", "county_social", county), ("health_care", "hus", hospital)):
        agree(sanna, case, purpose, org(to), "identity")
        sent = written(sanna, case, kind, org(to), asked_help=["child_own"])
        referral.send(sanna.session, case, sent)
    sanna.sync()
    (received,), _ = arrived(county), arrived(hospital)
    (line,), (other,) = incoming.waiting(county.session), incoming.waiting(hospital.session)
    assert line.law is not None
    assert line.law.code == "urgent_need"
    assert other.law is None, "the Social Welfare Act does not bind health care"
    answer = {"outcome": "urgent_assessed", "urgent_assessed_on": "2026-11-27"}
    referral_answer.answer(county.session, received, answer)
    (line,) = incoming.waiting(county.session)
    assert line.law is not None
    assert line.law.code == "assessment_begun_for_child"
    codes = [event.code for event in case_view.view(county.session, received).events if event.as_of]
    assert codes == ["assessment_begun_for_child", "assessment_done_for_child"]
    assert not [event for event in case_view.view(sanna.session, case).events if event.as_of]


def test_a_colleague_who_may_not_open_the_case_sees_no_row(sanna, county):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    referral.send(sanna.session, case, written(sanna, case, "county_social", org(county)))
    sanna.sync()
    (received,) = arrived(county)
    write(county, "case", received, {"blocked_users": [b64(county.session.store.me().user)], "reference": "Koivu 1"})
    assert incoming.waiting(county.session) == ()
