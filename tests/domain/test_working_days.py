"""Working days in Finland against dates known from calendars; and data that change instead of code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.working_days import easter_sunday, working_days
from desktop_app.errors import LuotsiError
from tests.domain.data import data

DAYS = working_days(data("law/calendar.json"))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2023, 4, 9), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25), (1818, 3, 22)],
)
def test_easter(year, month, day):
    assert easter_sunday(year) == date(year, month, day)


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_from_22_march_to_25_april(year):
    found = easter_sunday(year)
    assert found.isoweekday() == 7
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


@pytest.mark.parametrize(
    "off",
    [
        "2025-01-01", "2025-01-06", "2025-04-18", "2025-04-21", "2025-05-01", "2025-05-29", "2025-06-20", "2025-06-21",
        "2025-11-01", "2025-12-24", "2025-12-25", "2025-12-26", "2026-04-03", "2026-04-06", "2026-05-14", "2026-06-19",
        "2026-10-31", "2027-12-06", "2024-06-21", "2025-04-12", "2025-04-13",
    ],
)  # fmt: skip
def test_a_day_off_is_no_working_day(off):
    assert not DAYS.counts(date.fromisoformat(off))


@pytest.mark.parametrize(
    "day", ["2025-04-17", "2025-04-22", "2025-06-19", "2025-06-23", "2025-12-23", "2025-12-29", "2024-02-29"]
)
def test_the_days_beside_a_day_off_are_working_days(day):
    assert DAYS.counts(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("came", "seventh"),
    [
        ("2025-04-08", "2025-04-17"),
        ("2025-04-11", "2025-04-24"),  # Easter lies between
        ("2025-12-19", "2026-01-05"),  # Christmas and the new year
        ("2025-06-16", "2025-06-26"),  # Midsummer
        ("2024-02-22", "2024-03-04"),  # the leap day counts
        ("2026-03-26", "2026-04-08"),  # the clocks change on the 29th, then Easter
        ("2025-05-03", "2025-05-13"),  # come on a Saturday
    ],
)
def test_the_seventh_working_day(came, seventh):
    assert DAYS.later(date.fromisoformat(came), 7) == date.fromisoformat(seventh)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 30))
def test_later_is_a_working_day_and_the_number_of_them_between(day, count):
    later = DAYS.later(day, count)
    assert DAYS.counts(later)
    assert sum(DAYS.counts(day + timedelta(days=n)) for n in range(1, (later - day).days + 1)) == count


def test_a_day_off_that_the_law_gives_up_or_brings_is_a_row_of_data():
    changed = {**data("law/calendar.json")}
    changed["days_off"] = [
        *({**row, "ends": "2026-12-31"} if row["code"] == "epiphany" else row for row in changed["days_off"]),
        {"code": "new", "month": 9, "day": 1, "begins": "2027-01-01", "ends": None},
    ]
    later = working_days(changed)
    assert [later.counts(date(year, 1, 6)) for year in (2026, 2027)] == [False, True]
    assert [later.counts(date(year, 9, 1)) for year in (2026, 2027)] == [True, False]


@pytest.mark.parametrize(
    "damaged",
    [[], {}, {"working_weekdays": [1]}, {"working_weekdays": [1], "as_of": "2026-01-01", "days_off": [{"code": "x"}]},
     {"working_weekdays": [1], "as_of": "2026-01-01", "days_off": [{"code": "x", "begins": "2026-01-01"}]}],
)  # fmt: skip
def test_a_damaged_calendar_is_noticed(damaged):
    with pytest.raises(LuotsiError, match="law_data_damaged"):
        working_days(damaged)
