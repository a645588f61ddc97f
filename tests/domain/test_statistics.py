"""What a case adds to the counts, as the catalogue's statistics name it; and what of it is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.proceedings import PROCEEDINGS
from desktop_app.domain.statistics import Key, counted, counted_consultation, counted_erased
from desktop_app.domain.statistics_release import (
    PLACES,
    is_half,
    may_be_fixed,
    parts,
    shown,
    to_be_told,
)
from desktop_app.ledger.canonical import Json
from tests.domain.given import OTHER, OWN, record
from tests.domain.values import values_of

SYSTEM = OrgKind.ASSISTANCE_SYSTEM


def decision(outcome="admitted", ground="victim_35_1", on="2025-03-04", **more):
    values = {"outcome": outcome, "decided_on": on, **more}
    return record("decision", {**values, "ground": ground} if outcome == "admitted" else values)


def of(*records):
    return set(counted(records, OWN))


def test_one_victim_and_one_accompanying_child_are_counted_apart():
    elias = of(decision(), record("person", {"gender": "man", "age_band": "15_17"}))
    sister = of(decision(ground="child_35_3"), record("person", {"gender": "woman", "age_band": "under_12"}))
    assert {Key("2025-1", "outcomes", "victim"), Key("2025", "came", "victim")} <= elias
    assert {Key("2025", "age", "under_18"), Key("2025", "sex", "boy")} <= elias
    assert sister == {Key("2025-1", "outcomes", "child"), Key("2025", "came", "child")}, "of children the number only"


@pytest.mark.parametrize(("place", "cell"), [("finland", "finland"), ("both", "finland"), ("abroad", "abroad")])
def test_what_began_elsewhere_and_went_on_here_counts_as_finland(place, cell):
    keys = of(decision(place_counted=place, primary_form="sexual"))
    assert Key("2025", "place", cell) in keys
    assert Key("2025", f"form_{cell}", "sexual") in keys


def test_sector_citizenship_and_residence_are_told_of_those_exploited_in_finland_alone():
    person = record("person", {"citizenships": ["TH"], "residence_basis": "visa", "gender": "woman"})
    account = record("account_and_observations", {"sector": "forestry"})
    here = of(decision(place_counted="finland"), person, account)
    assert {("sector", "forestry"), ("citizenship", "TH"), ("residence", "visa")} <= {key[1:] for key in here}
    assert Key("2025", "sex", "woman") in here, "an unknown age makes nobody a girl"
    there = {key.table for key in of(decision(place_counted="abroad"), person, account)}
    assert not there & {"sector", "citizenship", "residence"}


def test_what_is_not_known_stands_in_no_cell():
    keys = of(
        decision(place_counted="unknown", primary_form="unclear"),
        record("person", {"gender": "not_recorded", "age_band": "unknown"}),
    )
    assert {key.table for key in keys} == {"outcomes", "came"}


def test_the_age_is_that_of_the_day_of_the_decision_and_a_year_of_birth_means_its_last_day():
    def age(born, on):
        keys = of(decision(on=on), record("person", {"date_of_birth": born, "age_band": "50_plus"}))
        return next(key.cell for key in keys if key.table == "age")

    assert age("2007-05-05", "2025-05-04") == "under_18"
    assert age("2007-05-05", "2025-05-05") == "18_29"
    assert age("1995", "2025-06-01") == "18_29"
    assert age("1975", "2025-12-31") == "50_plus"


def test_an_ending_takes_the_client_out_of_later_years():
    keys = of(decision(on="2024-10-01"), record("ending", {"ground": "no_need_38f_1", "decided_on": "2026-02-01"}))
    counts = dict.fromkeys(keys, 40)
    told = {year: to_be_told(year, counts, SYSTEM).get(Key(year, "clients", "victim")) for year in ("2024", "2025")}
    assert told == {"2024": 25, "2025": 25}
    assert Key("2026", "clients", "victim") not in to_be_told("2026", counts, SYSTEM)
    assert to_be_told("2026", counts, SYSTEM)[Key("2026", "endings", "no_need_38f_1")] == 40


def test_only_the_own_stream_counts_and_each_proposal_once():
    received: dict[str, Json] = {
        "received_on": "2025-07-01",
        "proposer_type": "police",
        "type": "by_actor",
        "from": ["a", "b", "c"],
    }
    twice = [record("proposal_received", received, name=name) for name in "ab"]
    assert counted(twice, OWN) == (Key("2025-2", "proposals", "police"),)
    assert counted([record("decision", {"outcome": "lapsed", "decided_on": "2025-01-01"}, org=OTHER)], OWN) == ()
    assert counted([record("person", {"gender": "woman"}, stream=b"a" * 16)], OWN) == ()
    own = record("proposal_received", received | {"type": "by_person"})
    assert counted([own], OWN) == (Key("2025-2", "proposals", "by_person"),)


def test_contacts_and_sheets_count_where_they_were_and_not_where_they_were_taken_over():
    met = record("contact", {"occurred_at": "2025-06-30T23:30+03:00"})
    given_ = record("information_given", {"given_at": "2025-07-01T09:00+03:00", "sheet": "x/ar/1/draft"})
    assert of(met, given_) == {Key("2025-1", "contacts", "all"), Key("2025-2", "sheets", "all")}
    assert of(record("contact", {"occurred_at": "2025-06-30T23:30+03:00", "from": ["a", "b", "c"]})) == set()


def test_a_consultation_stays_counted_when_its_day_has_come_and_not_when_struck_out_by_hand():
    row: Json = {"record": "x", "field": "*", "at": "2025-04-08T12:00:00.000Z", "by": "y"}
    note: dict[str, Json] = {"kind": "consultation", "reason": "retention", "fields": [row]}
    assert counted_erased(note) == (Key("2025-1", "consultations", "all"),)
    assert counted_erased(note | {"reason": "by_hand"}) == ()
    assert counted_erased(note | {"kind": "note"}) == ()


def test_a_consultation_counts_without_a_person():
    keys = counted_consultation({"occurred_at": "2025-02-01T10:00+02:00", "why_not_named": "fear_of_persons"}, "")
    assert keys == (Key("2025-1", "consultations", "all"), Key("2025-1", "reasons", "fear_of_persons"))


@pytest.mark.parametrize("field", ["outcome", "ground", "decided_on"])
def test_what_two_have_written_differently_counts_when_somebody_has_chosen(field):
    values = {"outcome": "admitted", "ground": "victim_35_1", "decided_on": "2025-03-04"}
    disputed = record("decision", values, conflicts={field: (values[field], "x")})
    assert not any(key.table == "outcomes" for key in counted([disputed], OWN))


def test_a_text_that_is_no_code_counts_nowhere():
    assert all(key.table != "form_finland" for key in of(decision(place_counted="finland", primary_form="a b\nc")))


@given(st.lists(values_of(PROCEEDINGS), min_size=1, max_size=3), st.booleans())
def test_no_state_of_criminal_proceedings_changes_a_count(proceedings, admitted):
    base = [
        decision("admitted" if admitted else "not_admitted", place_counted="finland", primary_form="forced_labour"),
        record("person", {"gender": "woman", "age_band": "18_29", "citizenships": ["TH"]}),
        record("account_and_observations", {"sector": "care"}),
    ]
    apart = [
        record(PROCEEDINGS.name, values, name=f"apart {n}", at=f"20{60 + n}-01-01T00:00:00.000Z")
        for n, values in enumerate(proceedings)
    ]
    assert counted([*base, *apart], OWN) == counted(base, OWN)


def test_figures_are_rounded_down_and_what_is_under_five_is_left_out():
    counts = {Key("2025-1", "proposals", "police"): 14, Key("2025-1", "proposals", "parish"): 4}
    assert to_be_told("2025-1", counts, SYSTEM) == {Key("2025-1", "proposals", "police"): 10}
    (table, _) = shown("2025-1", "", to_be_told("2025-1", counts, SYSTEM), {"proposals": ["parish", "police"]}, SYSTEM)
    assert [(row.cell, row.number, row.under) for row in table.figures] == [("police", 10, 5), ("parish", 0, 5)]


def test_a_sum_is_the_sum_of_what_is_told_and_says_how_little_it_may_be():
    counts = {Key(half, "proposals", "parish"): 4 for half in ("2025-1", "2025-2")}
    told = {key: n for half in ("2025-1", "2025-2") for key, n in to_be_told(half, counts, SYSTEM).items()}
    (table, *_) = shown("2025", "", told, {"proposals": ["parish"]}, SYSTEM)
    assert table.figures[0].number == 0
    assert table.figures[0].under == 10


def test_an_outreach_organisation_has_its_own_counts_and_none_of_the_others():
    counts = {
        Key("2025-1", "contacts", "all"): 12,
        Key("2025-1", "proposals", "police"): 12,
        Key("2025", "age", "a"): 9,
    }
    assert set(to_be_told("2025-1", counts, OrgKind.OUTREACH)) == {Key("2025-1", "contacts", "all")}
    assert to_be_told("2025", counts, OrgKind.OUTREACH) == {}
    assert "contacts" not in {key.table for key in to_be_told("2025-1", counts, SYSTEM)}
    tables = [table.code for table in shown("2025", "", {}, {}, OrgKind.OUTREACH)]
    assert tables == ["contacts", "sheets", "consultations", "reasons"]


def test_a_period_waits_a_month_and_a_year_needs_its_halves():
    assert not may_be_fixed("2025-1", date(2025, 7, 30))
    assert may_be_fixed("2025-1", date(2025, 7, 31))
    assert not may_be_fixed("2025", date(2026, 1, 30))
    assert may_be_fixed("2025", date(2026, 1, 31))
    assert parts("2025") == ("2025-1", "2025-2", "2025")
    assert parts("2025-2") == ("2025-2",)
    assert [is_half(period) for period in ("2025", "2025-1")] == [False, True]
    for wrong in ("2025-3", "25", "2025-", "x"):
        with pytest.raises(ValueError):
            may_be_fixed(wrong, date(2026, 1, 31))


def test_nothing_is_told_by_municipality_and_what_is_told_of_places_is_told_once():
    tables = {place: {table.code for table in shown("2025", place, {}, {}, SYSTEM)} for place in PLACES}
    assert not tables[""] & tables["finland"]
    assert not tables["finland"] & tables["abroad"]
    assert not any("municipality" in code for codes in tables.values() for code in codes)
