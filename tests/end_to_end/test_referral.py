"""A referral goes to one provider, says what the person agreed to and no more, and is answered."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.domain.consent import possible_groups
from desktop_app.domain.kind import WITH_ITS_PURPOSE
from desktop_app.domain.kinds import KINDS
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Payload
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.use_cases import (
    cases,
    consent,
    records,
    referral,
    referral_answer,
    referral_view,
    replying,
    supplement,
)
from tests.end_to_end.people import Laptop, found, new_laptop
from tests.end_to_end.test_story import write

CODE = "010594Y9032"


@pytest.fixture
def county(tmp_path, central) -> Laptop:
    laptop = new_laptop(tmp_path / "county", "Kerttu S.", central)
    found(laptop, OrgKind.PROVIDER, "Länsi-Uudenmaan hyvinvointialue", type_="county_social", authority=True)
    return laptop


@pytest.fixture
def hospital(tmp_path, central) -> Laptop:
    laptop = new_laptop(tmp_path / "hus", "Heikki H.", central)
    found(laptop, OrgKind.PROVIDER, "HUS-yhtymä", type_="county_health", authority=True)
    return laptop


@pytest.fixture
def sanna(tmp_path, central, county, hospital) -> Laptop:
    laptop = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(laptop, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    laptop.sync()
    return laptop


def org(laptop: Laptop) -> str:
    return b64(laptop.session.store.me().org)


def ana(laptop: Laptop) -> CaseId:
    """A case with a municipality of residence in Raseborg, and more in it than any referral needs."""
    case, _ = cases.open_new(laptop.session)
    person = {"given_names": "Ana", "family_name": "Keksitty", "municipality_of_residence": "710"}
    write(laptop, "person", case, {**person, "service_language": "sv", "personal_identity_code": CODE})
    write(laptop, "safety_assessment", case, {"contact_way": "call", "contact_detail": "040 000 0000"})
    write(laptop, "contact", case, {"person_wishes": "Haluan asunnon."})
    write(laptop, "account_and_observations", case, {"account": "Salainen kertomus."})
    return case


def agree(laptop: Laptop, case: CaseId, purpose: str, to: str, *groups: str, answer: str = "given") -> None:
    details: dict[str, Json] = {"data_groups": list(groups), "recipient": to}
    consent.record_answer(laptop.session, case, purpose, answer, details)


def written(laptop: Laptop, case: CaseId, kind: str, to: str, **values: Json) -> RecordId:
    form = records.new_form(laptop.session, "referral", case)
    records.keep_draft(laptop.session, form, {"recipient_kind": kind, "recipient": to, "basis": "consent", **values})
    return form.record


def arrived(laptop: Laptop):
    laptop.sync()
    return [row.case for row in cases.page(laptop.session, cases.ListRequest()).rows]


def test_two_referrals_are_two_streams_and_each_provider_opens_its_own_only(sanna, county, hospital):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity", "identity_code", "contact_way", "needs")
    agree(sanna, case, "health_care", org(hospital), "identity")
    first = written(sanna, case, "county_social", org(county), reason="Tarvitsee asunnon.", urgency="today")
    second = written(sanna, case, "hus", org(hospital), reason="Tarvitsee hoitoa.")
    referral.send(sanna.session, case, first)
    referral.send(sanna.session, case, second)
    sanna.sync()
    (in_county,), (in_hospital,) = arrived(county), arrived(hospital)
    seen = referral_answer.read(county.session, in_county)
    assert seen is not None
    assert seen.urgency == "today"
    assert [one.value for one in seen.hidden_identity] == [CODE]
    assert [one.value for one in seen.contact] == ["call", "040 000 0000"]
    other = referral_answer.read(hospital.session, in_hospital)
    assert other is not None
    assert (other.hidden_identity, other.contact) == ((), ())
    for laptop, stranger in ((county, "Tarvitsee hoitoa."), (hospital, "Tarvitsee asunnon.")):
        records_held = [str(one.values) for one in cases.read(laptop.session, arrived(laptop)[0]).records]
        assert not [one for one in records_held if stranger in one or "Salainen" in one]
    mine = sanna.session.store.written(0)
    sealed = [change for change in mine if change.parsed.wrap]
    assert len(sealed) == 2
    for change in sealed:
        opener = county if change.parsed.wrap.to == county.session.store.me().org else hospital
        stranger = hospital if opener is county else county
        assert opener.session.store.payload(change).ops
        with pytest.raises(LuotsiError):
            stranger.session.store.payload(change)


GROUPS = possible_groups("referral")


@settings(max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.sampled_from(["county", "hospital"]), st.sets(st.sampled_from(GROUPS))), max_size=3),
    st.none() | st.sets(st.sampled_from(GROUPS)),
    st.booleans(),
)
def test_no_field_outside_the_consent_and_the_ticks_is_ever_sealed(
    sanna, county, hospital, agreements, ticked, withdrawn
):
    case = ana(sanna)
    write(sanna, "person", case, {"mother_tongue": "sv", "support_needs": ["mobility"], "non_disclosure": "yes"})
    agreed: set[str] = set()
    given_any = False
    for name, groups in agreements:
        if groups:
            to = county if name == "county" else hospital
            agree(sanna, case, "social_services", org(to), *sorted(groups))
            if to is county:
                agreed, given_any = agreed | groups, True
    if withdrawn:
        agree(sanna, case, "social_services", org(county), answer="withdrawn")
        given_any = False
    one = written(sanna, case, "county_social", org(county), reason="Lyhyesti.")
    before = sanna.session.store.me().n
    assert went(sanna, case, one, ticked) == given_any
    sealed = [change for change in sanna.session.store.written(before) if change.parsed.wrap]
    assert len(sealed) == given_any
    for change in sealed:
        payload = county.session.store.payload(change)
        assert payload.case is None
        check_told(payload, agreed if ticked is None else agreed & ticked, {b64(case), b64(one)})


def went(laptop: Laptop, case: CaseId, one: RecordId, ticked: set[str] | None) -> bool:
    """Whether the program let the referral go."""
    try:
        referral.send(laptop.session, case, one, ticked)
    except LuotsiError as error:
        if error.code != "no_consent_for_referral":
            raise
        return False
    return True


def check_told(payload: Payload, allowed: set[str], never: set[str]) -> None:
    """Every field lies in a group that was agreed to and ticked, and names no record of the sender's own."""
    for op in payload.ops:
        assert not [name for name in never if name in str(op.set)]
        for name in op.set.keys() - {"reader"}:
            field = KINDS[op.kind].by_name[name]
            assert field.into_referral
            assert field.group in allowed | {WITH_ITS_PURPOSE}, f"{op.kind}.{name}"


