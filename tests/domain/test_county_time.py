"""What the law asks of a county: urgent need at once; a begun and a done assessment only for a child."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.county_time import county_limits
from desktop_app.domain.law import rules
from desktop_app.domain.working_days import working_days
from tests.domain.data import data
from tests.domain.given import record

RULES = rules(data("law/rules.json"))
DAYS = working_days(data("law/calendar.json"))
CAME = date(2025, 4, 8)


def limits(*answers, child=True, came=CAME):
    found = county_limits(came, [record("referral_answer", each) for each in answers], RULES, DAYS, child=child)
    return [(each.code, each.on.isoformat()) for each in found]


def test_for_a_child_three_things_are_asked_and_each_says_its_section_unconfirmed():
    assert limits() == [
        ("urgent_need", "2025-04-08"),
        ("assessment_begun_for_child", "2025-04-17"),
        ("assessment_done_for_child", "2025-07-08"),
    ]
    found = county_limits(CAME, [], RULES, DAYS, child=True)
    assert {(each.rule.section, each.rule.confirmed) for each in found} == {("swa_36", False)}


def test_the_law_names_no_day_for_an_adult_so_none_is_computed():
    assert limits(child=False) == [("urgent_need", "2025-04-08")]


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ({"urgent_assessed_on": "2025-04-09"}, ["assessment_begun_for_child", "assessment_done_for_child"]),
        ({"assessment_started_on": "2025-04-15"}, ["urgent_need", "assessment_done_for_child"]),
        ({"assessment_done_on": "2025-05-15"}, ["urgent_need"]),
        ({"outcome": "received"}, ["urgent_need", "assessment_begun_for_child", "assessment_done_for_child"]),
    ],
)
def test_what_has_happened_is_asked_no_more(answer, left):
    assert [code for code, _ in limits(answer)] == left


@pytest.mark.parametrize(("came", "done"), [(date(2025, 11, 30), "2026-02-28"), (date(2023, 11, 30), "2024-02-29")])
def test_three_months_end_on_the_last_day_of_a_short_month(came, done):
    assert limits(came=came)[-1] == ("assessment_done_for_child", done)


def test_the_law_of_the_day_on_which_the_matter_came_counts():
    later = rules(
        [
            {"code": "assessment_begun_for_child", "section": "swa_36", "working_days": 7, "begins": "2015-04-01",
             "ends": "2025-04-30", "as_of": "2018-01-01", "confirmed": True, "source": "Finlex"},
            {"code": "assessment_begun_for_child", "section": "swa_36", "days": 3, "begins": "2025-05-01",
             "ends": None, "as_of": "2025-05-01", "confirmed": False, "source": "Finlex"},
        ]
    )  # fmt: skip
    before, after = (
        county_limits(day, [], later, DAYS, child=True)[0] for day in (date(2025, 4, 30), date(2025, 5, 1))
    )
    assert (before.on, before.rule.confirmed) == (date(2025, 5, 12), True)
    assert (after.on, after.rule.confirmed) == (date(2025, 5, 4), False)


def test_nothing_is_asked_before_the_act_was_in_force():
    assert limits(came=date(2015, 3, 31)) == []
