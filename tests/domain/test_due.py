from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.written_dates import dates_in, with_day
from tests.domain.given import case_file, consent, record

SINCE = date(2025, 11, 20)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("tavataan 26.11. klo 14", [date(2025, 11, 26)]),
        ("tavataan 3.1. klo 14", [date(2026, 1, 3)]),
        ("vi ses 5.12.2025 kl. 14.30", [date(2025, 12, 5)]),
        ("soitan 1. 12. tai 2025-12-03", [date(2025, 12, 1), date(2025, 12, 3)]),
        ("klo 12.10. soitan", []),
        ("30.2.2026 ei ole päivä, 31.13. ei liioin", []),
        ("29.2. voi olla karkauspäivä", []),
        ("puh. 040 123 4567, 1.2.3.4", []),
        ("sovitaan myöhemmin", []),
    ],
)
def test_days_written_in_what_was_agreed_are_found(text, days):
    assert [*dates_in(text, SINCE)] == days


@given(st.text())
def test_any_sentence_can_be_read(text):
    assert all(isinstance(day, date) for day in dates_in(text, SINCE))


@given(st.dates(date(2025, 11, 20), date(2026, 11, 19)).filter(lambda day: (day.month, day.day) != (2, 29)))
def test_a_day_without_a_year_is_the_next_such_day(day):
    assert dates_in(f"tavataan {day.day}.{day.month}. torilla", SINCE) == (day,)


def test_a_day_takes_the_place_of_the_first_one_written_or_stands_at_the_end():
    day = date(2025, 12, 5)
    assert with_day("tavataan 26.11. klo 14", day) == "tavataan 5.12.2025 klo 14"
    assert with_day("klo 12.10. soitan", day) == "klo 12.10. soitan 5.12.2025"
    assert with_day("", day) == "5.12.2025"


def test_only_what_was_agreed_last_is_due():
    first = record("contact", {"occurred_at": "2025-03-03T19:40+02:00", "next_step": "tavataan 5.3. kirjastossa"})
    second = record("contact", {"occurred_at": "2025-03-05T10:00+02:00", "next_step": "soitan sunnuntaina 9.3."})
    assert [each.on for each in case_file(first, second).due()] == [date(2025, 3, 9)]
    never_dated = record("contact", {"next_step": "soitan 9.3."}, at="unreadable")
    assert case_file(never_dated).due() == ()


def test_a_later_snapshot_takes_the_place_of_an_earlier():
    first = record("safety_assessment", {"travel_on": "2025-06"}, at="2025-03-01T00:00:00.000Z")
    second = record("safety_assessment", {"travel_on": "2025-07-01"}, at="2025-03-02T00:00:00.000Z")
    assert [each.on for each in case_file(first, second).due()] == [date(2025, 7, 1)]
    assert [each.on for each in case_file(first).due()] == [date(2025, 6, 1)]


def test_nothing_lapses_a_missed_review_stays_due():
    review = record("review", {"next_on": "2024-12-24"}, at="2024-10-08T00:00:00.000Z")
    file = case_file(review)
    assert [(each.code, each.in_lists) for each in file.due()] == [("review", True)]
    assert file.summary().next_at == "2024-12-24"


def test_a_consent_that_ends_is_due_for_each_consent():
    consents = [consent("police", until="2025-12-31"), consent("shelter", until="2025-10-01")]
    assert [each.on for each in case_file(*consents).due()] == [date(2025, 10, 1), date(2025, 12, 31)]


def test_the_last_day_of_a_measure_is_due_until_it_has_ended():
    going_on = record("assistance_measure", {"measure": "A01", "state": "ongoing", "to_on": "2026-01-31"})
    ended = record("assistance_measure", {"measure": "A02", "state": "ended", "to_on": "2026-01-30"})
    declined = record("assistance_measure", {"measure": "A03", "state": "declined", "to_on": "2026-01-29"})
    found = case_file(going_on, ended, declined).due()
    assert [(each.code, each.on, each.in_lists) for each in found] == [("measure_ends", date(2026, 1, 31), True)]


def test_every_day_that_somebody_has_to_mind_is_due_for_whoever_holds_it():
    held = [
        record("person", {"residence_until": "2026-01-01", "removal_on": "2026-01-02"}),
        record("safety_assessment", {"safe_until": "2026-01-03T10:00+02:00", "travel_on": "2026-01-04"}),
        record("reflection_period", {"event": "given", "ends_on": "2026-01-05"}),
        record("needs_assessment", {"look_again_on": "2026-01-06"}),
        record("review", {"next_on": "2026-01-07"}),
        record("ending", {"help_until": "2026-01-08"}),
        consent("police", until="2026-01-09"),
        record("contact", {"occurred_at": "2026-01-01T10:00+02:00", "next_step": "soitan 10.1."}),
        record("assistance_measure", {"state": "offered", "to_on": "2026-01-11"}),
    ]
    found = case_file(*held).due()
    assert [each.on.day for each in found] == [*range(1, 12)]
    secret = {"residence_ends", "removal", "safe_until", "journey", "period_ends", "help_ends"}
    assert {each.code for each in found if not each.in_lists} == secret


def test_a_permission_that_was_withdrawn_or_given_anew_no_longer_ends_on_its_old_day():
    given = consent("police", until="2025-12-31", at="2025-03-01T10:00+02:00")
    withdrawn = consent("police", "withdrawn", at="2025-03-02T10:00+02:00")
    assert case_file(given, withdrawn).due() == ()
    again = consent("police", until="2026-02-28", at="2025-03-03T10:00+02:00")
    assert [each.on for each in case_file(given, withdrawn, again).due()] == [date(2026, 2, 28)]