def test_the_answer_says_who_works_and_what_comes_next_only_as_the_client_lets(sanna, county):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    one = written(sanna, case, "county_social", org(county))
    referral.send(sanna.session, case, one)
    sanna.sync()
    (received,) = arrived(county)
    said: dict[str, Json] = {"outcome": "urgent_assessed", "urgent_assessed_on": "2026-11-28"}
    whole = {**said, "worker": "Kerttu S., 09 000 0000", "what_next": "Tapaaminen maanantaina."}
    assert referral_answer.answer(county.session, received, whole).wrote
    county.sync()
    sanna.sync()
    view = referral_view.view(sanna.session, case, one, {})
    assert view.course.state == "urgent_assessed"
    assert view.answers[-1].values.keys() == {"outcome", "urgent_assessed_on", "answered_at"}
    held = [str(each.values) for each in cases.read(sanna.session, case).records]
    assert not [each for each in held if "Kerttu" in each or "maanantaina" in each]

    referral_answer.permit(county.session, received, "given")
    assert referral_answer.answer(county.session, received, whole).wrote
    referral_answer.permit(county.session, received, "withdrawn")
    assert referral_answer.answer(county.session, received, {**whole, "what_next": "Ei enää."}).wrote
    county.sync()
    sanna.sync()
    told = [dict(each.values) for each in referral_view.view(sanna.session, case, one, {}).answers]
    assert [each.get("what_next") for each in told] == [None, "Tapaaminen maanantaina.", None]


def test_an_answer_that_needs_more_says_so_and_writes_nothing(sanna, county):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    referral.send(sanna.session, case, written(sanna, case, "county_social", org(county)))
    sanna.sync()
    (received,) = arrived(county)
    for values, field in (({}, "outcome"), ({"outcome": "not_responsible"}, "right_recipient"),
                          ({"outcome": "question_open"}, "question")):  # fmt: skip
        saved = referral_answer.answer(county.session, received, values)
        assert [one.field for one in saved.problems] == [field]
        assert not saved.wrote
    assert county.session.store.unsent_count().changes == 0


