"""Permissions are asked one by one, and every answer stays as it was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.purposes import SEND_LOCATION
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.use_cases import cases, consent, records


@pytest.fixture
def case(session):
    return cases.open_new(session)[0]


@pytest.fixture
def minutes_pass(session):
    """Move the clock on by minutes."""
    moment = [datetime(2026, 11, 23, 10, 0, tzinfo=UTC)]
    session.clock = lambda: moment[0]

    def go_on(minutes: int = 5) -> None:
        moment[0] += timedelta(minutes=minutes)

    return go_on


def write_answer(session, case, purpose, **values):
    form = consent.answer_form(session, case, purpose)
    records.keep_draft(session, form, values)
    return form.record


def test_nothing_is_ticked_beforehand(session, case):
    for purpose in consent.PURPOSES:
        values = consent.answer_form(session, case, purpose).values()
        assert "answer" not in values
        if purpose != SEND_LOCATION:
            assert "data_groups" not in values
        assert values["form"] == "oral"
        assert values["told_what_cannot_be_undone"] is False


def test_a_draft_gives_no_permission_even_when_everything_is_saved(session, case):
    write_answer(session, case, "send_proposal", answer="given", data_groups=["identity"])
    records.save_all(session)
    assert not consent.read(session, case).of("send_proposal").answers


def test_a_begun_answer_is_found_again(session, case):
    draft = write_answer(session, case, "send_proposal", answer="given", data_groups=["identity"])
    assert consent.answer_form(session, case, "send_proposal").record == draft
    assert consent.answer_form(session, case, "keep_notes").record != draft


def test_a_permission_that_names_nothing_to_send_stays_a_draft(session, case):
    draft = write_answer(session, case, "send_proposal", answer="given")
    saved = consent.record(session, draft)
    assert [problem.code for problem in saved.problems] == ["no_data_group"]
    with pytest.raises(LuotsiError, match="no_data_group"):
        consent.record_answer(session, cases.open_new(session)[0], "send_proposal", "given", {})


@pytest.mark.parametrize("answer", ["refused", "postponed", "withdrawn"])
def test_every_other_answer_needs_no_more_than_itself(session, case, answer):
    consent.record_answer(session, case, "send_proposal", answer, {})
    permission = consent.read(session, case).of("send_proposal")
    assert [one.answer for one in permission.answers] == [answer]
    assert not permission.in_force


def test_a_change_of_mind_is_a_new_record_and_the_old_one_stays(session, case, minutes_pass):
    consent.record_answer(session, case, "send_proposal", "given", {"data_groups": ["identity"]})
    minutes_pass()
    consent.record_answer(session, case, "send_proposal", "withdrawn", {})
    permission = consent.read(session, case).of("send_proposal")
    assert [one.answer for one in permission.answers] == ["withdrawn", "given"]
    assert not permission.in_force
    minutes_pass()
    consent.record_answer(session, case, "send_proposal", "given", {"data_groups": ["needs"]})
    assert consent.read(session, case).of("send_proposal").groups == ("needs",)


def test_two_answers_within_one_minute_count_in_their_order(session, case):
    moment = datetime(2026, 11, 23, 10, 0, 10, tzinfo=UTC)
    session.clock = lambda: moment
    consent.record_answer(session, case, "keep_notes", "refused", {})
    session.clock = lambda: moment + timedelta(seconds=20)
    consent.record_answer(session, case, "keep_notes", "given", {})
    assert consent.read(session, case).of("keep_notes").in_force


def test_where_the_person_is_has_its_own_question(session, case):
    assert "location" not in consent.groups_of("send_proposal")
    consent.record_answer(session, case, "send_location", "given", {})
    assert consent.read(session, case).of("send_location").groups == ("location",)


def test_what_is_sent_out_always_names_a_recipient(session, case):
    for purpose in consent.PURPOSES:
        named = consent.recipients(session, purpose)
        assert bool(named) == (purpose not in {"keep_notes", "copy_documents", "receive_outcome"})
        draft = write_answer(session, case, purpose, answer="given", data_groups=list(consent.groups_of(purpose)[:1]))
        if len(named) > 1:
            records.keep_draft(session, records.open_form(session, draft), {"recipient": named[0][0]})
        assert not consent.record(session, draft).problems, purpose


def test_a_recorded_answer_keeps_its_circumstances(session, case):
    details: dict[str, Json] = {
        "data_groups": ["identity"],
        "setting": ["someone_nearby"],
        "language": "ne",
        "valid_until": "2026-12-31",
    }
    consent.record_answer(session, case, "send_proposal", "given", details)
    (answer,) = consent.read(session, case).of("send_proposal").answers
    assert (answer.setting, answer.language, answer.valid_until) == (("someone_nearby",), "ne", "2026-12-31")
    assert replace(answer, told=True) != answer


def test_a_date_that_cannot_be_read_keeps_the_permission_a_draft(session, case):
    draft = write_answer(session, case, "keep_notes", answer="given", valid_until={"raw": "31.2."})
    saved = consent.record(session, draft)
    assert [(problem.field, problem.code) for problem in saved.problems] == [("valid_until", "cannot_be_read")]
    assert not consent.read(session, case).of("keep_notes").answers
