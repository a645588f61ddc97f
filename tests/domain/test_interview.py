"""Only what may be asked is offered, and only what was asked is recorded."""

import pytest

from desktop_app.domain.interview import (
    Answer,
    Circumstances,
    answers,
    circumstances,
    offered,
    to_think_of,
    with_answer,
)
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import DeviceId, OrgId, RecordId, StreamId
from desktop_app.ledger.merge import Head
from desktop_app.use_cases.interview import questions

AT = "2026-11-23T12:00:00.000Z"
ALL = [f"Q{number:02}" for number in range(1, 13)]


def codes(**now):
    return [each.code for each in offered(questions(), Circumstances(**now))]


def contact(conflicts=None, **values):
    own = OrgId(b"o" * 16)
    return Record(own, StreamId(own), RecordId(b"r" * 16), "contact", values, {}, conflicts or {})


def test_a_child_is_asked_four_and_nothing_opens_the_others():
    assert codes(child=True) == ["Q01", "Q02", "Q03", "Q12"]
    assert offered(questions(), Circumstances(child=True, overheard=True).as_meant) == offered(
        questions(), Circumstances(child=True)
    )


def test_through_an_interpreter_who_may_not_be_safe_only_the_first_two():
    assert codes(unsafe_interpreter=True) == ["Q01", "Q02"]


def test_what_tells_of_the_exploitation_is_not_asked_within_hearing():
    assert codes(overheard=True) == [code for code in ALL if code not in ("Q07", "Q08", "Q09", "Q10", "Q11")]


def test_alone_with_a_safe_interpreter_all_twelve_in_any_order():
    assert codes() == ALL
    assert [each.code for each in questions() if not each.follow_up] == ["Q11"]


@pytest.mark.parametrize("relation", ["employer", "came_with_person", "relative", "child"])
def test_who_interpreted_narrows(relation):
    assert circumstances(contact(interpreter_relation=relation), child=False).unsafe_interpreter


@pytest.mark.parametrize(
    ("alone", "heard"), [("whole_time", False), ("part", True), ("not_alone", True), ("unclear", True)]
)
def test_who_could_hear_narrows(alone, heard):
    assert circumstances(contact(alone=alone), child=False).overheard is heard


def test_while_two_versions_stand_the_more_protective_counts():
    heads = (Head(DeviceId(b"a" * 16), 1, AT, "relative"), Head(DeviceId(b"b" * 16), 1, AT, "none_known"))
    record = contact({"interpreter_relation": heads}, interpreter_relation="none_known")
    assert circumstances(record, child=False).unsafe_interpreter


def test_without_a_contact_nothing_is_known_and_nothing_narrows():
    assert circumstances(None, child=False) == Circumstances()


def test_an_answer_is_one_row_and_an_empty_one_is_none():
    rows = with_answer(None, "Q02", Answer("answered", "Lepoa."))
    rows = with_answer(rows, "Q06", Answer("no_wish"))
    assert rows == [
        {"question": "Q02", "state": "answered", "text": "Lepoa."},
        {"question": "Q06", "state": "no_wish"},
    ]
    rows = with_answer(rows, "Q02", Answer("later", "Lepoa."))
    assert list(answers(rows)) == ["Q02", "Q06"]
    assert answers(rows) == {"Q02": Answer("later", "Lepoa."), "Q06": Answer("no_wish")}
    assert with_answer(with_answer(rows, "Q02", Answer()), "Q06", Answer()) == []


def test_what_a_newer_laptop_wrote_into_a_row_stays():
    rows: list[Json] = [
        {"question": "Q02", "state": "answered", "asked_at": "kello"},
        "outo",
        {"question": "Q30", "text": "x"},
    ]
    changed = with_answer(rows, "Q02", Answer("later"))
    assert changed == [
        {"question": "Q02", "state": "later", "asked_at": "kello"},
        "outo",
        {"question": "Q30", "text": "x"},
    ]
    assert with_answer(changed, "Q02", Answer())[0] == {"question": "Q02", "asked_at": "kello"}


def test_only_what_was_answered_is_thought_of_afterwards():
    rows: list[Json] = [
        {"question": "Q06", "state": "answered"}, {"question": "Q07", "state": "no_wish"},
        {"question": "Q09", "text": "Rahat viedään."}, {"question": "Q10", "state": "later"},
    ]  # fmt: skip
    assert [each.code for each in to_think_of(questions(), rows)] == ["Q06", "Q09"]
