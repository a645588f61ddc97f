"""Every reusable part, in three themes and three languages: named, and never cut."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop_app.ui.language import Language
from desktop_app.ui.tokens import ThemeName
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.error_line import ErrorLine
from desktop_app.ui.widgets.gallery import Gallery
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.status_line import StatusLine
from desktop_app.ui.widgets.tag import Tag


@pytest.fixture
def gallery(look, qtbot):
    window = Gallery()
    qtbot.addWidget(window)
    window.resize(1366, 688)
    window.show()
    QApplication.processEvents()
    return window


def _inside_of_qt(widget: QWidget) -> bool:
    return widget.objectName().startswith("qt_") or widget.metaObject().className().startswith("QComboBoxPrivate")


def unnamed(window: QWidget) -> list[str]:
    """Parts that the Tab key reaches and a screen reader cannot name."""
    found = []
    for widget in window.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(window)
        if not reached or _inside_of_qt(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(repr(widget))
    return found


def cut(window: QWidget) -> list[str]:
    """Words and rows of parts that have less room than they need."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or _inside_of_qt(widget):
            continue
        if isinstance(widget, QLabel | ChipFlow | Segmented) and widget.hasHeightForWidth():
            needed = widget.heightForWidth(widget.width())
            if widget.height() < needed:
                words = widget.text() if isinstance(widget, QLabel) else ""
                found.append(f"{type(widget).__name__} {words} is {widget.height()} high and needs {needed}")
        elif isinstance(widget, Tag | Button) and widget.width() < widget.sizeHint().width():
            found.append(f"{widget!r} {widget.text()} is {widget.width()} wide")
        elif isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ErrorLine):
            wanted = widget.sizeHint()
            if widget.height() < wanted.height() or widget.width() < wanted.width():
                found.append(f"{widget!r} {widget.text()} is cut")
    return found


def settle(window: QWidget, qtbot) -> None:
    """Words that change are laid out in the next turns of the event loop, at the latest in half a second."""
    for _ in range(10):
        qtbot.wait(5)
        if not cut(window):
            return
    qtbot.wait(500)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", list(ThemeName))
def test_every_part_is_named_and_whole(gallery, look, qtbot, name, language):
    look.choose(name)
    Language.set(language)
    settle(gallery, qtbot)
    assert unnamed(gallery) == []
    assert cut(gallery) == []


@pytest.mark.parametrize("scale", [150, 200])
def test_every_part_is_whole_when_everything_is_larger(gallery, look, qtbot, scale):
    look.choose(ThemeName.LIGHT, scale)
    Language.set("fi")
    settle(gallery, qtbot)
    assert cut(gallery) == []
    assert not gallery.page.horizontalScrollBar().isVisible()
    assert gallery.page.widget().width() <= gallery.page.viewport().width()


def test_every_target_is_at_least_32_px(gallery):
    for button in gallery.findChildren(QAbstractButton):
        if button.isVisibleTo(gallery) and not _inside_of_qt(button):
            assert button.height() >= 32, button
            assert button.width() >= 32, button


def test_a_dialog_keeps_the_safe_answer_focused_and_escape_means_it(gallery, qtbot):
    dialog = gallery.dialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog.keep_button
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_toast_undoes_once_and_goes(gallery, qtbot):
    from desktop_app.ui.widgets.toast import Toast

    undone = []
    toast = Toast.say(gallery.page, "Answer cleared", undo=lambda: undone.append(True))
    button = toast.findChild(QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not toast.isVisible()


def test_the_status_line_says_nothing_twice(gallery):
    line = StatusLine()
    line.set_status("All saved", "", "", kind="calm")
    line.set_status("All saved", "3 unsent", "", kind="calm")
    assert "3 unsent" in line.findChildren(QAbstractButton)[0].accessibleName()
    line.deleteLater()
