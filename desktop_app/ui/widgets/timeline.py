"""Points in time on lanes: a dot has happened, a ring is agreed; with a line for today and names for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.ui import theme
from desktop_app.ui.measure import px

_LEFT, _TOP, _RIGHT = 104, 36, 24
_LANE = 72
_DOT = 7
_LABEL_GAP = 4
_LEAST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its lane, day, words, the words of its day, and whether it has happened or asks for something."""

    lane: str
    on: date
    words: str
    day_words: str
    happened: bool = True
    asks: bool = False
    key: str = ""

    @property
    def spoken(self) -> str:
        """The point as a screen reader says it."""
        return f"{self.day_words}: {self.words}"


class Timeline(QWidget):
    """Lanes to scale. Arrows move between points, Enter opens; the same data stand as a list beside it."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: tuple[tuple[str, str], ...] = ()
        self._points: tuple[Point, ...] = ()
        self._today = date.min
        self._today_words = ""
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(
        self, lanes: Sequence[tuple[str, str]], points: Sequence[Point], today: date, today_words: str, name: str
    ) -> None:
        """Show points on lanes (key and words), and today."""
        self._lanes, self._today, self._today_words = tuple(lanes), today, today_words
        self._points = tuple(sorted(points, key=lambda point: point.on))
        self._current = min(self._current, len(self._points) - 1)
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(point.spoken for point in self._points))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the lanes."""
        return QSize(px(480), px(_TOP + _LANE * max(1, len(self._lanes))))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows get less room between days."""
        return QSize(px(280), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move; Enter and Space open."""
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in moves and self._points:
            self._current = max(0, min(len(self._points) - 1, self._current + moves[Qt.Key(event.key())]))
            self.setAccessibleDescription(self._points[self._current].spoken)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current >= 0:
            self.opened.emit(self._points[self._current].key)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what a point is."""
        point = self._at(event.position())
        QToolTip.showText(event.globalPosition().toPoint(), point.spoken if point else "", self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the record of a point."""
        point = self._at(event.position())
        if point is not None and point.key:
            self.opened.emit(point.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw lanes, today and points."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("meta"))
        self._paint_lanes(painter)
        self._paint_today(painter)
        taken: dict[tuple[str, bool], float] = {}
        for number, point in enumerate(self._points):
            self._paint_point(painter, point, current=number == self._current and self.hasFocus(), taken=taken)

    def _paint_lanes(self, painter: QPainter) -> None:
        look = theme.current()
        for number, (_, words) in enumerate(self._lanes):
            y = self._lane_y(number)
            painter.setPen(look.token("ink"))
            painter.setFont(look.font("meta_strong"))
            room = QRect(0, int(y) - px(16), px(_LEFT - 12), px(32))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, words)
            painter.setPen(QPen(look.token("line"), look.edge))
            painter.drawLine(QPointF(px(_LEFT), y), QPointF(self.width() - px(_RIGHT), y))
        painter.setFont(look.font("meta"))

    def _paint_today(self, painter: QPainter) -> None:
        look = theme.current()
        x = self._x(self._today)
        painter.setPen(QPen(look.token("accent"), px(2)))
        painter.drawLine(QPointF(x, px(26)), QPointF(x, self.height() - px(4)))
        metrics = QFontMetrics(look.font("meta_strong"))
        width = metrics.horizontalAdvance(self._today_words) + px(16)
        box = QRectF(min(max(0.0, x - width / 2), self.width() - width), px(2), width, px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.token("accent"))
        painter.drawRoundedRect(box, px(6), px(6))
        painter.setFont(look.font("meta_strong"))
        painter.setPen(look.token("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._today_words)
        painter.setFont(look.font("meta"))

    def _paint_point(
        self, painter: QPainter, point: Point, *, current: bool, taken: dict[tuple[str, bool], float]
    ) -> None:
        look = theme.current()
        centre = self._centre(point)
        radius = px(_DOT)
        colour = look.token("amber" if point.asks else "accent")
        painter.setPen(QPen(colour, px(2)))
        painter.setBrush(colour if point.happened else look.token("surface"))
        if point.asks:
            painter.save()
            painter.translate(centre)
            painter.rotate(45)
            painter.drawRect(QRectF(-radius + 1, -radius + 1, 2 * radius - 2, 2 * radius - 2))
            painter.restore()
        else:
            painter.drawEllipse(centre, radius, radius)
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.token("focus"), look.ring))
            painter.drawEllipse(centre, radius + px(4), radius + px(4))
        self._paint_words(painter, point, centre, taken)

    def _paint_words(
        self, painter: QPainter, point: Point, centre: QPointF, taken: dict[tuple[str, bool], float]
    ) -> None:
        """Write the words below the point, or above it where those below have no room; else only the tip has them."""
        look = theme.current()
        metrics = QFontMetrics(look.font("meta"))
        width = metrics.horizontalAdvance(point.words)
        left = min(max(px(_LEFT), centre.x() - width / 2), self.width() - width - px(4))
        for below in (True, False):
            if left < taken.get((point.lane, below), -1.0):
                continue
            taken[(point.lane, below)] = left + width + px(8)
            y = centre.y() + (px(_DOT + _LABEL_GAP) if below else -px(_DOT + _LABEL_GAP) - metrics.height())
            box = QRectF(left, y, width + 2, metrics.height())
            painter.fillRect(box, look.token("surface"))
            painter.setPen(look.token("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, point.words)
            return

    def _at(self, position: QPointF) -> Point | None:
        for point in self._points:
            if (self._centre(point) - position).manhattanLength() <= px(16):
                return point
        return None

    def _centre(self, point: Point) -> QPointF:
        number = next((at for at, (key, _) in enumerate(self._lanes) if key == point.lane), 0)
        return QPointF(self._x(point.on), self._lane_y(number))

    def _lane_y(self, number: int) -> float:
        return px(_TOP) + px(_LANE) * (number + 0.5)

    def _x(self, day: date) -> float:
        first, last = self._range()
        room = self.width() - px(_LEFT) - px(_RIGHT) - px(24)
        return px(_LEFT) + px(12) + room * (day - first).days / max(1, (last - first).days)

    def _range(self) -> tuple[date, date]:
        days = [point.on for point in self._points] + [self._today]
        first, last = min(days), max(days)
        if (last - first).days < _LEAST_DAYS:
            last = first + timedelta(days=_LEAST_DAYS)
        return first, last
