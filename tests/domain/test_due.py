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
