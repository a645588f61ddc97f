"""A worker's hands and eyes on the real window: what can be seen is found by its words, pressed and typed into."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QScrollArea,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop_app.demo.patience import ONE, Stuck, settle, until

Part = TypeVar("Part", bound=QWidget)

_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier

#: How soon a dialog for files is looked for again.
_DIALOG_MS = 60


class Hands:
    """Works on one window by mouse and keys."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def come_to_front(self) -> None:
        """Give the window the keyboard; a screen that is not there does not give it back after a menu."""
        self.window.activateWindow()
        until("the window in front", self.window.isActiveWindow)

    def look_for(self, kind: type[Part], words: str, *, enabled: bool = True) -> Part | None:
        """Return the visible part with these words as text or accessible name."""
        for root in self._roots():
            for part in root.findChildren(kind):
                if part.isVisible() and (part.isEnabled() or not enabled) and words in _words_of(part):
                    return part
        return None

    def find(self, kind: type[Part], words: str, *, enabled: bool = True) -> Part:
        """Wait for the part with these words. Raises `Stuck`."""
        return until(f"{kind.__name__} “{words}”", partial(self.look_for, kind, words, enabled=enabled))

    def sees(self, words: str) -> bool:
        """Whether a visible label or button holds these words."""
        parts = [part for root in self._roots() for part in root.findChildren(QWidget)]
        return any(part.isVisible() and any(words in text for text in _words_of(part)) for part in parts)

    def wait_for(self, words: str) -> None:
        """Wait until these words are on the screen."""
        until(f"the words “{words}”", lambda: self.sees(words))

    def press(self, words: str) -> None:
        """Press the button, chip, tick or row with these words."""
        self.press_part(self.find(QAbstractButton, words))

    def press_part(self, part: QWidget, place: QPoint | None = None) -> None:
        """Press a part with the mouse, scrolled into view."""
        bring_into_view(part)
        QTest.mouseClick(part, _LEFT, _PLAIN, place or QPoint())
        settle(5)

    def type_into(self, name: str, text: str) -> QWidget:
        """Type into the text field with this name and return it."""
        field = self.text_field(name)
        self.press_part(field.viewport() if isinstance(field, QTextEdit) else field)
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        type_keys(field, text)
        return field

    def text_field(self, name: str) -> QLineEdit | QTextEdit:
        """Return the field with this name."""

        def look() -> QLineEdit | QTextEdit | None:
            line = self.look_for(QLineEdit, name)
            return line if line is not None else self.look_for(QTextEdit, name)

        found: QWidget = until(f"the field “{name}”", look)
        if not isinstance(found, QLineEdit | QTextEdit):
            raise Stuck(f"the field “{name}”")
        return found

    def press_inside(self, field: QWidget, words: str) -> None:
        """Press the answer with these words inside a field. Raises `Stuck`."""

        def look() -> QAbstractButton | None:
            buttons = (one for one in field.findChildren(QAbstractButton) if one.isVisible())
            return next((one for one in buttons if words in _words_of(one)), None)

        button = until(f"the answer “{words}”", look)
        self.press_part(button)

    def choose(self, box: QComboBox, words: str) -> None:
        """Choose from a list that opens, by its keys. Raises `Stuck`."""
        bring_into_view(box)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        wanted = until(f"“{words}” in a list", lambda: box.findText(words) + 1) - 1
        while box.currentIndex() != wanted:
            before = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down if before < wanted else Qt.Key.Key_Up)
            if box.currentIndex() == before:
                break
        settle(5)

    def tick_in_list(self, words: str) -> None:
        """Tick in the list that has opened, then close it."""
        popup = until("an open list", QApplication.activePopupWidget)
        self.press(words)
        QTest.keyClick(popup, Qt.Key.Key_Escape)
        until("the list to close", lambda: QApplication.activePopupWidget() is None)
        self.come_to_front()

    def open_row(self, words: str) -> None:
        """Press the row of a list in which these words stand."""
        view, place = until(f"the row “{words}”", partial(self._row, words))
        bring_into_view(view)
        QTest.mouseClick(view.viewport(), _LEFT, _PLAIN, place)
        settle(5)

    def go(self, list_of_places: QListWidget, words: str) -> None:
        """Press a place in the sidebar."""
        items = list_of_places.findItems(words, Qt.MatchFlag.MatchExactly)
        place = list_of_places.visualItemRect(items[0]).center()
        QTest.mouseClick(list_of_places.viewport(), _LEFT, _PLAIN, place)
        settle(5)

    def pick_from_menu(self, button: str, words: str) -> None:
        """Open the menu of a button and pick from it."""
        self.press(button)
        menu = until("an open menu", _open_menu)
        action = next(one for one in menu.actions() if one.text() == words)
        QTest.mouseClick(menu, _LEFT, _PLAIN, menu.actionGeometry(action).center())
        until("the menu to close", lambda: not menu.isVisible())
        self.come_to_front()

    def save_as(self, button: str, path: Path, agree: str = "") -> None:
        """Press a button that asks where to save (first, with `agree`, whether to save), and answer with `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if agree:
            _Agreement(agree).begin()
        _FileName(path).begin()
        self.press(button)
        until(f"{path.name} to be written", path.exists)

    def press_and_agree(self, words: str, agree: str) -> None:
        """Press a button that asks once more, and press `agree` there."""
        agreement = _Agreement(agree)
        agreement.begin()
        self.press(words)
        until(f"the question to be answered with “{agree}”", lambda: agreement.done)

    def press_key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        """Press a key in the window."""
        QTest.keyClick(self.window, key, modifier)
        settle(5)

    def read_labels(self) -> list[str]:
        """Return the words of all visible labels, in their order."""
        return [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]

    def _roots(self) -> list[QWidget]:
        above = [QApplication.activePopupWidget(), QApplication.activeModalWidget()]
        return [*(one for one in above if one is not None), self.window]

    def _row(self, words: str) -> tuple[QAbstractItemView, QPoint] | None:
        for root in self._roots():
            for view in root.findChildren(QAbstractItemView):
                place = _row_place(view, words) if view.isVisible() else None
                if place is not None:
                    return view, place
        return None


class _Helper(ABC):
    """Does something in the next dialog, which runs its own loop, so that nothing else can; gives up after a while."""

    def __init__(self) -> None:
        self._end = monotonic() + ONE
        self.done = False

    def begin(self) -> None:
        """Look for the dialog soon."""
        QTimer.singleShot(_DIALOG_MS, lambda: self._look())  # a lambda keeps the helper alive until then

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.isVisible():
            self.done = self._act(dialog)
        if not self.done and monotonic() > self._end:
            if dialog is not None:
                dialog.close()
            return
        if not self.done:
            self.begin()

    @abstractmethod
    def _act(self, dialog: QWidget) -> bool:
        """Do the thing, and tell whether it is done."""


class _FileName(_Helper):
    """Names the file in a dialog for files."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._named = False

    def _act(self, dialog: QWidget) -> bool:
        name = dialog.findChild(QLineEdit)
        if not isinstance(dialog, QFileDialog) or name is None:
            return self._named
        self._named = True
        name.setText(str(self._path))  # as pasted; typing would open the list of names that begin so
        dialog.accept()
        return not dialog.isVisible()


