"""Two parts side by side, stacked where the page is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.measure import px, row
from desktop_app.ui.widgets.scroll_page import NARROW_BELOW

_UNBOUNDED = 16_777_215


class TwoColumns(QWidget):
    """`left_width` or `right_width` (px at 100 %) fixes one part; the other takes the rest."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        left_width: int | None = None,
        right_width: int | None = None,
        gap: int = 16,
        top: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        self._widths = (left_width, right_width)
        self._row = row(self, gap)
        alignment = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag(0)
        self._row.addWidget(left, 0 if left_width else 1, alignment)
        self._row.addWidget(right, 0 if right_width else 1, alignment)
        self.stacked = False
        self.restyle()

    def restyle(self) -> None:
        """Measure again."""
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        window = self.window()
        around = window.width() if window is not self and window.isVisible() else width + 64
        self.stacked = around * 100 / theme.current().scale < NARROW_BELOW
        down = QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if self.stacked else QBoxLayout.Direction.LeftToRight)
        for widget, fixed in zip((self._left, self._right), self._widths, strict=True):
            if fixed and not self.stacked:
                widget.setFixedWidth(px(fixed))
            elif fixed:
                widget.setMinimumWidth(0)
                widget.setMaximumWidth(_UNBOUNDED)
