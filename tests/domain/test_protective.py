import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.kinds import KINDS
from desktop_app.domain.protective import DANGER_IF_YES, most_protective
from tests.domain.values import value_of

SAFETY = [(kind.name, field) for kind in KINDS.values() for field in kind.fields if field.safety]


def shown(kind, field, *values):
    choose = most_protective(kind, field)
    assert choose is not None
    return choose([*values])


def test_only_safety_fields_have_a_protective_value():
    assert most_protective("contact", "danger") is None
    assert most_protective("person", "family_name") is None
    assert most_protective("no_such_kind", "contact_way") is None
    assert len(SAFETY) == len({(kind, field.name) for kind, field in SAFETY})
    assert {"whereabouts", "worker_safety"} <= {field.name for kind, field in SAFETY if kind == "safety_assessment"}


@pytest.mark.parametrize("field", sorted(DANGER_IF_YES))
def test_a_yes_that_means_danger_wins_then_unknown_then_no(field):
    kind = next(kind for kind, each in SAFETY if each.name == field)
    assert shown(kind, field, "no", "yes", "unknown") == "yes"
    assert shown(kind, field, "no", "unknown") == "unknown"
    assert shown(kind, field, "no", None) is None


def test_post_is_unsafe_where_one_says_so():
    assert shown("safety_assessment", "post_safe", "yes", "no", "unknown") == "no"
    assert shown("safety_assessment", "post_safe", "yes", "unknown") == "unknown"


def test_the_most_forbidding_word_about_the_representative_stands():
    assert shown("representative", "may_be_contacted", "yes", "not_yet", "never_danger") == "never_danger"
    assert shown("representative", "may_be_contacted", "yes", "unknown", "not_yet") == "not_yet"


def test_the_earliest_day_stands_and_a_cleared_one_does_not_hide_it():
    assert shown("safety_assessment", "travel_on", "2025-07", "2025-06-20", None) == "2025-06-20"
    assert shown("safety_assessment", "travel_on", "2025", "2025-06-20") == "2025"
    late, early = "2025-06-20T10:00+03:00", "2025-06-20T09:30+02:00"
    assert shown("safety_assessment", "safe_until", early, late) == late  # 07.00 UTC comes before 07.30 UTC


def test_of_a_contact_way_and_of_text_no_version_counts():
    assert shown("safety_assessment", "contact_way", "call", "in_person") is None
    assert shown("safety_assessment", "contact_words", "the bicycle shop", "the library") is None
    assert shown("person", "municipality_of_residence", "853", "091") is None


def test_every_danger_that_anybody_named_is_shown():
    assert shown("safety_assessment", "at_risk", ["none_known"], ["children_here"]) == ["children_here"]
    assert shown("safety_assessment", "knows_where", ["nobody_else"], ["employer", "family"]) == ["employer", "family"]


@given(st.sampled_from(SAFETY).flatmap(lambda each: st.tuples(st.just(each), st.lists(value_of(each[1]), min_size=1))))
def test_the_order_in_which_versions_came_does_not_matter(drawn):
    (kind, field), values = drawn
    assert shown(kind, field.name, *values) == shown(kind, field.name, *reversed(values))