class _Agreement(_Helper):
    """Presses one button in a question of the window."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def _act(self, dialog: QWidget) -> bool:
        for button in dialog.findChildren(QAbstractButton):
            if self._words in _words_of(button):
                self.done = True  # before the press: the dialog's loop ends with it
                QTest.mouseClick(button, _LEFT)
                return True
        return False


def type_keys(field: QWidget, text: str) -> None:
    """Press one key after another, letters of every language."""
    for letter in text:
        key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_unknown
        QTest.sendKeyEvent(QTest.KeyAction.Click, field, key, letter, _PLAIN)


def bring_into_view(part: QWidget) -> None:
    """Scroll the page so that a part is seen, as a worker would."""
    for area in part.window().findChildren(QScrollArea):
        if area.isVisible() and area.isAncestorOf(part):
            area.ensureWidgetVisible(part, 20, 20)


def _words_of(part: QWidget) -> tuple[str, ...]:
    text = getattr(part, "text", None)
    shown = text() if callable(text) and isinstance(part, QAbstractButton | QLabel) else ""
    return tuple(words for words in (shown.replace("&&", "&"), part.accessibleName()) if words)


def _open_menu() -> QMenu | None:
    popup = QApplication.activePopupWidget()
    return popup if isinstance(popup, QMenu) else None


def _row_place(view: QAbstractItemView, words: str) -> QPoint | None:
    model = view.model()
    for row in range(model.rowCount()):
        for at in range(model.columnCount() if isinstance(view, QTableView) else 1):
            index = model.index(row, at)
            reads = (index.data, partial(index.data, Qt.ItemDataRole.AccessibleTextRole))
            if any(words in str(read() or "") for read in reads):
                view.scrollTo(index)
                return view.visualRect(index).center()
    return None
