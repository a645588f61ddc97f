"""Buttons: primary, default, quiet and danger."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px, set_role
from desktop_app.ui.widgets.paint import paint_box, shown_text

BUSY_AFTER_MS = 400
_TURN_MS = 90


class ButtonKind(StrEnum):
    """Weight of a button: at most one `PRIMARY` per page."""

    PRIMARY = "primary"
    DEFAULT = "default"
    QUIET = "quiet"
    DANGER = "danger"


class Button(QPushButton):
    """A push button 40 px high (`small`: 32) with an optional icon before its verb."""

    def __init__(
        self,
        kind: str = ButtonKind.DEFAULT,
        icon: str | None = None,
        *,
        text: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = ButtonKind(kind)
        self._icon_name = icon
        self._small = small
        self._busy = False
        self._turn: int | None = None
        self._wait: QTimer | None = None
        self._spin: QTimer | None = None
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # drawn again when the mouse comes or goes
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        set_role(self, "button")

    @property
    def kind(self) -> ButtonKind:
        """The weight of the button."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Change the weight."""
        self._kind = ButtonKind(kind)
        self.update()

    def set_icon(self, name: str | None) -> None:
        """Change the icon before the verb."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    @property
    def busy(self) -> bool:
        """True while the act is under way; presses do nothing then."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """Start or end the act: the words stay, a small spinner comes after 400 ms."""
        self._busy = busy
        self._turn = None
        for timer in (self._wait, self._spin):
            if timer is not None:
                timer.stop()
        if busy:
            self._waiting().start()
        self.update()

    def _waiting(self) -> QTimer:
        """Return the timer of the spinner; few buttons are ever busy."""
        if self._wait is None:
            self._wait = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
            self._wait.timeout.connect(self._start_spinner)
        return self._wait

    def _start_spinner(self) -> None:
        self._turn = 0
        if not theme.current().reduced_motion:
            if self._spin is None:
                self._spin = QTimer(self, interval=_TURN_MS)
                self._spin.timeout.connect(self._advance)
            self._spin.start()
        self.update()

    def _advance(self) -> None:
        self._turn = ((self._turn or 0) + 30) % 360
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing while busy."""
        if not self._busy:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter press; nothing while busy."""
        if self._busy:
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for icon, words and padding."""
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(shown_text(self.text())) + 2 * px(self._padding())
        if self._icon_name:
            width += px(18) + (px(8) if self.text() else 0)
        return QSize(width, px(32 if self._small else 40))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def _padding(self) -> int:
        if self._kind is ButtonKind.QUIET:
            return 12
        return 12 if self._small else 17

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, icon or spinner, and words."""
        painter = QPainter(self)
        text_colour = self._paint_box(painter)
        metrics = QFontMetrics(self.font())
        words = shown_text(self.text())
        advance = metrics.horizontalAdvance(words)
        icon_side = px(18)
        total = advance + ((icon_side + (px(8) if words else 0)) if self._icon_name else 0)
        left = (self.width() - total) // 2
        if self._turn is not None:
            side = icon_side if self._icon_name else px(12)
            at = left if self._icon_name else left - side - px(3)
            self._paint_spinner(painter, QRect(at, (self.height() - side) // 2, side, side), text_colour)
        elif self._icon_name:
            top = (self.height() - icon_side) // 2
            paint_icon(painter, self._icon_name, text_colour, QRect(left, top, icon_side, icon_side))
        painter.setPen(text_colour)
        painter.setFont(self.font())
        box = QRect(left + total - advance, 0, advance + px(2), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_spinner(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        painter.save()
        painter.translate(rect.center())
        painter.rotate(self._turn or 0)
        painter.translate(-rect.center())
        paint_icon(painter, "loader-circle", colour, rect)
        painter.restore()

    def _paint_box(self, painter: QPainter) -> QColor:
        """Draw the box and return the colour of the words."""
        look = theme.current()
        rect = QRect(QPoint(0, 0), self.size())
        radius = px(8)
        under = self.isEnabled() and self.underMouse()
        down = self.isDown()
        if not self.isEnabled():
            fill = None if self._kind is ButtonKind.QUIET else look.token("sunken")
            edge = None if self._kind is ButtonKind.QUIET else look.token("field")
            paint_box(painter, rect, fill=fill, edge=edge, width=look.edge, radius=radius, dashed=True)
            return look.token("muted")
        if self._kind is ButtonKind.PRIMARY:
            fill = look.token("accent_hover" if under or down else "accent")
            paint_box(painter, rect, fill=fill, radius=radius)
            return look.token("on_accent")
        if self._kind is ButtonKind.QUIET:
            if under or down:
                edge = look.token("field") if look.fills_chosen else None
                paint_box(painter, rect, fill=look.token("sunken"), edge=edge, width=look.edge, radius=radius)
            return look.token("accent_ink")
        danger = self._kind is ButtonKind.DANGER
        hover_fill = look.token("danger_soft" if danger else "sunken")
        edge = look.token("danger" if danger else "ink" if down else "field")
        width = look.edge + (px(1) if down or (under and look.fills_chosen) else 0)
        fill = hover_fill if under or down else look.token("raised")
        paint_box(painter, rect, fill=fill, edge=edge, width=width, radius=radius)
        return look.token("danger_ink" if danger else "ink")