def test_a_letter_to_a_recipient_without_laptops_is_noted_and_nothing_is_sealed(sanna):
    case = ana(sanna)
    agree(sanna, case, "shelter", "list:shelter", "identity")
    one = written(sanna, case, "shelter", "list:shelter", reason="Yösija.")
    with pytest.raises(LuotsiError, match="recipient_without_laptops"):
        referral.send(sanna.session, case, one)
    before = sanna.session.store.me().n
    referral.send(sanna.session, case, one, None, "by_hand")
    assert not [change for change in sanna.session.store.written(before) if change.parsed.wrap]
    (gave,) = [each for each in cases.read(sanna.session, case).own if each.kind == "disclosure"]
    assert (gave.text("how"), gave.text("reader")) == ("by_hand", "list:shelter")
    assert referral_view.view(sanna.session, case, one, {}).course.state == "sent"
    with pytest.raises(LuotsiError, match="already_sent"):
        referral.send(sanna.session, case, one, None, "post")


def test_a_withdrawal_closes_the_stream_of_that_recipient_alone(sanna, county, hospital):
    case = ana(sanna)
    for laptop, kind in ((county, "county_social"), (hospital, "helsinki")):
        agree(sanna, case, "social_services", org(laptop), "identity")
        referral.send(sanna.session, case, written(sanna, case, kind, org(laptop)))
    agree(sanna, case, "social_services", org(county), answer="withdrawn")
    sanna.sync()
    for laptop, over in ((county, True), (hospital, False)):
        (received,) = arrived(laptop)
        seen = referral_answer.read(laptop.session, received)
        assert seen is not None
        assert seen.withdrawn is over


def test_law_lets_authorities_tell_what_is_ticked_and_nobody_else(sanna, county, hospital):
    case = ana(county)
    cites: dict[str, Json] = {"basis": "statutory_right", "basis_section": "reception_58"}
    one = written(county, case, "hus", org(hospital), **cites)
    county.sync()
    assert referral.plan(county.session, case, one).version is not None
    referral.send(county.session, case, one, {"identity"})
    county.sync()
    (received,) = arrived(hospital)
    seen = referral_answer.read(hospital.session, received)
    assert seen is not None
    assert [each.field for each in seen.identity] == ["family_name", "given_names"]
    assert (seen.contact, seen.hidden_identity) == ((), ())

    case = ana(sanna)
    one = written(sanna, case, "hus", org(hospital), **cites)
    with pytest.raises(LuotsiError, match="no_consent_for_referral"):
        referral.send(sanna.session, case, one, {"identity"})


@pytest.mark.parametrize(("answer", "told"), [("yes", "yes"), ("no", None), ("unknown", None)])
def test_whether_the_system_may_be_mentioned_is_told_only_when_it_may(sanna, county, answer, told):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    one = written(sanna, case, "county_social", org(county), say_system_client=answer)
    referral.send(sanna.session, case, one)
    seen = supplement.view(sanna.session, case, one)
    assert seen is not None
    assert seen.fields == ()
    sanna.sync()
    (received,) = arrived(county)
    opening = replying.received(cases.read(county.session, received))
    assert opening is not None
    assert opening.values.get("say_system_client") == told


def test_opening_is_told_and_the_sender_sees_how_far_it_has_come(sanna, county):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    one = written(sanna, case, "county_social", org(county))
    states = [referral_view.view(sanna.session, case, one, {}).course.state]
    referral.send(sanna.session, case, one)
    states.append(referral_view.view(sanna.session, case, one, {}).course.state)
    sanna.sync()
    states.append(referral_view.view(sanna.session, case, one, {}).course.state)
    (received,) = arrived(county)
    assert replying.mark_opened(county.session, received) == frozenset({received})
    assert replying.mark_opened(county.session, received) == frozenset()
    county.sync()
    sanna.sync()
    states.append(referral_view.view(sanna.session, case, one, {}).course.state)
    assert states == ["draft", "sent", "delivered", "opened"]


def test_the_page_proposes_the_county_of_the_directory_and_the_persons_language(sanna, county):
    case = ana(sanna)
    form = referral_view.form(sanna.session, case, None)
    assert form.values() == {
        "grounds": ["swa_11_5"],
        "basis": "consent",
        "recipient_kind": "county_social",
        "recipient": org(county),
        "language": "sv",
        "person_wishes": "Haluan asunnon.",
    }
    view = referral_view.view(sanna.session, case, form.record, form.values())
    assert (view.county, view.choice, view.blocked) == ("03", True, "no_consent_for_referral")
    assert view.beside == ("rights_advice",)
    assert not view.may_cite_law
