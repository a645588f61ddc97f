from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.law import rule_on, rules, sections
from desktop_app.domain.moment import months_later
from desktop_app.domain.timeline import appeal_by, period_limit, period_problems
from desktop_app.domain.working_days import working_days
from desktop_app.errors import LuotsiError
from tests.domain.data import data
from tests.domain.given import record

RULES = rules(data("law/rules.json"))
DAYS = working_days(data("law/calendar.json"))
SECTIONS = {each.code: each for each in sections(data("law/sections.json"))}


def period(starts, ends=None):
    return record("reflection_period", {"event": "given", "starts_on": starts, "ends_on": ends})


def test_thirty_days_from_service_to_appeal_and_nothing_before_service_is_known():
    ending = record("ending", {"decided_on": "2026-02-04", "served_on": "2026-02-04"})
    found = appeal_by(ending, RULES, DAYS)
    assert found is not None
    assert found.on == date(2026, 3, 6)
    assert SECTIONS[found.rule.section].act == "808/2019"
    assert not found.rule.confirmed
    assert appeal_by(record("decision", {"decided_on": "2026-02-04"}), RULES, DAYS) is None


def test_six_months_in_all_is_the_outer_limit_of_reflection_periods():
    periods = [period("2025-02-14", "2025-03-16"), period("2025-03-17", "2025-05-15")]
    found = period_limit(periods, RULES, DAYS)
    assert found is not None
    assert found.on == date(2025, 8, 14)
    assert found.rule.section == "aliens_52b"
    assert period_problems(periods, RULES, DAYS) == ()
    assert period_limit([], RULES, DAYS) is None
    assert period_problems([], RULES, DAYS) == ()


def test_a_period_that_does_not_fit_is_said_and_not_refused():
    assert period_problems([period("2025-02-14", "2025-03-01")], RULES, DAYS) == ("reflection_period_too_short",)
    assert period_problems([period("2025-02-14", "2025-08-15")], RULES, DAYS) == ("reflection_period_too_long",)


def test_the_recovery_period_is_history():
    assert rule_on(RULES, "recovery_period", date(2022, 12, 31)) is not None
    assert rule_on(RULES, "recovery_period", date(2023, 1, 1)) is None


def test_every_rule_names_a_section_with_the_day_of_its_text():
    assert all(rule.section in SECTIONS for rule in RULES)
    assert all(section.as_of for section in SECTIONS.values())
    assert [section.code for section in SECTIONS.values() if section.lets_tell] == ["reception_58"]
    for row in data("law/sections.json"):
        assert all(row[language] for language in ("fi", "sv", "en"))


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        ["x"],
        [{}],
        [{"code": "a", "act": "b", "section": "c", "as_of": "once"}],
        [{"code": "a", "section": "b", "days": "many"}],
    ],
)
def test_damaged_law_data_is_noticed(damaged):
    for read in (rules, sections):
        with pytest.raises(LuotsiError, match="law_data_damaged"):
            read(damaged)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or months_later(later, 0).day < day.day
