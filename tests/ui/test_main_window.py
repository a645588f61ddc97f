"""The frame: places, the way back, keys, hiding at once."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.commands import COMMANDS
from desktop_app.ui.language import Language
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.tokens import ThemeName
from desktop_app.ui.widgets.field_block import FieldBlock, assign_letters, field_keys
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_input import TextInput

PLACES = (
    ("today", "sun", "Today"),
    ("cases", "folder", "Cases"),
    ("new", "circle-plus", "New"),
    ("sheets", "file-text", "Sheets"),
    ("sync", "refresh-cw", "Sync"),
)


class _LongPage(ScrollPage):
    """A page with many fields that counts what it is asked."""

    def __init__(self):
        super().__init__()
        self.asked = []
        self.holds = False
        self.then = None
        self.fields = [TextInput() for _ in range(40)]
        for field in self.fields:
            self.body.addWidget(field)

    def leave(self, then):
        self.asked.append("leave")
        if self.holds:
            self.then = then
        else:
            then()

    def main_act(self):
        self.asked.append("main_act")

    def undo(self):
        self.asked.append("undo")

    def save_now(self):
        self.asked.append("save_now")

    def focus_search(self):
        self.asked.append("focus_search")
        self.fields[0].setFocus()


@pytest.fixture
def window(look, qtbot):
    window = MainWindow()
    qtbot.addWidget(window)
    for key, icon, title in PLACES:
        window.add_place(key, icon, title, _LongPage)
    window.resize(1366, 688)
    window.show_place("today")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.forget_pages()
    window.close()


def key(qtbot, window, key_, modifier=Qt.KeyboardModifier.ControlModifier):
    qtbot.keyClick(window, key_, modifier)


def test_the_title_says_luotsi_and_nothing_else(window):
    for place, _icon, _title in PLACES:
        window.show_place(place)
        assert window.windowTitle() == "Luotsi"


def test_the_five_places_have_their_keys(window, qtbot):
    for at in range(len(PLACES)):
        with qtbot.waitSignal(window.place_shown) as shown:
            key(qtbot, window, Qt.Key(Qt.Key.Key_1 + (at + 1) % 5))
        assert shown.args == [PLACES[(at + 1) % 5][0]]
    assert len(window._pages) == 5


def test_pages_are_made_when_they_are_first_shown(look, qtbot):
    window = MainWindow()
    qtbot.addWidget(window)
    window.add_place("today", "sun", "Today", _LongPage)
    window.add_place("cases", "folder", "Cases", _LongPage)
    window.show_place("today")
    assert list(window._pages) == ["today"]


def test_the_way_back_leads_to_the_same_row_and_scroll(window, qtbot):
    page = window.current_page
    QApplication.processEvents()
    page.fields[30].setFocus()
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum())
    scroll = bar.value()
    assert scroll > 0
    other = _LongPage()
    window.show_page(other)
    assert window.current_page is other
    key(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current_page is page
    assert bar.value() == scroll
    assert window.focusWidget() is page.fields[30]


def test_a_page_saves_before_it_is_left(window):
    page = window.current_page
    page.holds = True
    window.show_place("cases")
    assert window.current_page is page
    page.then()
    assert window.current_page is not page
    assert page.asked == ["leave"]


def test_closing_waits_for_the_page(window, qtbot):
    page = window.current_page
    page.holds = True
    assert not window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closing):
        page.then()
    assert not window.isVisible()


def test_the_keys_of_the_page_reach_it(window, qtbot):
    page = window.current_page
    key(qtbot, window, Qt.Key.Key_Return)
    key(qtbot, window, Qt.Key.Key_Z)
    key(qtbot, window, Qt.Key.Key_S)
    assert page.asked == ["main_act", "undo", "save_now"]


def test_search_again_means_all_cases(window, qtbot):
    page = window.current_page
    page.fields[3].setFocus()
    key(qtbot, window, Qt.Key.Key_F)
    assert window.current_page is page
    assert window.focusWidget() is page.fields[0]
    key(qtbot, window, Qt.Key.Key_F)
    assert window._key == "cases"
    assert window.focusWidget() is window.current_page.fields[0]


def test_hiding_covers_everything_at_once_and_asks_for_the_lock(window, qtbot):
    before = time.perf_counter()
    with qtbot.waitSignal(window.lock_asked):
        key(qtbot, window, Qt.Key.Key_H)
        taken = time.perf_counter() - before
    assert taken < 0.3
    assert window.is_hidden_by_blank
    picture = window.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, picture.width(), 20) for y in range(0, picture.height(), 20)
    }
    assert len(colours) == 1
    unlock = QWidget()
    window.show_alone(unlock)
    assert not window.is_hidden_by_blank


def test_the_blank_page_also_covers_text_and_the_focus_ring(window, qtbot):
    window.current_page.fields[0].setFocus()
    QApplication.processEvents()
    window.quick_hide()
    QApplication.processEvents()
    picture = window.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)
    }
    assert len(colours) == 1


def test_locking_leaves_nothing_of_the_work_in_the_window(window):
    window.current_page.fields[0].setText("Koivu 3")
    window.forget_pages()
    assert window.pages.count() == 0
    window.back()
    assert window.pages.count() == 0


def test_the_panes_follow_each_other(window, qtbot):
    window.sidebar.places.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.current_page.isAncestorOf(window.focusWidget())
    window.set_status("All saved", "", "No network. Work goes on.")
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.status_line.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.sidebar.isAncestorOf(window.focusWidget())


def test_escape_leaves_the_field_and_keeps_the_text(window, qtbot):
    field = window.current_page.fields[0]
    field.setFocus()
    qtbot.keyClicks(field, "Koivu")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.hasFocus()
    assert field.text() == "Koivu"


def test_the_sidebar_becomes_a_rail_below_900_px(window, look):
    assert not window.sidebar.is_rail
    look.choose(ThemeName.LIGHT, 200)
    QApplication.processEvents()
    assert window.sidebar.is_rail
    assert window.sidebar.width() == 112
    item = window.sidebar.places.item(0)
    assert item.toolTip() == "Today"
    assert QAccessible.queryAccessibleInterface(window.sidebar.places).child(0).text(QAccessible.Text.Name) == "Today"
    look.choose(ThemeName.LIGHT, 150)
    QApplication.processEvents()
    assert not window.sidebar.is_rail


def test_a_count_is_told_in_words(window):
    window.set_count("today", 2)
    item = window.sidebar.places.item(0)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Today, 2 wait for you"


def test_every_command_is_in_the_menu_in_every_language(window):
    shown: set[str] = set()
    for language in ("fi", "sv", "en"):
        Language.set(language)
        QApplication.processEvents()
        shown = {action.text() for menu in window.menu().actions() if menu.menu() for action in menu.menu().actions()}
        for command in COMMANDS:
            assert window.menu().acts[command.name].text() in shown
    assert {"Today", "Sync"} <= shown


def test_no_key_is_one_that_a_finnish_keyboard_needs(window):
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    for each in keys:
        assert not ("Ctrl" in each and "Alt" in each)
        assert not set(each) & set("§<ÅÄÖåäö´¨")
        assert "+" in each or each.startswith(("F", "Pg"))


def test_larger_and_smaller_change_everything(window, look, qtbot):
    with qtbot.waitSignal(window.size_changed) as changed:
        window.do("larger")
    assert changed.args == [115]
    assert look.scale == 115
    window.do("usual_size")
    assert look.scale == 100


def test_the_focused_field_is_always_whole_and_ringed(window, qtbot):
    page = window.current_page
    QApplication.processEvents()
    ring = window._ring
    for at in (0, 25, 39, 3):
        page.fields[at].setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        field = page.fields[at]
        top = field.mapTo(page.viewport(), field.rect().topLeft()).y()
        assert top >= 0
        assert top + field.height() <= page.viewport().height()
        assert ring.isVisible()
        outside = ring.geometry()
        place = field.rect().translated(field.mapTo(window, field.rect().topLeft()))
        assert outside.contains(place)
        assert outside.width() == place.width() + 8
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert not ring.isVisible() or ring.geometry().bottom() <= page.mapTo(window, page.rect().bottomLeft()).y()


def test_a_click_on_a_place_goes_there_and_the_list_is_read_as_a_list(window, qtbot):
    places = window.sidebar.places
    assert QAccessible.queryAccessibleInterface(places).role() == QAccessible.Role.List
    box = places.visualItemRect(places.item(4))
    qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert window._key == "sync"
    assert isinstance(window.current_page, _LongPage)


def test_alone_means_without_sidebar_and_status_line(window):
    page = Label("x")
    window.show_alone(page)
    assert not window.sidebar.isVisible()
    assert window.current_page is page
    window.show_frame()
    assert window.sidebar.isVisible()


def test_alt_shows_the_letters_of_the_fields(window, qtbot):
    block = FieldBlock(TextInput())
    block.set_label("Day agreed")
    page = window.current_page
    page.body.insertWidget(0, block)
    for _ in range(4):
        QApplication.processEvents()
    assign_letters([block])
    assert field_keys(window) == [("Alt+D", "Day agreed")]
    before = block.label.grab().toImage()
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    assert block.label.grab().toImage() != before
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert block.label.grab().toImage() == before


def test_a_page_that_is_shown_has_the_keyboard_in_its_first_part(window):
    page = window.current_page
    assert window.focusWidget() is page.fields[0]
    window.show_place("cases")
    assert window.focusWidget() is window.current_page.fields[0]
