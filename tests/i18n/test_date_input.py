"""Days and times as people type them."""

from datetime import date, time

import pytest

from desktop_app.i18n.date_input import DateNotUnderstood, parse_date, parse_moment, parse_partial, parse_time

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("3.3.", "fi", date(2027, 3, 3)),
        ("3.3", "sv", date(2027, 3, 3)),
        ("3.3.2026", "fi", date(2026, 3, 3)),
        ("3.3.26", "fi", date(2026, 3, 3)),
        ("3/3/2026", "en", date(2026, 3, 3)),
        ("2026-03-03", "en", date(2026, 3, 3)),
        ("21.11.", "fi", date(2026, 11, 21)),
        ("3.1.", "fi", date(2027, 1, 3)),
        ("eilen", "fi", date(2026, 11, 22)),
        ("i går", "sv", date(2026, 11, 22)),
        ("igår", "fi", date(2026, 11, 22)),
        ("yesterday", "en", date(2026, 11, 22)),
        ("toissapäivänä", "fi", date(2026, 11, 21)),
        ("Huomenna", "fi", date(2026, 11, 24)),
        ("ke", "fi", date(2026, 11, 25)),
        ("keskiviikkona", "fi", date(2026, 11, 25)),
        ("mån 14", "sv", date(2026, 12, 14)),
        ("ons 25.11", "sv", date(2026, 11, 25)),
        ("lö 21.11", "sv", date(2026, 11, 21)),
        ("ma 23.11.2026", "fi", date(2026, 11, 23)),
        ("3. maaliskuuta 2026", "fi", date(2026, 3, 3)),
        ("3 mars 2026", "sv", date(2026, 3, 3)),
        ("den 3 mars 2026", "sv", date(2026, 3, 3)),
        ("3 March 2026", "en", date(2026, 3, 3)),
        ("March 3rd, 2026", "en", date(2026, 3, 3)),
        ("Mon 23 November 2026", "en", date(2026, 11, 23)),
    ],
)
def test_a_day_is_understood_as_people_write_it(text, language, day):
    assert parse_date(text, language, TODAY) == day


def test_without_a_year_the_past_and_the_future_can_be_meant():
    assert parse_date("3.3.", "fi", TODAY, "past") == date(2026, 3, 3)
    assert parse_date("3.3.", "fi", TODAY, "future") == date(2027, 3, 3)
    assert parse_date("la", "fi", TODAY, "past") == date(2026, 11, 21)
    assert parse_date("la", "fi", TODAY, "future") == date(2026, 11, 28)
    assert parse_date("29.2.", "fi", TODAY, "past") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "month", "days", "year"),
    [("31.2.2026", 2, 28, 2026), ("31.4.2026", 4, 30, 2026), ("29.2.2026", 2, 28, 2026), ("30.2.2028", 2, 29, 2028)],
)
def test_an_impossible_day_names_the_length_of_the_month(text, month, days, year):
    with pytest.raises(DateNotUnderstood) as caught:
        parse_date(text, "fi", TODAY)
    assert caught.value.code == "no_such_day"
    assert caught.value.details == {"year": year, "month": month, "days": days}


@pytest.mark.parametrize("text", ["", "kirjastossa", "3.13.2026", "99", "3.3.26262", "mån 32", "1.1.0001"])
def test_what_is_no_day_is_said_to_be_none(text):
    with pytest.raises(DateNotUnderstood) as caught:
        parse_date(text, "fi", TODAY)
    assert caught.value.code == "not_a_date"


def test_a_weekday_that_contradicts_its_date_is_noticed():
    with pytest.raises(DateNotUnderstood) as caught:
        parse_date("ti 23.11.2026", "fi", TODAY)
    assert caught.value.code == "wrong_weekday"


@pytest.mark.parametrize(
    ("text", "language", "day", "clock"),
    [
        ("ma 23.11.2026 klo 13.40", "fi", TODAY, time(13, 40)),
        ("mån 23.11.2026 kl. 13.40", "sv", TODAY, time(13, 40)),
        ("Mon 23 November 2026 13:40", "en", TODAY, time(13, 40)),
        ("klo 13.40", "fi", TODAY, time(13, 40)),
        ("13:40", "fi", TODAY, time(13, 40)),
        ("eilen klo 18", "fi", date(2026, 11, 22), time(18, 0)),
        ("i går kl 9.05", "sv", date(2026, 11, 22), time(9, 5)),
        ("yesterday at 1.40 pm", "en", date(2026, 11, 22), time(13, 40)),
        ("yesterday 6 pm", "en", date(2026, 11, 22), time(18, 0)),
        ("21.11. 9.30", "fi", date(2026, 11, 21), time(9, 30)),
        ("eilen", "fi", date(2026, 11, 22), None),
        ("21.11.2026", "fi", date(2026, 11, 21), None),
    ],
)
def test_a_moment_is_a_day_with_or_without_its_time(text, language, day, clock):
    moment = parse_moment(text, language, TODAY)
    assert (moment.day, moment.time) == (day, clock)


@pytest.mark.parametrize("text", ["klo 25", "klo 13.75", "klo aamulla", "13 pm"])
def test_an_impossible_time_is_said_to_be_one(text):
    with pytest.raises(DateNotUnderstood) as caught:
        parse_time(text)
    assert caught.value.code == "no_such_time"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1998", "fi", "1998"),
        ("3.2026", "fi", "2026-03"),
        ("2026-03", "fi", "2026-03"),
        ("maaliskuu 2026", "fi", "2026-03"),
        ("maaliskuussa", "fi", "2026-03"),
        ("mars 2026", "sv", "2026-03"),
        ("December", "en", "2025-12"),
        ("3.3.2026", "fi", "2026-03-03"),
        ("eilen", "fi", "2026-11-22"),
    ],
)
def test_a_year_or_a_month_alone_is_enough_for_a_partial_date(text, language, value):
    assert parse_partial(text, language, TODAY) == value
