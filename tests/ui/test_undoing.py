"""In the window the last save is taken back by Ctrl+Z outside a text, by the message after it, and from the history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop_app.errors import LuotsiError
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.ui.pages.consent_page import ConsentPage
from desktop_app.ui.pages.history_page import HistoryPage
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.pages.records_page import RecordsPage
from desktop_app.ui.widgets.toast import Toast
from desktop_app.use_cases import cases, records, undo
from tests.ui.pages.conftest import around, case, session, write  # noqa: F401 - fixtures
from tests.ui.test_page_maker import current, window, work  # noqa: F401 - fixtures


@pytest.fixture
def pages(work):  # noqa: F811 - the fixture
    return work.pages


def toast_on(window, qtbot, words):  # noqa: F811 - the fixture
    def there():
        return [one for one in window.current_page.findChildren(Toast) if one.accessibleName() == words]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def awake(window, qtbot):  # noqa: F811 - the fixture
    """Keys work only in a window that is in front, once its menu is made."""
    window.menu()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def ctrl_z(window, more=Qt.KeyboardModifier.NoModifier):  # noqa: F811 - the fixture
    """Press the keys as a keyboard does: what has the focus may take them before the window's own acts."""
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | more)


def press(toast):
    toast.findChild(QPushButton).click()


def text_of(around, record):  # noqa: F811 - the fixture
    form = records.find_form(around.session, record)
    return None if form is None else form.values().get("text")


def open_note(pages, window, case, qtbot, record=None):  # noqa: F811 - the fixtures
    model = pages.show_case(case)
    page = pages.record(model, "note", record)
    window.show_page(page, "cases")
    qtbot.waitUntil(lambda: page._model.form.is_open and window.current_page is page)
    return page


def type_and_leave(page, qtbot, words):
    qtbot.keyClicks(page.cards.form.blocks["text"].editor, words)
    page._done.click()


def test_after_a_save_the_next_page_says_so_and_takes_it_back(pages, window, around, case, qtbot):  # noqa: F811
    page = open_note(pages, window, case, qtbot)
    type_and_leave(page, qtbot, "Vahinko")
    current(window, CasePage, qtbot)
    press(toast_on(window, qtbot, "Saved"))
    again = toast_on(window, qtbot, "The last save has been taken back.")
    assert not [one for one in cases.read(around.session, case).own if one.kind == "note"]
    press(again)
    toast_on(window, qtbot, "What was taken back is here again.")
    assert [one.text("text") for one in cases.read(around.session, case).own if one.kind == "note"] == ["Vahinko"]


def test_ctrl_z_on_the_page_saves_what_is_typed_and_takes_it_back(pages, window, around, case, write, qtbot):  # noqa: F811
    record = write("note", case, {"text": "Ensin"})
    page = open_note(pages, window, case, qtbot, record)
    editor = page.cards.form.blocks["text"].editor
    editor.selectAll()
    qtbot.keyClicks(editor, "Sitten")
    awake(window, qtbot)
    page._done.setFocus()
    ctrl_z(window)
    toast_on(window, qtbot, "The last save has been taken back.")
    assert text_of(around, record) == "Ensin"
    qtbot.waitUntil(lambda: editor.toPlainText() == "Ensin")
    ctrl_z(window, Qt.KeyboardModifier.ShiftModifier)
    toast_on(window, qtbot, "What was taken back is here again.")
    assert text_of(around, record) == "Sitten"


def test_ctrl_z_inside_a_text_is_the_text_s_own(pages, window, around, case, write, qtbot):  # noqa: F811
    record = write("note", case, {"text": "Ensin"})
    page = open_note(pages, window, case, qtbot, record)
    editor = page.cards.form.blocks["text"].editor
    awake(window, qtbot)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "x")
    ctrl_z(window)
    qtbot.waitUntil(lambda: editor.toPlainText() == "Ensin")
    assert not window.current_page.findChildren(Toast)
    assert undo.possible(around.session, record) == "undo", "the save still stands"


