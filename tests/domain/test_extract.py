"""Who gets an extract, and whom every field tells about."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.extract import (
    CHOICES,
    HISTORY,
    OTHERS,
    PERSON,
    REPRESENTATIVE,
    SAFETY,
    SOMEBODY_ELSE,
    WHO,
    WORKER,
    Demand,
    left_out,
    refusal,
)
from desktop_app.domain.kind import Concerns, FieldType, Sensitivity
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.proceedings import PROCEEDINGS
from desktop_app.domain.record import Record
from desktop_app.ledger.ids import DeviceId, OrgId, RecordId, StreamId
from desktop_app.ledger.merge import Head

MOTHER, FATHER = RecordId(b"M" * 16), RecordId(b"F" * 16)
ASKED = {"demanded": "no", "alone": "yes", "agrees": "yes"}
EVERY_KIND = (*KINDS.values(), PROCEEDINGS)
WORDS = st.sampled_from(["", "yes", "no", "unknown"])


def representative(record=MOTHER, conflicts=None, **values):
    org = OrgId(b"O" * 16)
    safe = {"conflict_of_interest": "no", "may_be_contacted": "yes"}
    return Record(org, StreamId(org), record, "representative", safe | values, conflicts=conflicts or {})


def asks(record=MOTHER):
    return Demand(REPRESENTATIVE, representative=record, **ASKED)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
def test_every_kind_says_whom_its_fields_tell_about(kind):
    assert kind.concerns is not None
    assert all(isinstance(kind.whom(field), Concerns) for field in kind.fields)


def test_what_points_at_records_or_colleagues_says_nothing_to_the_person():
    for kind in EVERY_KIND:
        for field in kind.fields:
            if field.type in (FieldType.REF, FieldType.REFS) and field.target != "sheet":
                assert kind.whom(field) in (Concerns.WORKING, Concerns.OTHERS), (kind.name, field.name)


@pytest.mark.parametrize("name", ["child_in_finland", "representative"])
@pytest.mark.parametrize("is_child", [True, False])
def test_nothing_of_children_and_representatives_goes_in_whatever_is_chosen(name, is_child):
    kind = KINDS[name]
    found = {left_out(kind, field, CHOICES, is_child=is_child, non_disclosure=False) for field in kind.fields}
    assert found == {OTHERS}


def test_the_worker_s_own_safety_and_who_must_not_see_the_case_never_go_in():
    for kind, field, why in (
        ("safety_assessment", "worker_safety", WORKER),
        ("needs_assessment", "staff_safety", WORKER),
        ("case", "blocked_users", OTHERS),
        ("contact", "interpreter_concern", OTHERS),
        ("safety_assessment", "at_risk", OTHERS),
    ):
        declared = KINDS[kind].by_name[field]
        assert left_out(KINDS[kind], declared, CHOICES, is_child=True, non_disclosure=False) == why


def test_level_4_goes_in_only_when_it_is_chosen():
    for kind in EVERY_KIND:
        for field in kind.fields:
            if field.sens >= Sensitivity.SAFETY:
                without = {code for code in CHOICES if code != SAFETY}
                assert left_out(kind, field, without, is_child=True, non_disclosure=False) != "", field.name


def test_a_child_s_own_view_is_the_person_s_where_the_person_is_the_child():
    kind = KINDS["consent"]
    view = kind.by_name["child_view"]
    assert left_out(kind, view, (), is_child=True, non_disclosure=False) == ""
    assert left_out(kind, view, (), is_child=False, non_disclosure=False) == OTHERS


def test_with_non_disclosure_no_address_or_municipality_goes_on_any_paper():
    kind = KINDS["person"]
    for name in ("municipality_of_residence", "reception_centre"):
        why = left_out(kind, kind.by_name[name], CHOICES, is_child=False, non_disclosure=True)
        assert why == "non_disclosure"


def test_the_person_alone_and_asking_freely_is_given_an_extract():
    assert refusal(Demand(PERSON, "no", "yes"), [representative(conflict_of_interest="yes")]) == ""


@pytest.mark.parametrize(
    ("demand", "why"),
    [
        (Demand(), "open"),
        (Demand(PERSON), "open"),
        (Demand(PERSON, "no"), "open"),
        (Demand(PERSON, "yes", "yes"), "demanded"),
        (Demand(PERSON, "unknown", "yes"), "demanded"),
        (Demand(PERSON, "no", "no"), "not_alone"),
        (Demand(PERSON, "no", "unknown"), "not_alone"),
        (Demand(SOMEBODY_ELSE, "no", "yes", agrees="yes"), "somebody_else"),
        (Demand(REPRESENTATIVE, representative=MOTHER, **ASKED), "no_representative"),
    ],
)
def test_whatever_else_stops_it_has_its_own_words(demand, why):
    assert refusal(demand, []) == why


@pytest.mark.parametrize("answer", ["yes", "unknown", None])
def test_a_representative_who_may_be_part_of_the_problem_gets_nothing(answer):
    assert refusal(asks(), [representative(conflict_of_interest=answer)]) == "representative_conflict"


def test_two_answers_side_by_side_about_a_conflict_give_nothing():
    sides = tuple(Head(DeviceId(bytes([n]) * 16), 1, "", value) for n, value in enumerate(("no", "yes")))
    doubtful = representative(conflicts={"conflict_of_interest": sides})
    assert refusal(asks(), [doubtful]) == "representative_conflict"


def test_a_parent_who_must_never_be_contacted_stops_it_for_the_other_parent_too():
    both = [representative(), representative(FATHER, may_be_contacted="never_danger")]
    assert refusal(asks(), both) == "representative_danger"
    assert refusal(asks(FATHER), both) == "representative_danger"


@pytest.mark.parametrize("answer", ["not_yet", "unknown", None])
def test_a_representative_whom_nobody_may_contact_yet_gets_nothing(answer):
    assert refusal(asks(), [representative(may_be_contacted=answer)]) == "representative_not_yet"


def test_a_safe_representative_gets_it_only_when_the_person_asked_alone_agrees():
    assert refusal(asks(), [representative()]) == ""
    assert refusal(replace(asks(), agrees="no"), [representative()]) == "person_does_not_agree"
    assert refusal(replace(asks(), agrees="unknown"), [representative()]) == "person_does_not_agree"
    assert refusal(replace(asks(), demanded="yes"), [representative()]) == "demanded"


@given(
    st.builds(Demand, st.sampled_from(("", *WHO)), WORDS, WORDS, st.sampled_from([None, MOTHER, FATHER]), WORDS),
    st.lists(st.tuples(WORDS, st.sampled_from(["yes", "not_yet", "never_danger", "unknown", ""])), max_size=2),
)
def test_nothing_is_ever_given_to_a_representative_with_a_conflict_or_to_somebody_else(demand, recorded):
    found = [
        representative(record, conflict_of_interest=conflict, may_be_contacted=may)
        for record, (conflict, may) in zip((MOTHER, FATHER), recorded, strict=False)
    ]
    if refusal(demand, found) == "":
        assert demand.demanded == "no"
        assert demand.alone == "yes"
        assert demand.who == PERSON or (
            demand.who == REPRESENTATIVE and all(pair[0] == "no" and pair[1] != "never_danger" for pair in recorded)
        )


def test_the_choices_have_no_double():
    assert len(set(CHOICES)) == len(CHOICES)
    assert HISTORY in CHOICES
