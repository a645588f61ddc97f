"""A reader works on with records of its own, which say whence they came; a decision may be known from its paper."""

from __future__ import annotations

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.use_cases import cases, records, referral, taking_over
from tests.end_to_end.people import newest
from tests.end_to_end.test_referral import agree, ana, arrived, county, hospital, org, sanna, written
from tests.end_to_end.test_story import officer, write
from tests.end_to_end.test_supplement import change, sent

__all__ = ["county", "hospital", "officer", "sanna", "sent"]


def test_what_is_taken_over_is_the_readers_own_and_the_received_stays(sanna, officer, sent):
    _, received = sent
    came = next(one for one in cases.read(officer.session, received).records if one.kind == "person")
    assert taking_over.to_take(officer.session, received) == 2
    taking_over.take_over(officer.session, received)
    assert taking_over.to_take(officer.session, received) == 0
    with pytest.raises(LuotsiError, match="nothing_to_take_over"):
        taking_over.take_over(officer.session, received)
    own = [one for one in cases.read(officer.session, received).own if one.kind == "person"]
    assert [one.values["from"] for one in own] == [[b64(came.org), b64(came.stream), b64(came.record)]]
    assert own[0].text("given_names") == "Arun"
    change(officer, own[0].record, {"family_name": "Tarkennettu"})
    stays = next(one for one in cases.read(officer.session, received).records if one.record == came.record)
    assert "family_name" not in stays.values
    officer.sync()
    sanna.sync()
    assert not [one for one in cases.read(sanna.session, sent[0]).records if "Tarkennettu" in str(one.values)], (
        "the reader's own records are its own"
    )
    assert officer.session.store.verify().sound


def test_a_provider_refers_on_what_it_has_taken_over_and_names_no_strangers_record(sanna, county, hospital):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    referral.send(sanna.session, case, written(sanna, case, "county_social", org(county)))
    sanna.sync()
    (received,) = arrived(county)
    taking_over.take_over(county.session, received)
    agree(county, received, "health_care", org(hospital), "identity")
    one = written(county, received, "hus", org(hospital), reason="Hoitoon.")
    before = county.session.store.me().n
    referral.send(county.session, received, one)
    (sealed,) = [each for each in county.session.store.written(before) if each.parsed.wrap]
    told = hospital.session.store.payload(sealed)
    assert [op.kind for op in told.ops] == ["referral", "consent", "person"]
    assert all("from" not in op.set for op in told.ops)
    county.sync()
    (there,) = arrived(hospital)
    assert newest(hospital, there, "person").text("given_names") == "Ana"


def test_anybody_may_record_a_decision_known_from_its_paper_and_nobody_is_identified_by_it(sanna):
    case = ana(sanna)
    write(
        sanna,
        "decision_on_paper",
        case,
        {"outcome": "admitted", "decided_on": "2026-11-20", "source": "document_seen"},
    )
    file = cases.read(sanna.session, case)
    assert file.proposal_state() == "decided"
    assert not file.identified()
    assert records.newest_form(sanna.session, "decision_on_paper", case).values()["source"] == "document_seen"
