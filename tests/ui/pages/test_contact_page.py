"""The first contact makes its case with the first keystroke, keeps every word, warns calmly and stops nothing."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from desktop_app.domain.beside import UNSAFE_INTERPRETERS
from desktop_app.domain.contact import CONTACT
from desktop_app.ui.language import Language
from desktop_app.ui.pages.contact_page import MEETING, PERSON, ContactPage
from desktop_app.ui.view_models.contact import ContactViewModel
from desktop_app.use_cases import cases, records
from desktop_app.use_cases.contact_details import system_phone
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def make(around, shown, qtbot):
    made = []

    def page(begin) -> ContactPage:
        model = ContactViewModel(around.session, around.background, around.feed, system_phone())
        made.append(model)
        shown_page: ContactPage = shown(ContactPage(model, around.labels))
        begin(model)
        qtbot.waitUntil(lambda: model.form.is_open)
        return shown_page

    yield page
    for model in made:
        model.form.finish_now()


@pytest.fixture
def first(make) -> ContactPage:
    page: ContactPage = make(lambda model: model.begin_first())
    return page


def editor_of(page, field):
    return page._form.blocks[field].editor


def listed(around):
    return cases.page(around.session, cases.ListRequest()).rows


def done(page, qtbot) -> None:
    with qtbot.waitSignal(page.done):
        page._done.click()


def contacts(around):
    (row,) = listed(around)
    return [one for one in cases.read(around.session, row.case).own if one.kind == "contact"]


def test_all_starred_fields_stand_on_the_first_screen(first):
    assert {field.name for field in CONTACT.fields if field.star} == {*MEETING, *PERSON, "danger"}
    assert all(first._form.blocks[name].isVisible() for name in (*MEETING, *PERSON, "danger"))
    assert "present" not in first._form.blocks


def test_opening_and_leaving_the_page_makes_no_case(first, around, qtbot):
    done(first, qtbot)
    assert listed(around) == ()


def test_the_first_keystroke_makes_the_case_and_a_draft_within_a_second(first, around, qtbot):
    qtbot.keyClicks(editor_of(first, "person_wishes"), "H")
    qtbot.waitUntil(lambda: around.session.store.drafts.count() == 1, timeout=1000)
    assert len(listed(around)) == 1
    qtbot.keyClicks(editor_of(first, "person_wishes"), "aluan passini")
    done(first, qtbot)
    (contact,) = contacts(around)
    assert contact.text("person_wishes") == "Haluan passini"
    assert len(listed(around)) == 1


def test_what_was_filled_in_by_the_program_is_saved_with_it(first, around, qtbot):
    editor_of(first, "danger").segments[1].click()
    done(first, qtbot)
    (contact,) = contacts(around)
    assert contact.values["written_afterwards"] is True
    assert contact.text("occurred_at")


def test_both_numbers_stand_beside_the_question_of_danger_whatever_is_chosen(first, qtbot):
    for segment in editor_of(first, "danger").segments:
        segment.click()
        assert first._emergency.isVisible()
        assert first._system.isVisible()


def test_an_unsafe_interpreter_brings_a_calm_warning_and_stops_nothing(first, around, qtbot):
    first._more.click()
    relation = editor_of(first, "interpreter_relation")
    assert not first._banner.isVisible()
    for code in sorted(UNSAFE_INTERPRETERS):
        relation.set_value(code)
        relation.edited.emit()
        assert first._banner.isVisible()
    relation.set_value("none_known")
    relation.edited.emit()
    assert not first._banner.isVisible()
    done(first, qtbot)
    assert contacts(around)


def test_when_somebody_else_interpreted_one_press_leads_to_saying_who(first, qtbot):
    kind = editor_of(first, "interpreter_kind")
    kind.set_value("other_person")
    kind.edited.emit()
    assert first._banner.isVisible()
    first._banner._act.click()
    assert editor_of(first, "interpreter_relation").isVisible()
    assert editor_of(first, "interpreter_relation").hasFocus()
    kind.set_value("professional_remote")
    kind.edited.emit()
    assert not first._banner.isVisible()


def test_more_details_open_below_and_push_nothing_away(first, qtbot):
    place = editor_of(first, "person_wishes").mapTo(first.widget(), editor_of(first, "person_wishes").rect().topLeft())
    first._more.click()
    qtbot.waitUntil(lambda: first._rest.isVisible())
    qtbot.wait(50)
    now = editor_of(first, "person_wishes").mapTo(first.widget(), editor_of(first, "person_wishes").rect().topLeft())
    assert now.y() == place.y()
    assert first._form.blocks["interpreter_relation"].isVisible()


def test_what_is_typed_survives_a_change_of_language_with_the_cursor(first, around, qtbot):
    editor = editor_of(first, "person_wishes")
    editor.setFocus()
    qtbot.keyClicks(editor, "Haluan passini")
    cursor = editor.textCursor()
    cursor.setPosition(6)
    editor.setTextCursor(cursor)
    editor_of(first, "danger").segments[2].click()
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert editor.toPlainText() == "Haluan passini"
        assert editor.textCursor().position() == 6
        assert editor_of(first, "danger").value() == editor_of(first, "danger").segments[2].code
    done(first, qtbot)
    (contact,) = contacts(around)
    assert contact.text("person_wishes") == "Haluan passini"


def test_a_day_chosen_beside_what_was_agreed_is_what_is_due(first, around, qtbot):
    qtbot.keyClicks(editor_of(first, "next_step"), "Soitetaan")
    first._next_day.editor.set_value("2026-12-24")
    first._next_day.editor.edited.emit()
    assert "Soitetaan" in editor_of(first, "next_step").toPlainText()
    done(first, qtbot)
    (row,) = listed(around)
    assert (row.next_step, row.next_at) == ("agreed_step", "2026-12-24")


def test_another_contact_of_a_case_stays_in_that_case(make, around, case, qtbot):
    page = make(lambda model: model.begin_in(case, "Koivu 3"))
    editor_of(page, "danger").segments[0].click()
    done(page, qtbot)
    (row,) = listed(around)
    assert row.case == case
    assert len(contacts(around)) == 1


def test_a_contact_is_opened_again_with_its_words(make, around, case, write, qtbot):
    record = write("contact", case, {"person_wishes": "Haluan kotiin"})
    page = make(lambda model: model.open(record, "Koivu 3"))
    assert editor_of(page, "person_wishes").toPlainText() == "Haluan kotiin"
    done(page, qtbot)
    assert records.open_form(around.session, record).values()["person_wishes"] == "Haluan kotiin"


def test_nothing_on_the_page_is_required(first, around, qtbot):
    editor_of(first, "written_afterwards").click()
    with qtbot.waitSignal(first._model.form.saved) as saved:
        first._done.click()
    assert saved.args == [()]


def test_every_word_fits_and_every_part_has_a_name(first, qtbot):
    first._more.click()
    assert clipped_in_any_language(first, qtbot) == {}
    assert nameless(first) == []


def test_no_choice_that_has_a_row_of_its_own_is_cut_in_any_language(first, qtbot):
    for language in ("fi", "sv", "en"):
        Language.set(language)
        qtbot.wait(50)
        for name in ("how_met", "place_type", "interpreter_kind"):
            choice = editor_of(first, name)
            widest = max(
                QFontMetrics(choice.font()).horizontalAdvance(choice.itemText(at)) for at in range(choice.count())
            )
            assert choice.width() - 40 >= widest, (name, language)
