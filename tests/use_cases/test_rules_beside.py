"""The rules beside the fields: who provides, languages, interpretation, how the meeting was, what to look at again."""

from __future__ import annotations

import pytest

from desktop_app.domain.referral_course import lines_of
from desktop_app.use_cases import (
    cases,
    consent,
    decision_view,
    meeting,
    proposal,
    proposal_letter,
    proposal_view,
    records,
    referral,
    referral_answer,
    referral_letter,
    referral_view,
)
from tests.end_to_end.test_referral import agree, ana, arrived, county, hospital, org, sanna, written
from tests.end_to_end.test_story import first_contact, give, officer, write

__all__ = ["county", "hospital", "officer", "sanna"]


def opened(laptop, case, kind="county_social", to="list:county_social", **values):
    record = written(laptop, case, kind, to, **values)
    form = referral_view.form(laptop.session, case, record)
    return referral_view.view(laptop.session, case, record, form.values())


@pytest.mark.parametrize("needs", [["safe_place"], ["safe_place", "food"]])
def test_without_a_bed_for_tonight_the_emergency_services_stand_before_any_form(sanna, needs):
    case, _ = cases.open_new(sanna.session)
    write(sanna, "contact", case, {"immediate_needs": needs, "danger": "no_sign"})
    view = opened(sanna, case)
    assert view.beside[0] == "acute"
    assert [each.recipient_kind for each in view.proposed][:2] == ["social_emergency", "shelter"]


def test_with_other_needs_alone_nothing_is_acute(sanna):
    case, _ = cases.open_new(sanna.session)
    write(sanna, "contact", case, {"immediate_needs": ["food"], "danger": "no_sign"})
    assert "acute" not in opened(sanna, case).beside


@pytest.mark.parametrize(
    ("municipality", "choice", "sami"),
    [("710", True, False), ("049", True, False), ("837", False, False), ("698", False, True)],
)
def test_the_language_is_the_persons_choice_only_where_both_are_served(sanna, municipality, choice, sami):
    case, _ = cases.open_new(sanna.session)
    write(sanna, "person", case, {"municipality_of_residence": municipality, "service_language": "sv"})
    view = opened(sanna, case)
    assert (view.choice, view.sami) == (choice, sami)
    assert view.language == ("sv" if choice else "fi")


@pytest.mark.parametrize(
    ("person", "noted"),
    [
        ({"mother_tongue": "ne"}, True),
        ({"mother_tongue": "fi"}, False),
        ({"mother_tongue": "ne", "other_languages": [{"lang": "fi", "level": "good"}]}, False),
        ({"mother_tongue": "ne", "other_languages": [{"lang": "fi", "level": "little"}]}, True),
        ({}, False),
    ],
)
def test_a_right_to_interpretation_is_noted_where_the_languages_go_along(sanna, county, person, noted):
    case, _ = cases.open_new(sanna.session)
    write(sanna, "person", case, {"given_names": "Arun", "municipality_of_residence": "837", **person})
    agree(sanna, case, "social_services", "list:county_social", "identity", "contact_way")
    record = written(sanna, case, "county_social", "list:county_social", language="fi")
    words = str(referral_letter.letter(sanna.session, case, record, None))
    assert ("oikeus tulkkaukseen" in words) is noted
    assert "oikeus tulkkaukseen" not in str(referral_letter.letter(sanna.session, case, record, ["identity"]))


def test_the_county_reads_that_the_person_has_a_right_to_interpretation(sanna, county):
    case = ana(sanna)
    person = records.newest_form(sanna.session, "person", case)
    records.keep_draft(sanna.session, person, {"mother_tongue": "tl"})
    records.save(sanna.session, person.record)
    agree(sanna, case, "social_services", org(county), "identity", "contact_way")
    referral.send(sanna.session, case, written(sanna, case, "county_social", org(county), language="sv"))
    sanna.sync()
    (there,) = arrived(county)
    seen = referral_answer.read(county.session, there)
    assert seen is not None
    assert seen.interpretation


@pytest.mark.parametrize(
    ("chosen", "persons", "workers", "language"),
    [
        ("sv", "fi", "fi", "sv"),
        (None, "sv", "fi", "sv"),
        (None, "fi", "sv", "fi"),
        (None, "not_chosen", "sv", "sv"),
        (None, None, "sv", "sv"),
        (None, None, "fi", "fi"),
        (None, None, "en", "fi"),
        (None, "sami", "sv", "sv"),
    ],
)
def test_a_proposal_is_in_the_persons_language_else_in_the_workers(sanna, officer, chosen, persons, workers, language):
    sanna.sync()
    case, _ = cases.open_new(sanna.session)
    write(sanna, "person", case, {"called": "Arun", **({"service_language": persons} if persons else {})})
    text = {"why_needs_help": "Tarvitsee yöpaikan."}
    write(sanna, "proposal", case, text | ({"language": chosen} if chosen else {}))
    give(sanna, case, "send_proposal", ["identity"])
    assert proposal_letter.language_of(sanna.session, case, workers) == language
    proposal.send(sanna.session, case, None, workers)
    sent = [one for one in cases.read(sanna.session, case).records if one.kind == "proposal" and not one.is_own]
    assert [one.text("language") for one in sent] == [language]


