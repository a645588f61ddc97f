"""A talk in two languages: only what was asked is recorded; turned, the screen shows the person's words alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop_app.ui.language import Language
from desktop_app.ui.pages.interview_after_page import InterviewAfterPage
from desktop_app.ui.pages.interview_page import InterviewPage
from desktop_app.ui.view_models.interview import AFTER, BEFORE, InterviewViewModel
from desktop_app.use_cases import cases, interview, text_approval
from tests.ui.pages.fit import clipped_in_any_language, nameless


def opened(around, case, shown, qtbot, language="en"):
    model = InterviewViewModel(around, case, language)
    page = shown(InterviewPage(model, around.labels))
    page.entered()
    qtbot.waitUntil(lambda: model.person is not None and model.form.is_open, timeout=20_000)
    return page


@pytest.fixture
def page(around, case, shown, qtbot):
    made = opened(around, case, shown, qtbot)
    yield made
    made._model.form.finish_now()


def press(page, code):
    next(key for key in page.pad.keys if key.code == code).click()


def leave(page, qtbot):
    left = []
    page.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))


def rows(session, case):
    found = cases.read(session, case).newest("account_and_observations")
    return found.values.get("interview_answers") if found else None


def plain(label):
    return label.text().strip("\u2068\u2069")


def test_it_begins_with_what_is_said_before_the_first_question(page):
    assert page._model.chosen == BEFORE
    assert plain(page.prompt.person).startswith("You decide what you tell me.")
    assert not page.recording.isVisible(), "what is said has no answer"
    assert page.pad.keys[0].code == BEFORE
    assert page.pad.keys[-1].code == AFTER
    assert len(page.pad.keys) == 14


def test_looking_at_questions_records_nothing(page, session, case, qtbot):
    for code in ("Q02", "Q11", "Q05"):
        press(page, code)
    leave(page, qtbot)
    assert rows(session, case) is None


def test_only_what_was_asked_is_recorded_in_any_order(page, session, case, qtbot):
    press(page, "Q06")
    page.state._chips["answered"].click()
    qtbot.keyClicks(page.text, "Pomolla")
    press(page, "Q02")
    page.state._chips["no_wish"].click()
    press(page, "Q09")
    leave(page, qtbot)
    assert rows(session, case) == [
        {"question": "Q06", "state": "answered", "text": "Pomolla"},
        {"question": "Q02", "state": "no_wish"},
    ]
    assert {key.code for key in page.pad.keys if key.asked} == {"Q06", "Q02"}


def test_words_alone_mean_answered_and_each_question_shows_its_own(page, session, case, qtbot):
    press(page, "Q03")
    qtbot.keyClicks(page.text, "Unta")
    assert page.state.value() == "answered"
    press(page, "Q04")
    assert page.text.value() is None
    assert page.state.value() is None
    press(page, "Q03")
    assert page.text.value() == "Unta"
    page.state._chips["answered"].click()
    assert page.text.value() == "Unta", "taking the state back loses no word"


def test_what_is_typed_survives_a_change_of_language(page, qtbot):
    press(page, "Q03")
    page.text.setFocus()
    qtbot.keyClicks(page.text, "kesken")
    for language in ("sv", "fi", "en"):
        Language.set(language)
        qtbot.waitUntil(lambda language=language: page._model.worker.text.language == language)
        assert page.text.value() == "kesken"


def test_a_child_is_asked_only_four_and_nothing_opens_more(around, case, write, shown, qtbot):
    write("person", case, {"age_band": "12_14"})
    page = opened(around, case, shown, qtbot)
    assert [key.code for key in page.pad.keys] == [BEFORE, "Q01", "Q02", "Q03", "Q12", AFTER]
    assert page.banner.isVisible()
    assert not page.banner._act.isVisible()


def test_an_unsafe_interpreter_leaves_two_and_blocks_nothing(around, case, write, shown, qtbot):
    write("contact", case, {"interpreter_relation": "employer", "alone": "not_alone"})
    page = opened(around, case, shown, qtbot)
    assert [key.code for key in page.pad.keys] == [BEFORE, "Q01", "Q02", AFTER]
    assert "may not be safe" in page.banner._text.text()
    page.banner._act.click()
    assert len(page.pad.keys) == 14
    assert not page.banner.isVisible()


def test_the_eleventh_question_has_no_further_one(page):
    press(page, "Q11")
    assert page.prompt.note.isVisible()
    assert "No further question" in page.prompt.note.text()
    press(page, "Q10")
    assert not page.prompt.note.isVisible()


def choose_language(page, qtbot, tag):
    page._model.choose_language(tag)
    qtbot.waitUntil(lambda: page._model.person.text.language == tag, timeout=20_000)


def test_the_person_s_language_comes_from_the_contact_and_a_draft_says_so(around, case, write, shown, qtbot):
    write("contact", case, {"spoken_language": "fr"})
    page = opened(around, case, shown, qtbot)
    assert page.prompt.language.value() == "fr"
    assert page.prompt.draft.isVisible()
    assert page.prompt.draft.text() == "Draft, not reviewed"
    assert page.prompt.aloud.isVisible()
    choose_language(page, qtbot, "sv")
    assert not page.prompt.draft.isVisible()


def test_an_approved_text_is_no_draft_any_more(page, qtbot, monkeypatch):
    monkeypatch.setattr(text_approval, "is_approved", lambda *_: True)
    choose_language(page, qtbot, "fr")
    assert not page.prompt.draft.isVisible()


def inked(picture, x):
    return any(picture.pixelColor(x, y).lightness() < 120 for y in range(picture.height()))


def test_a_right_to_left_text_stands_at_the_right_and_runs_to_the_left(page, qtbot, monkeypatch):
    kept = interview.spoken

    def arabic(session, language):
        found = kept(session, "fr" if language == "fr" else language)
        if language != "fr":
            return found
        text = type(found.text)(
            **{
                **{name: getattr(found.text, name) for name in found.text.__slots__},
                "questions": dict.fromkeys(found.text.questions, "في أي مكان تنام الآن؟"),
            }
        )
        return type(found)(text, found.draft, found.draft_words, True)

    monkeypatch.setattr(interview, "spoken", arabic)
    choose_language(page, qtbot, "fr")
    press(page, "Q04")
    label = page.prompt.person
    assert label.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert label.text() == "\u2068في أي مكان تنام الآن؟\u2069"
    assert label.accessibleName() == "في أي مكان تنام الآن؟"
    qtbot.wait(50)
    place = QRect(label.mapTo(page, label.rect().topLeft()), label.size())
    picture = page.grab(place).toImage()
    marked = [x for x in range(picture.width()) if inked(picture, x)]
    assert marked[-1] > picture.width() * 0.95, "it begins at the right edge"
    assert marked[0] > picture.width() * 0.2, "and the rest of the line stays empty"
    assert page.prompt.worker.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_the_turned_screen_shows_the_person_s_words_and_a_stop_in_both_languages(page, qtbot):
    choose_language(page, qtbot, "fr")
    press(page, "Q06")
    qtbot.keyClicks(page.text, "Pomolla")
    page.turn_screen()
    turned = page.turned
    said = {plain(label) for label in turned.findChildren(QLabel) if label.isVisible() and label.text()}
    person = page._model.person
    assert said == {person.text.questions["Q06"], person.calm, person.draft_words}
    assert [each.text() for each in turned.findChildren(QAbstractButton) if each.isVisible()] == ["Stop · Arrêter"]
    assert turned.stop.hasFocus() or turned.focusWidget() is turned.stop
    turned.stop.click()
    qtbot.waitUntil(lambda: not page.turned_is_open())


def test_afterwards_the_signs_and_fields_are_offered_and_none_is_filled_in(page, around, session, case, shown, qtbot):
    press(page, "Q06")
    qtbot.keyClicks(page.text, "Pomolla")
    press(page, "Q02")
    page.state._chips["no_wish"].click()
    assert page.think.isVisible()
    leave(page, qtbot)
    after = shown(InterviewAfterPage(page._model, around.labels))
    after.entered()
    assert len(after.cards) == 1
    asked: list[str] = []
    fields: list[str] = []
    after.sign_asked.connect(asked.append)
    after.field_asked.connect(fields.append)
    for key in ("sign K1", "field safety_assessment"):
        after._on_opened(key)
    assert (asked, fields) == (["K1"], ["safety_assessment"])
    assert {one.kind for one in cases.read(session, case).own} == {"case", "account_and_observations"}
    assert clipped_in_any_language(after, qtbot) == {}
    assert nameless(after) == []


def test_every_word_fits_at_every_prompt_and_every_part_has_a_name(page, qtbot):
    choose_language(page, qtbot, "fr")
    for key in [each.code for each in page.pad.keys]:
        press(page, key)
        assert clipped_in_any_language(page, qtbot) == {}, key
        assert nameless(page) == []


def test_nothing_lies_upon_another_part(page, qtbot):
    press(page, "Q06")
    qtbot.wait(50)
    parts = [page.prompt, page._calm, page.recording, page.pad]
    places = [QRect(part.mapTo(page.widget(), part.rect().topLeft()), part.size()) for part in parts]
    assert all(above.bottom() < below.top() for above, below in pairwise(places))


def test_quick_moves_by_keys_reach_every_prompt(page, qtbot):
    page.pad.keys[0].setFocus()
    qtbot.keyClick(page.pad.keys[0], Qt.Key.Key_Right)
    qtbot.keyClick(page.pad.keys[1], Qt.Key.Key_Return)
    assert page._model.chosen == "Q01"
