"""A small list of ticks that opens under a chip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.measure import px, space
from desktop_app.ui.widgets.editor import Options
from desktop_app.ui.widgets.tick import Checkbox

_MOST_HEIGHT = 420


class TickList(QFrame):
    """Options with ticks; `picked` for each press. Esc closes it."""

    picked = Signal(str)

    def __init__(self, options: Options, chosen: set[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setProperty("kind", "rows")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        space(rows, 2, 8)
        self._ticks: list[Checkbox] = []
        for code, label in options:
            tick = Checkbox(label)
            tick.set_value(code in chosen)
            tick.edited.connect(lambda code=code: self.picked.emit(code))
            self._ticks.append(tick)
            rows.addWidget(tick)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        space(outer, 0, 4)
        outer.addWidget(area)
        widest = max((tick.sizeHint().width() for tick in self._ticks), default=0)
        height = min(inside.sizeHint().height() + px(10), px(_MOST_HEIGHT))
        self.setFixedSize(min(widest + px(56), px(560)), height)

    def open_under(self, anchor: QWidget) -> None:
        """Show the list under the chip, or above it where there is no room."""
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + px(4)))
        screen = anchor.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place.setY(max(screen.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - px(4)))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()
        if self._ticks:
            self._ticks[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move, Esc closes."""
        step = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}.get(Qt.Key(event.key()))
        if step is not None:
            self.focusNextPrevChild(step)
        else:
            super().keyPressEvent(event)
