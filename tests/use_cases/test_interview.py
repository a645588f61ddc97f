"""The prompts follow the newest contact and the person's age; a draft says that it is one."""

from __future__ import annotations

import json

import pytest

from desktop_app.domain.interview import Circumstances
from desktop_app.domain.kinds import kind_named
from desktop_app.i18n.labels import Labels
from desktop_app.paths import resources
from desktop_app.sheets.catalogue import sheet
from desktop_app.use_cases import cases, interview, records
from desktop_app.use_cases.indicators import catalogue


@pytest.fixture
def case(session):
    return cases.open_new(session)[0]


def written(session, case, kind, **values):
    form = records.new_form(session, kind, case)
    records.keep_draft(session, form, values)
    assert not records.save(session, form.record).problems


def test_the_newest_contact_says_who_heard_and_who_interpreted(session, case):
    assert interview.read(session, case).now == Circumstances()
    written(session, case, "contact", alone="not_alone", interpreter_relation="employer", spoken_language="fr")
    found = interview.read(session, case)
    assert found.now == Circumstances(unsafe_interpreter=True, overheard=True)
    assert found.language == "fr"
    written(session, case, "contact", alone="whole_time", spoken_language="fr")
    assert interview.read(session, case).now == Circumstances()


def test_a_child_and_somebody_perhaps_a_child_are_asked_four(session, case):
    written(session, case, "person", age_basis="unclear_treat_as_child")
    assert interview.read(session, case).now.child


def test_a_language_that_is_not_there_is_not_claimed(session, case):
    written(session, case, "contact", spoken_language="en", interpreter_language="ro")
    assert interview.read(session, case).language == "ro"
    written(session, case, "contact", spoken_language="sw")
    assert interview.read(session, case).language == "sw"
    assert "sw" not in interview.read(session, case).languages


def test_a_draft_says_so_in_its_own_words(session):
    assert not interview.spoken(session, "fi").draft
    draft = interview.spoken(session, "fr")
    assert draft.draft
    assert draft.draft_words


def test_every_language_of_the_interview_has_its_word_for_stopping():
    assert all(interview.stop_word(language) for language in sheet("cue-card").languages)
    shipped = json.loads((resources() / "interview" / "stop.json").read_text(encoding="utf-8"))
    assert set(shipped) <= {"fi-simple", *Labels.load().languages("fi")}


def test_what_a_prompt_may_inform_exists():
    signs = {sign for group in catalogue().groups for sign in group.signs}
    for question in interview.questions():
        assert set(question.indicators) <= signs
        for kind, field in question.fields:
            assert field in kind_named(kind).by_name
