"""The one line below a field: a hint, or how to mend what cannot stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px, set_role
from desktop_app.ui.widgets.announce import announce

_LINE = 18
_ICON_ROOM = 22
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class ErrorLine(QLabel):
    """Keeps the room of one line even when empty, so that nothing jumps."""

    def __init__(self, *, reserve: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reserve = reserve
        self._hint = ""
        self._error: str | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self, "meta")
        self._refresh()

    @property
    def error(self) -> str | None:
        """The sentence shown as an error."""
        return self._error

    def set_hint(self, text: str) -> None:
        """What stands here when nothing is wrong."""
        self._hint = text
        self._refresh()

    def set_error(self, text: str | None) -> None:
        """One sentence that says how to mend it; spoken by a screen reader."""
        if text and text != self._error:
            announce(self, text)
        self._error = text or None
        self._refresh()

    def _refresh(self) -> None:
        text = self._error or self._hint
        if text != self.text():
            self.setText(text)
        self.setWordWrap(bool(text))  # an empty line needs no measuring
        shown = self._reserve or bool(text)
        if self.parent() is not None or not shown:  # alone it would open a window of its own
            self.setVisible(shown)
        self.updateGeometry()

    def _text_height(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - (px(_ICON_ROOM) if self._error else 0)), 10_000)
        return QFontMetrics(self.font()).boundingRect(room, int(_WRAP), self.text()).height()

    def heightForWidth(self, width: int) -> int:
        """One line at least."""
        return max(px(_LINE), self._text_height(width)) if self.text() else px(_LINE)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(px(120), self.heightForWidth(self.width() if self.width() > px(120) else px(320)))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(px(64), px(_LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon and words."""
        if not self.text():
            return
        look = theme.current()
        painter = QPainter(self)
        left = 0
        if self._error:
            paint_icon(painter, "circle-alert", look.token("danger"), QRect(QPoint(0, px(1)), QSize(px(16), px(16))))
            left = px(_ICON_ROOM)
        painter.setFont(theme.current().font("meta_strong" if self._error else "meta"))
        painter.setPen(look.token("danger_ink" if self._error else "muted"))
        painter.drawText(QRect(left, 0, self.width() - left, self.height() + px(2)), int(_WRAP), self.text())
