"""Nothing that is observed, answered, written or left empty closes the way to a proposal or a referral."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.kinds import KINDS
from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import cases, consent, proposal, proposal_view, records, referral, referral_view
from tests.domain.values import values_of
from tests.end_to_end.people import Laptop, found, new_laptop
from tests.end_to_end.test_referral import agree, org

#: What a worker may write before a proposal; consents and what was sent are not conditions of a threshold.
WRITTEN = (
    "contact",
    "person",
    "indicator_observation",
    "account_and_observations",
    "safety_assessment",
    "child_in_finland",
    "representative",
    "statutory_notification",
    "proposal",
    "note",
)


def by_people(values):
    """Without what the program fills in, and without the person's own act of taking a proposal back."""
    apart = {"state", "version", "sent_at", "sent_how", "delivered_at", "opened_at", "withdrawn_at", "included"}
    return {name: value for name, value in values.items() if name not in apart}


#: Any of them, none of them, several of one kind, with any field filled or empty.
CASES = st.lists(
    st.sampled_from(WRITTEN).flatmap(lambda kind: st.tuples(st.just(kind), values_of(KINDS[kind]).map(by_people))),
    max_size=6,
)


class Two(NamedTuple):
    """The laptops of an outreach worker and of a county."""

    sanna: Laptop
    county: Laptop

    def __repr__(self) -> str:
        return "two laptops"


@pytest.fixture
def two(tmp_path, central):
    """An outreach worker and a county, both in the directory with the Assistance System."""
    system = new_laptop(tmp_path / "system", "Oona V.", central)
    found(system, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="reception_centre", authority=True)
    county = new_laptop(tmp_path / "county", "Kerttu S.", central)
    found(county, OrgKind.PROVIDER, "Varsinais-Suomen hyvinvointialue", type_="county_social", authority=True)
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Keksitty ry")
    sanna.sync()
    return Two(sanna, county)


def write_all(session, case, drawn):
    for kind, values in drawn:
        form = records.new_form(session, kind, case)
        records.keep_draft(session, form, values)
        records.save(session, form.record)  # what is not well formed stays a draft, as in the window


def referral_of(session, case, county):
    form = records.new_form(session, "referral", case)
    to = {"recipient_kind": "county_social", "recipient": org(county), "basis": "consent"}
    records.keep_draft(session, form, to)
    return form.record


def blocked(session, case, county):
    """What would stop a proposal and a referral."""
    sent = referral_of(session, case, county)
    form = records.open_form(session, sent)
    return proposal_view.view(session, case).blocked, referral_view.view(session, case, sent, form.values()).blocked


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=CASES)
def test_with_permission_everything_can_be_sent_whatever_stands_in_the_case(two, drawn):
    sanna, county = two
    session = sanna.session
    case, _ = cases.open_new(session)
    write_all(session, case, drawn)
    assert blocked(session, case, county) == ("no_consent_for_proposal", "no_consent_for_referral")
    consent.record_answer(session, case, "send_proposal", "given", {"data_groups": ["identity"]})
    agree(sanna, case, "social_services", org(county), "identity")
    assert blocked(session, case, county) == ("", "")
    assert proposal.send(session, case)
    assert referral.send(session, case, referral_of(session, case, county))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.sampled_from(["yes", "unsure", "no", "no_wish"]), max_size=6))
def test_no_number_of_signs_makes_a_difference(two, answers):
    sanna, county = two
    case, _ = cases.open_new(sanna.session)
    write_all(sanna.session, case, [("indicator_observation", {"indicator": "K1", "answer": each}) for each in answers])
    consent.record_answer(sanna.session, case, "send_proposal", "given", {"data_groups": ["observations"]})
    agree(sanna, case, "social_services", org(county), "identity")
    assert blocked(sanna.session, case, county) == ("", "")
