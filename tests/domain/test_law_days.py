"""Days that the law gives, table by table: month ends, leap days, the change of clocks, a law that changes."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.kinds import KINDS
from desktop_app.domain.law import rule_on, rules
from desktop_app.domain.timeline import appeal_by, period_limit, period_problems
from desktop_app.domain.working_days import working_days
from tests.domain.data import data
from tests.domain.given import record

RULES = rules(data("law/rules.json"))
DAYS = working_days(data("law/calendar.json"))

#: A later version of the law as it would be written: the old row gets an end, a new row begins the day after.
LATER = rules(
    [
        {"code": "appeal_time", "section": "procedure_13", "days": 30, "begins": "2020-01-01", "ends": "2026-06-11",
         "as_of": "2026-01-01", "confirmed": True, "source": "Finlex"},
        {"code": "appeal_time", "section": "procedure_13", "days": 37, "begins": "2026-06-12", "ends": None,
         "as_of": "2026-06-12", "confirmed": False, "source": "Finlex"},
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("served", "last"),
    [
        ("2026-01-30", date(2026, 3, 1)),
        ("2024-01-30", date(2024, 2, 29)),
        ("2024-02-29", date(2024, 3, 30)),
        ("2026-03-28", date(2026, 4, 27)),  # the clocks change on the 29th
        ("2026-10-24", date(2026, 11, 23)),  # and back on the 25th
        ("2025-12-31", date(2026, 1, 30)),
    ],
)
@pytest.mark.parametrize("kind", ["decision", "ending"])
def test_the_last_day_to_appeal(kind, served, last):
    found = appeal_by(record(kind, {"served_on": served}), RULES, DAYS)
    assert found is not None
    assert found.on == last


@pytest.mark.parametrize(
    ("starts", "limit"),
    [
        ("2025-08-31", date(2026, 2, 28)),
        ("2023-08-31", date(2024, 2, 29)),
        ("2024-02-29", date(2024, 8, 29)),
        ("2026-09-30", date(2027, 3, 30)),
    ],
)
def test_the_outer_limit_of_reflection_periods(starts, limit):
    found = period_limit([record("reflection_period", {"starts_on": starts})], RULES, DAYS)
    assert found is not None
    assert found.on == limit


@pytest.mark.parametrize(
    ("ends", "problems"),
    [
        ("2025-03-15", ("reflection_period_too_short",)),
        ("2025-03-16", ()),
        ("2025-08-14", ()),
        ("2025-08-15", ("reflection_period_too_long",)),
    ],
)
def test_a_period_is_checked_on_both_sides_of_each_limit(ends, problems):
    period = record("reflection_period", {"starts_on": "2025-02-14", "ends_on": ends})
    assert period_problems([period], RULES, DAYS) == problems


@pytest.mark.parametrize(
    ("served", "last", "confirmed"),
    [("2026-06-11", date(2026, 7, 11), True), ("2026-06-12", date(2026, 7, 19), False)],
)
def test_a_law_that_changes_is_a_row_of_data(served, last, confirmed):
    found = appeal_by(record("decision", {"served_on": served}), LATER, DAYS)
    assert found is not None
    assert (found.on, found.rule.confirmed) == (last, confirmed)


def test_one_version_of_a_rule_at_most_is_law_on_a_day():
    for rule in RULES:
        edges = [rule.begins, *([rule.ends] if rule.ends else [])]
        for day in edges:
            assert sum(one.code == rule.code and one.in_force_on(day) for one in RULES) == 1


def test_no_day_is_computed_for_what_the_law_leaves_open():
    assert {rule.code for rule in RULES if rule_on(RULES, rule.code, date(2026, 11, 28))} == {
        "appeal_time",
        "reflection_period_least",
        "reflection_period_most",
        "urgent_need",
        "assessment_begun_for_child",
        "assessment_done_for_child",
    }


def test_nothing_of_a_notification_can_be_copied_to_a_shared_stream():
    for field in KINDS["statutory_notification"].fields:
        assert not field.into_proposal
        assert not field.into_referral
        assert not field.told_back