def test_whom_to_contact_is_a_danger_stands_first_in_everything_that_is_sent_and_shown(sanna, officer):
    sanna.sync()
    case = first_contact(sanna)
    write(sanna, "representative", case, {"relation": "custodian", "name": "Äiti Keksitty", "may_be_contacted": "yes"})
    danger = {"relation": "custodian", "name": "Isä Keksitty", "may_be_contacted": "never_danger"}
    write(sanna, "representative", case, danger)
    give(sanna, case, "send_proposal", ["identity", "contact_way", "family"])
    letter = proposal_letter.letter(sanna.session, case, "fi", with_safety=True)
    assert letter.parts[0].heading == "Ei saa ottaa yhteyttä – vaarallista"
    assert "Isä Keksitty" in str(letter.parts[0])
    assert "Äiti" not in str(letter.parts[0])
    without = proposal_letter.letter(sanna.session, case, "fi")
    assert "Keksitty" not in str(without), "level 4 and how a representative is reached are printed only when chosen"
    proposal.send(sanna.session, case)
    gave = next(one for one in cases.read(sanna.session, case).own if one.kind == "disclosure")
    assert lines_of(gave)[0]["kind"] == "representative"
    sanna.sync()
    (there,) = arrived(officer)
    seen = decision_view.read(officer.session, there)
    assert seen is not None
    shown = [(one.field, one.value) for one in seen.contact]
    assert shown[:3] == [("may_be_contacted", "never_danger"), ("relation", "custodian"), ("name", "Isä Keksitty")]
    assert shown.index(("may_be_contacted", "yes")) + 2 == shown.index(("name", "Äiti Keksitty"))


def test_an_officer_reads_the_municipality_behind_a_press(sanna, officer):
    """Whether there is non-disclosure for personal safety may not be among what the person agreed to send."""
    sanna.sync()
    case = first_contact(sanna)
    person = records.newest_form(sanna.session, "person", case)
    values = {"has_municipality": "yes", "municipality_of_residence": "710", "non_disclosure": "yes"}
    records.keep_draft(sanna.session, person, values)
    records.save(sanna.session, person.record)
    give(sanna, case, "send_proposal", ["identity", "residence"])
    proposal.send(sanna.session, case)
    sanna.sync()
    (there,) = arrived(officer)
    seen = decision_view.read(officer.session, there)
    assert seen is not None
    assert [one.value for one in seen.contact] == ["710"]
    assert [one.value for one in seen.provider] == ["yes"]


def test_every_text_that_would_leave_is_looked_at_and_none_that_stays(sanna):
    case = first_contact(sanna)
    write(
        sanna, "account_and_observations", case, {"account": "Hän teki töitä ilman lupaa.", "observations": "Väsynyt."}
    )
    write(sanna, "note", case, {"text": "Varastaneet hänen passinsa."})
    give(sanna, case, "send_proposal", ["identity"])
    assert proposal_view.view(sanna.session, case).look_at == ()
    give(sanna, case, "send_proposal", ["identity", "account"])
    assert proposal_view.view(sanna.session, case).look_at == (("account_and_observations", "account"),)
    agree(sanna, case, "social_services", "list:county_social", "identity")
    view = opened(sanna, case, reason="Hän myi seksiä.")
    assert view.look_at == (("referral", "reason"),)
    assert view.blocked == "", "the worker decides"


@pytest.mark.parametrize(
    ("contact", "alone", "codes"),
    [
        ({"alone": "part", "interpreter_relation": "came_with_person"}, "part", ("unsafe_interpreter",)),
        ({"interpreter_kind": "device"}, "", ("interpreting_device",)),
        ({"alone": "whole_time", "interpreter_kind": "professional_remote"}, "whole_time", ()),
    ],
)
def test_how_the_meeting_was_stands_beside_consent_and_account(sanna, contact, alone, codes):
    case, _ = cases.open_new(sanna.session)
    assert meeting.read(sanna.session, case) == meeting.Meeting()
    write(sanna, "contact", case, contact)
    found = meeting.read(sanna.session, case)
    assert (found.alone, found.codes) == (alone, codes)
    form = records.new_form(sanna.session, "account_and_observations", case)
    assert form.values().get("account_through") == contact.get("interpreter_kind")


@pytest.mark.parametrize(
    ("answer", "first"), [("not_yet", True), ("unknown", True), ("yes", False), ("never_danger", False)]
)
def test_with_a_child_who_may_be_contacted_comes_before_who_must_agree(sanna, answer, first):
    case, _ = cases.open_new(sanna.session)
    write(sanna, "person", case, {"age_band": "15_17"})
    assert meeting.read(sanna.session, case).representative_first
    write(sanna, "representative", case, {"relation": "custodian", "may_be_contacted": answer})
    assert meeting.read(sanna.session, case).representative_first is first
    assert consent.read(sanna.session, case).child
