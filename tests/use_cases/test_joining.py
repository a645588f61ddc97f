"""Joining says what it does, can be taken back, does nothing by itself, and no consultation is joined without a yes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from desktop_app.domain.joining import naming_case
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import UserId, new_id
from desktop_app.use_cases import (
    case_cover,
    case_view,
    cases,
    consultations,
    duplicates,
    export,
    history,
    joining,
    record_list,
    records,
    today,
    undo,
)
from tests.storage.laptops import op
from tests.use_cases.test_record_list import write


def code_of(work) -> str:
    with pytest.raises(LuotsiError) as caught:
        work()
    return caught.value.code


@pytest.fixture
def two(session):
    """Two cases of one person: the older with a name, the newer with a meeting."""
    old, _ = cases.open_new(session)
    write(session, "person", old, {"given_names": "Natalia", "date_of_birth": "1999-04-07", "gender": "female"})
    new, _ = cases.open_new(session)
    day = session.now() + timedelta(days=2)
    write(session, "contact", new, {"next_step": f"Soitetaan {day.day}.{day.month}.{day.year}."})
    return old, new


def reference(session, case):
    return cases.read(session, case).summary().reference


def test_the_other_case_is_searched_for_and_what_happens_is_told_first(session, two):
    old, new = two
    names = reference(session, old), reference(session, new)
    assert {row.case for row in joining.candidates(session, new, "")} == {old}
    assert [row.case for row in joining.candidates(session, new, names[0])] == [old]
    seen = joining.preview(session, new, old)
    assert (seen.one, seen.other, seen.lose) == (names[1], names[0], ())
    assert cases.page(session, cases.ListRequest()).total == 2, "nothing has happened yet"
    assert joining.join(session, new, old) == {old, new}
    assert joining.candidates(session, new, "") == ()
    assert code_of(lambda: joining.join(session, old, new)) == "joined_already"
    assert code_of(lambda: joining.preview(session, old, old)) == "joined_already"


def test_the_joined_case_is_one_on_every_page_with_the_origin_of_each_record(session, two):
    old, new = two
    names = reference(session, old), reference(session, new)
    joining.join(session, new, old)
    for case in (old, new):
        view = case_view.view(session, case)
        assert (view.case, view.reference) == (new, names[1])
        assert {one.reference for one in view.group.cases} == set(names)
        assert view.counts["person"] == view.counts["contact"] == 1
        assert {event.origin for event in view.events if event.record} == {names[1]}
        assert [row.origin for row in record_list.of_case(session, "person", case)] == [names[0]]
    exported = json.loads(export.case_as_json(session, new))
    assert len({one["case"] for one in exported["records"]}) == 2
    assert export.find(session, names[1]) == export.find(session, names[0]) == new
    due = today.view(session)
    assert [line.case for line in (*due.now, *due.week, *due.waiting)] == [new]


def test_a_double_is_no_double_any_more_and_another_one_still_is(session, two):
    old, new = two
    typed = {"called": "Natalija", "date_of_birth": "1999"}
    assert [one.case for one in duplicates.find(session, new, typed)] == [old]
    joining.join(session, new, old)
    assert duplicates.find(session, new, typed) == duplicates.find(session, old, typed) == ()
    assert [one.case for one in duplicates.find(session, None, typed)] == [new]


def test_what_is_written_afterwards_stays_where_its_record_began(session, two):
    old, new = two
    (person,) = [one for one in cases.read(session, old).own if one.kind == "person"]
    (cover,) = [one for one in cases.read(session, old).own if one.kind == "case"]
    joining.join(session, new, old)
    form = records.newest_form(session, "person", new)
    assert (form.record, form.case) == (person.record, old)
    records.keep_draft(session, form, {"gender": "other"})
    records.save(session, form.record)
    note = write(session, "note", new, {"text": "Yhdessä"})
    case_cover.set_identity_level(session, old, "agreed_name")
    joining.take_back(session, new, old)
    file = cases.read(session, old)
    assert file.record(person.record).text("gender") == "other"
    assert file.record(cover.record).text("identity_level") == "agreed_name", (
        "what is said of the person is said of both"
    )
    assert case_cover.read(session, new).identity_level == "agreed_name"
    assert note in {one.record for one in cases.read(session, new).own}
    assert note not in {one.record for one in file.own}
    assert session.store.verify().findings == ()


def test_one_save_on_records_of_both_cases_is_split_between_them(session, two):
    old, new = two
    (person,) = [one for one in cases.read(session, old).own if one.kind == "person"]
    (contact,) = [one for one in cases.read(session, new).own if one.kind == "contact"]
    joining.join(session, new, old)
    ops = [
        Op(person.record, "person", {"gender": "other"}, {"gender": person.heads["gender"]}),
        Op(contact.record, "contact", {"next_step": "Soitetaan 26.11."}, {"next_step": contact.heads["next_step"]}),
    ]
    session.store.save(ops, case=new, at=session.at())
    assert {one.record: one.case for one in cases.read(session, new).own if one.kind in {"person", "contact"}} == {
        person.record: old,
        contact.record: new,
    }
    session.store.rebuild()
    assert session.store.verify().findings == ()
    assert {one.payload.case for one in session.store.case_changes(new)[-2:]} == {old, new}


def test_taking_the_join_back_gives_both_cases_back(session, two):
    old, new = two
    before = [case_view.view(session, case) for case in two]
    joining.join(session, new, old)
    joining.join(session, old, cases.open_new(session)[0])
    assert len(case_view.view(session, new).group.joins) == 2
    joining.take_back(session, old, new)
    joined = case_view.view(session, new)
    assert joined.group.cases == before[1].group.cases
    assert (joined.reference, joined.counts, joined.events) == (before[1].reference, before[1].counts, before[1].events)
    assert code_of(lambda: joining.take_back(session, old, new)) == "not_joined"
    (record,) = [one for one in session.store.case_records(new) if one.kind == "case_join"]
    assert code_of(lambda: undo.undo(session, record.record)) == "undo_nothing"


def test_joined_both_ways_on_two_laptops_one_step_takes_it_back(session, two):
    old, new = two
    joining.join(session, new, old)
    session.store.save([op("case_join", joined=naming_case(new))], case=old, at=session.at())
    assert len(case_view.view(session, new).group.joins) == 1
    joining.take_back(session, new, old)
    assert not case_view.view(session, new).group.joins
    assert cases.page(session, cases.ListRequest()).total == 2


def test_a_consultation_needs_the_person_s_yes(session, two):
    _, case = two
    consultation = write(session, "consultation", None, {"question": "Voiko esittää", "consulted": None})
    for answer in ("no", "unknown", ""):
        assert code_of(lambda answer=answer: joining.join_consultation(session, case, consultation, answer)) == (
            "person_must_agree"
        )
    assert not [one for one in session.store.case_records(case) if one.kind == "case_join"]
    assert not connected(session, case, consultation)
    joining.join_consultation(session, case, consultation, "yes")
    assert connected(session, case, consultation)
    assert "consultation" in case_view.view(session, case).sections
    assert [row.record for row in record_list.of_case(session, "consultation", case)] == [consultation]
    assert [one.record for one in consultations.earlier(session)] == [consultation], "it is still among the others"
    joining.take_back_consultation(session, case, consultation)
    assert not connected(session, case, consultation)
    assert code_of(lambda: joining.take_back_consultation(session, case, consultation)) == "not_joined"


def connected(session, case, consultation) -> bool:
    """Whether anything that a case shows or gives away leads to a consultation, or the other way round."""
    told = export.case_as_json(session, case) + repr(session.store.case_records(case))
    told += repr([one.payload for one in session.store.case_changes(case)])
    told += repr([history.of_record(session, one.record) for one in session.store.case_records(case)])
    told += repr(case_view.view(session, case)) + repr(cases.page(session, cases.ListRequest(query="voiko")))
    of_consultation = repr(history.of_record(session, consultation)) + repr(consultations.earlier(session))
    here = b64(consultation) in told or repr(consultation) in told or "Voiko esittää" in told
    return here or b64(case) in of_consultation or repr(case) in of_consultation


def test_no_consultation_is_connected_with_a_case_by_anything_else(session, two):
    old, new = two
    consultation = write(session, "consultation", None, {"question": "Voiko esittää"})
    joining.join(session, new, old)
    assert not connected(session, new, consultation)
    assert not connected(session, old, consultation)
    assert joining.candidates(session, new, "Voiko") == ()


def test_own_work_ends_on_the_whole_and_who_is_blocked_in_one_is_shown(session, two):
    old, new = two
    colleague, friend = UserId(new_id()), UserId(new_id())
    case_cover.set_blocked(session, old, [colleague])
    case_cover.set_team(session, new, [friend])
    joining.join(session, new, old)
    shown = {one.user: one for one in case_cover.read(session, new).colleagues}
    assert shown[colleague].blocked
    assert friend not in {one.user for one in shown.values() if one.in_team}, "not in the team of both"
    case_cover.close(session, new, "helped_on")
    assert cases.page(session, cases.ListRequest(filters=frozenset({"closed"}))).matching == 1
    joining.take_back(session, new, old)
    assert cases.page(session, cases.ListRequest(filters=frozenset({"closed"}))).matching == 2
    assert {one.user for one in case_cover.read(session, old).colleagues if one.blocked} == {colleague}
