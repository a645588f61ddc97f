"""A number to call, with the words that say whose it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import icon
from desktop_app.ui.measure import px, row
from desktop_app.ui.widgets.label import Label

#: Keeps the digits of a number in their order in any text (Unicode bidirectional algorithm, isolates).
_ISOLATE, _POP = "\u2066", "\u2069"


class PhoneNumber(QWidget):
    """Icon, the number in bold, and muted words after it. The number can be selected and copied."""

    def __init__(self, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        line = row(self, 6)
        self._icon = QLabel()
        self._icon.setAccessibleName(" ")
        self._digits = Label(f"{_ISOLATE}{number.replace(' ', chr(0xA0))}{_POP}", "strong", selectable=True)
        self._words = Label("", "meta", "muted")
        for part in (self._icon, self._digits, self._words):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.restyle()

    def set(self, words: str) -> None:
        """Say whose number it is."""
        self._words.setText(words)
        self.setAccessibleName(f"{words} {self._number}")

    def restyle(self) -> None:
        """Draw the icon in the colours and the size in force."""
        side = px(18)
        self._icon.setPixmap(icon("phone", "muted").pixmap(side, side))
        self._icon.setFixedWidth(theme.current().px(20))
