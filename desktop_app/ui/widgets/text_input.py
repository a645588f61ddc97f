"""One line of text."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px, set_height, set_look, set_role


class TextInput(QLineEdit):
    """An editor of one line, 40 px high; `secret` shows dots, `icon` stands before the text."""

    edited = Signal()

    def __init__(self, *, icon: str | None = None, secret: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.set_secret(secret)
        set_height(self, 40)
        set_role(self, "body")
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.restyle()

    def set_secret(self, secret: bool) -> None:
        """Dots instead of letters, or the letters; pasting works in both."""
        self.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)

    def value(self) -> str | None:
        """The text without spaces around it, or `None`."""
        return self.text().strip() or None

    def set_value(self, value: object) -> None:
        """Show a text."""
        text = value if isinstance(value, str) else ""
        if (text.strip() or None) != self.value():
            self.setText(text)

    def set_error(self, text: str | None) -> None:
        """Red edge while the text cannot stand."""
        set_look(self, "invalid", text is not None)

    def restyle(self) -> None:
        """Keep room for the icon at the user's scale."""
        self.setTextMargins(px(26) if self._icon_name else 0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon over the styled field."""
        super().paintEvent(event)
        if self._icon_name:
            side = px(18)
            place = QRect(px(14), (self.height() - side) // 2, side, side)
            paint_icon(QPainter(self), self._icon_name, theme.current().token("muted"), place)
