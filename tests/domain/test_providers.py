import pytest

from desktop_app.domain.providers import (
    Situation,
    ask_before_contact,
    beside_proposed,
    measure_provider,
    proposed,
    provides,
)
from tests.domain.data import code_lists, municipalities
from tests.domain.given import record

COUNTY_OF = {row["code"]: row["county_code"] for row in municipalities()}


def kinds(municipality="", basis="", safety=None, **kwargs):
    values = {"municipality_of_residence": municipality, "residence_basis": basis}
    assessed = record("safety_assessment", {"safety_now": safety}) if safety else None
    situation = Situation(record("person", values), assessed, **kwargs)
    return [(each.recipient_kind, each.county) for each in proposed(situation, COUNTY_OF)]


def test_where_the_person_lives_says_who_provides():
    assert kinds("853") == [("county_social", "05"), ("county_health", "05")]  # Turku
    assert kinds("710") == [("county_social", "03"), ("county_health", "03"), ("hus", None)]  # Raseborg
    assert kinds("091") == [("helsinki", "90"), ("hus", None)]
    assert kinds("478") == [("aland_municipality", "91"), ("aland_health", "91")]  # Mariehamn


def test_an_asylum_seeker_without_a_municipality_is_helped_by_the_reception_centre():
    assert kinds(basis="asylum_seeker") == [("reception_centre", None)]
    assert kinds(basis="temporary_protection") == [("reception_centre", None)]
    assert kinds("853", "temporary_protection")[0] == ("county_social", "05")


def test_the_system_itself_provides_for_its_client_and_no_county_is_proposed():
    assert kinds(basis="seasonal_work", is_client=True) == []


@pytest.mark.parametrize("safety", ["not_safe", "unclear"])
def test_tonight_comes_before_any_county(safety):
    assert kinds("853", safety=safety)[:2] == [("social_emergency", None), ("shelter", None)]
    assert kinds("853", danger="threatened")[0] == ("social_emergency", None)
    assert kinds("853", safety="safe")[0] == ("county_social", "05")
    assert ("social_emergency", None) in kinds(safety=safety)


def test_without_any_record_nothing_is_proposed_and_nothing_fails():
    assert proposed(Situation(None), COUNTY_OF) == ()
    assert kinds("999") == []


def test_every_municipality_has_somebody_and_every_proposed_kind_is_a_code():
    known = code_lists()["recipient_kind"]
    for code in COUNTY_OF:
        assert kinds(code)
        assert all(kind in known for kind, _ in kinds(code))


def test_with_non_disclosure_the_person_is_asked_first():
    assert ask_before_contact(record("person", {"non_disclosure": "yes"}))
    assert ask_before_contact(record("person", {}, conflicts={"non_disclosure": ("no", "yes")}))
    assert not ask_before_contact(record("person", {"non_disclosure": "unknown"}))
    assert not ask_before_contact(None)


def beside(municipality="", basis="", person=None, safety=None, **kwargs):
    values = {"municipality_of_residence": municipality, "residence_basis": basis, **(person or {})}
    assessed = record("safety_assessment", safety) if safety else None
    return beside_proposed(Situation(record("person", values), assessed, **kwargs), COUNTY_OF)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"municipality": "853"}, ("rights_advice",)),
        ({"municipality": "091", "danger": "now"}, ("acute", "rights_advice")),
        ({"basis": "asylum_seeker"}, ("together_with_system",)),
        ({"basis": "temporary_protection", "municipality": "853"}, ("rights_advice",)),
        ({"is_client": True}, ("system_provides",)),
        ({}, ("phone_system",)),
        ({"safety": {"safety_now": "not_safe"}}, ("acute", "phone_system")),
        ({"municipality": "853", "person": {"non_disclosure": "yes"}}, ("ask_person_first", "rights_advice")),
        ({"municipality": "853", "safety": {"non_disclosure_wanted": "yes"}}, ("ask_person_first", "rights_advice")),
        ({"municipality": "853", "safety": {"feared_relation": "family"}}, ("ask_person_first", "rights_advice")),
        ({"municipality": "853", "safety": {"non_disclosure_wanted": "no"}}, ("rights_advice",)),
    ],
)
def test_what_stands_above_the_form_follows_the_persons_situation(said, codes):
    assert beside(**said) == codes


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"municipality_of_residence": "853"}, "municipality"),
        ({"has_municipality": "yes", "residence_basis": "temporary_protection"}, "municipality"),
        ({"has_municipality": "no", "residence_basis": "asylum_seeker"}, "reception"),
        ({"reception_centre": "Keksitty vastaanottokeskus"}, "reception"),
        ({"has_municipality": "no"}, "system"),
        ({"has_municipality": "unknown"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_who_provides_is_told_without_naming_a_place(values, code):
    assert provides(record("person", values)) == code


def test_nothing_known_of_the_person_leaves_open_who_provides():
    assert provides(None) == "unknown"


@pytest.mark.parametrize(
    ("values", "by_system", "code"),
    [
        ({"municipality_of_residence": "853"}, True, "county"),
        ({"has_municipality": "yes"}, True, "county"),
        ({"municipality_of_residence": "091"}, False, "helsinki"),
        ({"municipality_of_residence": "478"}, False, "aland_municipality"),
        ({"municipality_of_residence": "091", "non_disclosure": "yes"}, True, ""),
        ({"residence_basis": "asylum_seeker"}, True, "reception_centre"),
        ({"has_municipality": "no"}, True, "joutseno"),
        ({}, True, "joutseno"),
        ({}, False, ""),
    ],
)
def test_a_measure_starts_from_who_provides(values, by_system, code):
    assert measure_provider(record("person", values), COUNTY_OF, by_system=by_system) == code
