from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desktop_app.i18n import formats

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, 20, tzinfo=UTC)
SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "written"),
    [("fi", "1.2.2025"), ("sv", "1.2.2025"), ("en", "1 February 2025"), ("fr", "1 février 2025")],
)
def test_a_date(language: str, written: str):
    assert formats.date(date(2025, 2, 1), language) == written
    assert formats.date("2025-02-01", language) == formats.date(date(2025, 2, 1), language)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fi", "ma 23.11.2026 klo 13.40"),
        ("sv", "mån 23.11.2026 kl. 13.40"),
        ("en", "Mon 23 November 2026 13:40"),
    ],
)
def test_a_moment(language: str, written: str):
    assert formats.datetime_("2026-11-23T13:40+02:00", language) == written
    assert formats.datetime_("2026-11-23T11:40:00.000Z", language) == written
    assert formats.datetime_(datetime(2026, 11, 23, 11, 40, tzinfo=UTC), language) == written


def test_moments_are_told_by_the_clocks_of_finland_summer_and_winter():
    assert formats.time("2026-07-01T21:30:00Z", "fi") == "klo 0.30"
    assert formats.date("2026-07-01T21:30:00Z", "fi") == "2.7.2026"
    assert formats.time("2026-12-01T21:30:00Z", "fi") == "klo 23.30"


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("2026-11-23T09:05+02:00", {"fi": "klo 9.05", "sv": "kl. 9.05", "en": "09:05"}),
        ("2026-11-23T18:00+02:00", {"fi": "klo 18", "sv": "kl. 18", "en": "18:00"}),
    ],
)
def test_a_time(moment: str, written: dict[str, str]):
    assert {language: formats.time(moment, language) for language in written} == written


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2026-11-23", {"fi": "tänään", "sv": "i dag", "en": "today"}),
        ("2026-11-22", {"fi": "eilen", "sv": "i går", "en": "yesterday"}),
        ("2026-11-24", {"fi": "huomenna", "sv": "i morgon", "en": "tomorrow"}),
        ("2026-11-21", {"fi": "la 21.11.", "sv": "lö 21.11", "en": "Sat 21 Nov"}),
        ("2026-11-25", {"fi": "ke 25.11.", "sv": "ons 25.11", "en": "Wed 25 Nov"}),
        ("2027-02-26", {"fi": "pe 26.2.2027", "sv": "fre 26.2.2027", "en": "Fri 26 Feb 2027"}),
    ],
)
def test_a_day_as_spoken(day: str, written: dict[str, str]):
    assert {language: formats.day_in_words(day, MONDAY, language) for language in written} == written


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("2026-11-23T16:30+02:00", {"fi": "klo 16.30", "sv": "kl. 16.30", "en": "16:30"}),
        ("2026-11-22T18:00+02:00", {"fi": "eilen klo 18", "sv": "i går kl. 18", "en": "yesterday 18:00"}),
        ("2026-11-21T20:14+02:00", {"fi": "la 21.11. klo 20.14", "sv": "lö 21.11 kl. 20.14", "en": "Sat 21 Nov 20:14"}),
    ],
)
def test_a_moment_as_spoken(moment: str, written: dict[str, str]):
    assert {language: formats.moment_in_words(moment, NOW, language) for language in written} == written


def test_the_day_at_the_head_of_a_page():
    assert formats.long_day(MONDAY, "fi") == "maanantaina 23. marraskuuta"
    assert formats.long_day("2026-11-19", "sv") == "torsdag 19 november"
    assert formats.long_day("2025-03-16", "en") == "Sunday 16 March"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2026", {"fi": "2026", "sv": "2026", "en": "2026"}),
        ("2026-11", {"fi": "marraskuu 2026", "sv": "november 2026", "en": "November 2026"}),
        ("2026-11-05", {"fi": "5.11.2026", "sv": "5.11.2026", "en": "5 November 2026"}),
    ],
)
def test_a_date_known_in_part(value: str, written: dict[str, str]):
    assert {language: formats.partial_date(value, language) for language in written} == written


def test_numbers_have_their_own_signs():
    assert formats.number(1234567.5, "fi") == f"1{SPACE}234{SPACE}567,5"
    assert formats.number(1234.5, "sv", decimals=2) == f"1{SPACE}234,50"
    assert formats.number(1234.5, "en") == "1,234.5"
    assert formats.number(0, "fi") == "0"


def test_lists_read_as_sentences():
    assert [formats.list_(items, "fi") for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        *("", "a", "a ja b", "a, b ja c"),
    ]
    assert formats.list_(["a", "b"], "sv") == "a och b"
    assert formats.list_(["a", "b", "c"], "en") == "a, b and c"
    assert formats.list_(["a", "b"], "ru") == "a и b"


def test_durations():
    assert [formats.duration_days(n, "fi") for n in (1, 2)] == [f"1{SPACE}pv", f"2{SPACE}pv"]
    assert [formats.duration_days(n, "sv") for n in (1, 2)] == [f"1{SPACE}dag", f"2{SPACE}dagar"]
    assert [formats.duration_days(n, "en") for n in (1, 2)] == [f"1{SPACE}day", f"2{SPACE}days"]


def test_days_between_count_midnights_in_finland():
    assert formats.days_between("2026-11-22T21:59:00Z", NOW) == 1
    assert formats.days_between("2026-11-22T22:01:00Z", NOW) == 0
    assert formats.days_between("2026-11-25T00:00:00Z", NOW) == 0


@pytest.mark.parametrize("language", ["ar", "ckb", "fa", "prs", "ti", "ro", "uk", "fi-simple", "kmr", "xx"])
def test_a_date_in_a_language_of_the_sheets_names_its_month_and_year(language: str):
    written = formats.date("2026-11-23", language)
    digits = "".join(str(int(letter)) for letter in written if letter.isdigit())
    assert "2026" in digits
    assert "23" in digits
    assert "11/" not in written


@pytest.mark.parametrize(("language", "words"), [("fi", "”Ei nyt.”"), ("sv", "”Ei nyt.”"), ("en", "“Ei nyt.”")])
def test_what_somebody_said_stands_in_the_marks_of_the_language(language, words):
    assert formats.quoted(" Ei nyt. ", language) == words
