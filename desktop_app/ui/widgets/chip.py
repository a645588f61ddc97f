"""A chip: one of several answers or filters that can be on or off."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.paint import paint_box


class Chip(QPushButton):
    """A checkable button 32 px high; on: tick, bold, thicker edge."""

    def __init__(
        self, text: str = "", *, code: str = "", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.code = code
        self._icon_name = icon
        self._ticks = True
        self.setCheckable(icon is None)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # drawn again when the mouse comes or goes
        self.toggled.connect(lambda _on: self.updateGeometry())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_ticks(self, ticks: bool) -> None:
        """Whether the chosen one shows a tick (not so for the three languages at unlock)."""
        self._ticks = ticks
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the words in the weight that they have now."""
        return self.size_with(self.text())

    def size_with(self, words: str) -> QSize:
        """The size that the chip would have with other words."""
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(words) + 2 * px(13) + self._mark_width(), px(32))

    def minimumSizeHint(self) -> QSize:
        """A chip may be narrower than its words only in a very narrow window."""
        return QSize(px(64), px(32))

    def _font(self) -> QFont:
        return theme.current().font("chip_chosen" if self.isChecked() else "chip")

    def _mark(self) -> str | None:
        return self._icon_name or ("check" if self.isChecked() and self._ticks else None)

    def _mark_width(self) -> int:
        return px(16) + px(7) if self._mark() else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        look = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        filled = on and look.fills_chosen
        under = self.isEnabled() and self.underMouse()
        if on:
            fill = look.token("accent" if filled else "accent_soft")
            edge, width = look.token("accent"), max(look.edge, px(2))
        else:
            fill = look.token("sunken" if under else "raised")
            edge, width = look.token("ink" if under and look.fills_chosen else "field"), look.edge
        paint_box(painter, self._box(), fill=fill, edge=edge, width=width, radius=px(16))
        colour = look.token("on_accent" if filled else "accent_ink" if on else "ink")
        mark = self._mark()
        left = px(13)
        if mark:
            paint_icon(painter, mark, colour, QRect(left, (self.height() - px(16)) // 2, px(16), px(16)))
            left += self._mark_width()
        font = self._font()
        painter.setFont(font)
        painter.setPen(colour)
        room = QRect(left, 0, self.width() - left - px(12), self.height())
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() + px(1))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _box(self) -> QRect:
        return QRect(QPoint(0, 0), self.size())
