"""One field of a form: its label above, its editor, and one line below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.measure import column, px, row, set_role
from desktop_app.ui.widgets.error_line import ErrorLine
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.tick import Checkbox


class FieldLabel(Label):
    """The name of a field; the letter that Alt takes is underlined while Alt is held."""

    letter = ""
    letter_shown = False

    def __init__(self) -> None:
        super().__init__("", "label", wrap=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name, and the line under its letter."""
        super().paintEvent(event)
        words = self.text().replace("&&", "&")
        at = words.lower().find(self.letter) if self.letter_shown and self.letter else -1
        if at < 0:
            return
        metrics = QFontMetrics(self.font())
        left, below = metrics.horizontalAdvance(words[:at]), metrics.ascent() + px(1)
        painter = QPainter(self)
        ink = theme.current().token("ink")
        painter.fillRect(QRect(left, below, metrics.horizontalAdvance(words[at]), px(1)), ink)


EditorWidget = TypeVar("EditorWidget", bound=QWidget, covariant=True)


class FieldBlock(QWidget, Generic[EditorWidget]):
    """Label, editor and the line for a hint or an error; the label names the editor for screen readers.

    `inline` puts the label before the editor. A checkbox carries its label itself.
    """

    def __init__(
        self, editor: EditorWidget, *, reserve: bool = True, inline: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = FieldLabel()
        self.line = ErrorLine(reserve=reserve and not isinstance(editor, Checkbox), parent=self)
        self._label_hidden = False
        self._letter: QShortcut | None = None
        if inline:
            self._lay_inline()
        else:
            self._lay_stacked()
        self.label.setBuddy(editor)
        self.label.setVisible(not isinstance(editor, Checkbox))
        self.setFocusProxy(editor)
        vertical = editor.sizePolicy().verticalPolicy()
        grows = vertical in (QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Minimum
        )
        policy.setHeightForWidth(not grows)
        self.setSizePolicy(policy)
        complaint = getattr(editor, "complaint", None)
        if complaint is not None:
            complaint.connect(lambda text: self.set_error(text or None))

    def _lay_stacked(self) -> None:
        rows = column(self, 0)
        rows.addWidget(self.label)
        holder = column(None, 0, (0, 3, 0, 2))
        holder.addWidget(self.editor)
        rows.addLayout(holder, 1)
        rows.addWidget(self.line)

    def _lay_inline(self) -> None:
        set_role(self.label, "strong")
        self.label.setWordWrap(False)
        rows = column(self, 0)
        across = row(None, 12)
        across.addWidget(self.label)
        across.addWidget(self.editor, 1)
        rows.addLayout(across)
        rows.addWidget(self.line)

    def set_label(self, text: str) -> None:
        """Name the field; an empty name leaves no room (the editor then carries its own words)."""
        self.label.setText(text.replace("&", "&&"))
        own_words = isinstance(self.editor, Checkbox)
        self.label.setVisible(bool(text) and not own_words and not self._label_hidden)
        if isinstance(self.editor, Checkbox):
            self.editor.setText(text.replace("&", "&&"))
        if text:
            self.editor.setAccessibleName(text)

    def hide_label(self) -> None:
        """Leave the name to a heading of the page, in every language; screen readers still hear it."""
        self._label_hidden = True
        self.label.hide()

    def set_hint(self, text: str) -> None:
        """The grey line beneath."""
        self.line.set_hint(text)
        self.editor.setAccessibleDescription(text)

    def set_error(self, text: str | None) -> None:
        """Mark the field and say how to mend it, or take the mark away."""
        self.line.set_error(text)
        self.editor.setAccessibleDescription(self.line.text())
        set_error = getattr(self.editor, "set_error", None)
        if callable(set_error):
            set_error(text)

    @property
    def letter(self) -> str:
        """The letter that together with Alt leads to the field."""
        return self._letter.key().toString()[-1:] if self._letter is not None else ""

    def set_letter(self, letter: str) -> None:
        """Let Alt and a letter lead to the field; underlined in the label."""
        if self._letter is None:
            self._letter = QShortcut(self)
            self._letter.setContext(Qt.ShortcutContext.WindowShortcut)
            self._letter.activated.connect(self._go)
        self._letter.setKey(QKeySequence(f"Alt+{letter.upper()}") if letter else QKeySequence())
        self.label.letter = letter

    def _go(self) -> None:
        if self.isVisible():
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)


def assign_letters(blocks: Sequence[FieldBlock[QWidget]], taken: str = "") -> dict[str, str]:
    """Give each field an Alt letter from its label, unique on the page; returns letter → label.

    `taken` are letters of the menu bar. Fields for which no letter is left get none.
    """
    used = set(taken.lower())
    letters: dict[str, str] = {}
    for block in blocks:
        text = block.label.text().replace("&&", "&")
        free = next((mark for mark in text.lower() if mark.isascii() and mark.isalpha() and mark not in used), "")
        used.add(free)
        block.set_letter(free)
        if free:
            letters[free] = text
    return letters


def _lettered(window: QWidget) -> list[FieldBlock[QWidget]]:
    blocks = [widget for widget in window.findChildren(QWidget) if isinstance(widget, FieldBlock)]
    return [block for block in blocks if block.letter and block.isVisible()]


def show_letters(window: QWidget, shown: bool) -> None:
    """Underline the Alt letters of all fields in sight, or no longer."""
    for block in _lettered(window):
        block.label.letter_shown = shown
        block.label.update()


def field_keys(window: QWidget) -> list[tuple[str, str]]:
    """Keys and names of the fields in sight, for the list of keys."""
    return [(f"Alt+{block.letter}", block.label.text().replace("&&", "&")) for block in _lettered(window)]