def test_a_record_begun_by_mistake_takes_its_page_along(pages, window, around, case, qtbot):  # noqa: F811
    page = open_note(pages, window, case, qtbot)
    qtbot.keyClicks(page.cards.form.blocks["text"].editor, "Vahinko")
    page._done.setFocus()
    window.do("undo")
    current(window, CasePage, qtbot)
    toast_on(window, qtbot, "The last save has been taken back.")
    assert not [one for one in cases.read(around.session, case).own if one.kind == "note"]


def test_ctrl_z_never_reaches_into_another_case(pages, window, around, case, qtbot):  # noqa: F811
    page = open_note(pages, window, case, qtbot)
    type_and_leave(page, qtbot, "Talteen")
    current(window, CasePage, qtbot)
    toast_on(window, qtbot, "Saved")
    failures: list[LuotsiError] = []
    around.background.report_failures_to(failures.append)
    pages.show_case(cases.open_new(around.session)[0])
    window.do("undo")
    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].code == "undo_nothing"
    assert [one.text("text") for one in cases.read(around.session, case).own if one.kind == "note"] == ["Talteen"]


def test_a_page_of_something_else_takes_nothing_back(pages, window, around, case, qtbot):  # noqa: F811
    page = open_note(pages, window, case, qtbot)
    type_and_leave(page, qtbot, "Talteen")
    case_page = current(window, CasePage, qtbot)
    toast_on(window, qtbot, "Saved")
    failures: list[LuotsiError] = []
    around.background.report_failures_to(failures.append)
    pages.show_section(case_page._model, "consent")
    current(window, ConsentPage, qtbot)
    window.do("undo")
    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].code == "undo_nothing"
    assert [one.text("text") for one in cases.read(around.session, case).own if one.kind == "note"] == ["Talteen"]


def test_from_the_history_the_last_save_goes_back_and_comes_back(pages, window, around, case, write, qtbot):  # noqa: F811
    record = write("note", case, {"text": "Ensin"})
    form = records.open_form(around.session, record)
    records.keep_draft(around.session, form, {"text": "Sitten"})
    records.save(around.session, record)
    pages.show_history(record, "note", "Koivu 3")
    page = current(window, HistoryPage, qtbot)
    qtbot.waitUntil(lambda: page._take_back.isVisible())
    assert page._take_back.text() == "Take the last save back"
    page._take_back.click()
    qtbot.waitUntil(lambda: page._take_back.text() == "Bring it back")
    assert text_of(around, record) == "Ensin"
    page._take_back.click()
    qtbot.waitUntil(lambda: page._take_back.text() == "Take the last save back")
    assert text_of(around, record) == "Sitten"


def test_where_nothing_can_be_taken_back_nothing_is_offered(pages, window, around, case, qtbot):  # noqa: F811
    (cover,) = [one for one in cases.read(around.session, case).own if one.kind == "case"]
    pages.show_history(cover.record, "case", "Koivu 3")
    page = current(window, HistoryPage, qtbot)
    qtbot.waitUntil(lambda: bool(page._model.steps))
    assert not page._take_back.isVisible()


def test_the_list_of_records_forgets_what_was_taken_back(pages, window, around, case, qtbot):  # noqa: F811
    model = pages.show_case(case)
    qtbot.waitUntil(lambda: model.view is not None)
    pages.show_section(model, "note")
    listed = current(window, RecordsPage, qtbot)
    listed.new_record.emit()
    page = current(window, RecordPage, qtbot)
    qtbot.waitUntil(lambda: page._model.form.is_open)
    type_and_leave(page, qtbot, "Vahinko")
    qtbot.waitUntil(lambda: window.current_page is listed and bool(listed._model.rows))
    toast_on(window, qtbot, "Saved")
    window.do("undo")
    qtbot.waitUntil(lambda: listed._model.rows == ())
