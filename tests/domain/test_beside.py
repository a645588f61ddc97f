"""What stands beside a record informs, reveals nothing of level 4, and hides names until the person wishes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop_app.domain.beside import NAMES, beside, hidden_fields
from desktop_app.domain.kind import Sensitivity
from desktop_app.domain.kinds import kind_named

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "values",
    [
        {"age_basis": "unclear_treat_as_child"},
        {"age_band": "15_17"},
        {"date_of_birth": "2010"},
        {"date_of_birth": "2008-11-24"},
        {"date_of_birth": "2008", "age_band": "18_24"},
    ],
)
def test_whoever_may_be_a_child_turns_the_childs_path_on(values):
    assert beside("person", values, NOW) == ("child_path",)


@pytest.mark.parametrize("values", [{}, {"age_band": "25_29"}, {"date_of_birth": "2007-11-23"}, {"date_of_birth": "x"}])
def test_an_adult_and_an_unknown_age_do_not(values):
    assert beside("person", values, NOW) == ()


def test_a_child_in_danger_and_a_child_who_may_be_a_victim_are_said_each():
    values = {"in_danger_now": "yes", "may_be_victim": "yes"}
    assert beside("child_in_finland", values, NOW) == ("child_in_danger", "childs_own_case")
    assert beside("child_in_finland", {"in_danger_now": "unknown"}, NOW) == ()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"interpreter_kind": "other_person"}, "who_interpreted"),
        ({"interpreter_kind": "other_person", "interpreter_relation": "employer"}, "unsafe_interpreter"),
        ({"interpreter_kind": "device"}, "interpreting_device"),
    ],
)
def test_an_unsafe_way_of_interpreting_is_said_in_one_sentence(values, code):
    assert beside("contact", values, NOW) == (code,)


@pytest.mark.parametrize("kind", ["not_needed", "professional_on_site", "professional_remote", "declined"])
def test_a_safe_way_of_interpreting_needs_no_sentence(kind):
    assert beside("contact", {"interpreter_kind": kind}, NOW) == ()


@pytest.mark.parametrize("kind", ["person", "child_in_finland", "representative", "safety_assessment"])
def test_no_value_of_level_4_changes_what_stands_beside_a_record(kind):
    hidden = {one.name for one in kind_named(kind).fields if one.sens == Sensitivity.SAFETY}
    assert beside(kind, dict.fromkeys(hidden, "yes"), NOW) == ()


def test_names_appear_only_once_the_person_is_known_by_one():
    assert hidden_fields("person", "none") >= NAMES
    assert not hidden_fields("person", "agreed_name") & NAMES
    assert hidden_fields("note", "none") == frozenset()


@pytest.mark.parametrize("level", ["none", "agreed_name", "partly", "full", ""])
def test_the_identity_code_is_on_no_persons_page(level):
    assert "personal_identity_code" in hidden_fields("person", level)
