"""Points in time on lanes: a dot has happened, a ring is agreed; with a line for today and names for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.ui import theme
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.timeline_scale import MONTHS_FROM, Place, Point, Scale, later, places_of, scale_of

__all__ = ["Point", "Timeline"]

_LEFT, _TOP, _RIGHT = 104, 40, 16
_LANE = 84
_DOT = 7
_LABEL_GAP = 4
_MARK = 64
_LATER = 168
_LATER_ROW = 46

#: Words of a mark from its day and whether a month stands there; of a month alone when days are too many.
DayWords = Callable[[date, bool], str]
MonthWords = Callable[[date], str]


class Timeline(QWidget):
    """Lanes to scale. Arrows move between points, Enter opens; the same data stand as a list beside it."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: tuple[tuple[str, str], ...] = ()
        self._points: tuple[Point, ...] = ()
        self._places: tuple[Place, ...] = ()
        self._later: tuple[Point, ...] = ()
        self._today = date.min
        self._scale = Scale(date.min, date.min)
        self._today_words = self._later_words = ""
        self._day_words: DayWords = lambda day, month: day.isoformat()
        self._month_words: MonthWords = date.isoformat
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def name_days(self, today: str, later: str, day: DayWords, month: MonthWords) -> None:
        """Give the words of today, of what stands beyond the scale, and of the scale's marks."""
        self._today_words, self._later_words, self._day_words, self._month_words = today, later, day, month
        self.update()

    def set(self, lanes: Sequence[tuple[str, str]], points: Sequence[Point], today: date, name: str) -> None:
        """Show points on lanes (key and words), and today."""
        self._lanes, self._today = tuple(lanes), today
        self._points = tuple(sorted(points, key=lambda point: point.on))
        self._scale = scale_of(self._points, today)
        self._places, self._later = places_of(self._points, self._scale), later(self._points, self._scale)
        self._current = min(self._current, len(self._points) - 1)
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(point.spoken for point in self._points))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the lanes, or as what stands beyond the scale."""
        lanes, beyond = _LANE * max(1, len(self._lanes)), _LATER_ROW * len(self._later)
        return QSize(px(480), px(_TOP + max(lanes, beyond)))

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
        """Say what stands there."""
        points = self._at(event.position())
        QToolTip.showText(event.globalPosition().toPoint(), "\n".join(point.spoken for point in points), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the record of a point."""
        point = next((point for point in self._at(event.position()) if point.key), None)
        if point is not None:
            self.opened.emit(point.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw scale, lanes, today, points and what comes later."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_marks(painter)
        self._paint_lanes(painter)
        self._paint_today(painter)
        taken: list[QRectF] = []
        for place in self._places:
            self._paint_dot(painter, place)
        for place in self._places:
            self._paint_words(painter, place, taken)
        self._paint_later(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setFont(look.font("meta"))
        metrics = QFontMetrics(look.font("meta"))
        step, marks = self._scale.marks(self._room(), px(_MARK))
        month = 0
        for day in marks:
            x = self._x(day)
            painter.setPen(QPen(look.token("line"), look.edge))
            painter.drawLine(QPointF(x, px(26)), QPointF(x, self.height() - px(4)))
            words = self._month_words(day) if step >= MONTHS_FROM else self._day_words(day, day.month != month)
            month = day.month
            width = metrics.horizontalAdvance(words)
            box = QRectF(x - width / 2 - 1, px(3), width + 2, px(22))
            if not box.adjusted(-px(4), 0, px(4), 0).intersects(self._today_box()):
                painter.setPen(look.token("muted"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_lanes(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setFont(look.font("meta_strong"))
        for number, (_, words) in enumerate(self._lanes):
            y = self._lane_y(number)
            painter.setPen(look.token("ink"))
            room = QRect(0, int(y) - px(16), px(_LEFT - 12), px(32))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, words)
            painter.setPen(QPen(look.token("line"), look.edge))
            painter.drawLine(QPointF(px(_LEFT), y), QPointF(px(_LEFT) + px(24) + self._room(), y))

    def _today_box(self) -> QRectF:
        metrics = QFontMetrics(theme.current().font("meta_strong"))
        width = metrics.horizontalAdvance(self._today_words) + px(16)
        x = self._x(self._today)
        return QRectF(min(max(0.0, x - width / 2), self.width() - width), px(2), width, px(24))

    def _paint_today(self, painter: QPainter) -> None:
        look = theme.current()
        x = self._x(self._today)
        painter.setPen(QPen(look.token("accent"), px(2)))
        painter.drawLine(QPointF(x, px(26)), QPointF(x, self.height() - px(4)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.token("accent"))
        painter.drawRoundedRect(self._today_box(), px(6), px(6))
        painter.setFont(look.font("meta_strong"))
        painter.setPen(look.token("on_accent"))
        painter.drawText(self._today_box(), Qt.AlignmentFlag.AlignCenter, self._today_words)

    def _paint_dot(self, painter: QPainter, place: Place) -> None:
        look = theme.current()
        centre, radius = self._centre(place.points[0]), px(_DOT)
        asks = any(point.asks for point in place.points)
        colour = look.token("amber" if asks else "accent")
        painter.setPen(QPen(colour, px(2)))
        painter.setBrush(colour if all(point.happened for point in place.points) else look.token("surface"))
        if asks:
            painter.save()
            painter.translate(centre)
            painter.rotate(45)
            painter.drawRect(QRectF(-radius + 1, -radius + 1, 2 * radius - 2, 2 * radius - 2))
            painter.restore()
        else:
            painter.drawEllipse(centre, radius, radius)
        if self.hasFocus() and 0 <= self._current < len(self._points) and self._points[self._current] in place.points:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.token("focus"), look.ring))
            painter.drawEllipse(centre, radius + px(4), radius + px(4))

    def _paint_words(self, painter: QPainter, place: Place, taken: list[QRectF]) -> None:
        """Write the words below the dot, above it, or a row further below: wherever there is room."""
        look = theme.current()
        metrics = QFontMetrics(look.font("meta"))
        end = px(_LEFT) + px(24) + self._room()
        words = metrics.elidedText(place.words, Qt.TextElideMode.ElideRight, int(end - px(_LEFT)))
        width, height = metrics.horizontalAdvance(words) + 2, metrics.height()
        centre = self._centre(place.points[0])
        left = min(max(px(_LEFT), centre.x() - width / 2), end - width)
        below, above = centre.y() + px(_DOT + _LABEL_GAP), centre.y() - px(_DOT + _LABEL_GAP) - height
        boxes = [QRectF(left, top, width, height) for top in (below, above, below + height)]
        box = next((box for box in boxes if not any(box.adjusted(-4, 0, 4, 0).intersects(one) for one in taken)), None)
        if box is None:
            return
        taken.append(box)
        painter.setFont(look.font("meta"))
        painter.fillRect(box, look.token("surface"))
        painter.setPen(look.token("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_later(self, painter: QPainter) -> None:
        """Write what stands beyond the scale in words, after a dotted break."""
        if not self._later:
            return
        look = theme.current()
        left = self.width() - px(_LATER)
        painter.setPen(QPen(look.token("field"), look.edge, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, px(2)), QPointF(left, self.height() - px(4)))
        strong, plain = look.font("meta_strong"), look.font("meta")
        painter.setFont(plain)
        painter.setPen(look.token("muted"))
        painter.drawText(QRectF(left + px(16), px(3), px(_LATER - 16), px(22)), self._later_words)
        for number, point in enumerate(self._later):
            box = self._later_box(number)
            painter.setFont(strong)
            painter.setPen(look.token("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignTop, point.day_words)
            painter.setFont(plain)
            painter.setPen(look.token("muted"))
            words = QFontMetrics(plain).elidedText(point.words, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box.adjusted(0, px(19), 0, 0), Qt.AlignmentFlag.AlignTop, words)
            if self.hasFocus() and self._current == len(self._points) - len(self._later) + number:
                painter.setPen(QPen(look.token("focus"), look.ring))
                painter.drawRoundedRect(box.adjusted(-px(6), -px(3), 0, 0), px(6), px(6))

    def _later_box(self, number: int) -> QRectF:
        left = self.width() - px(_LATER) + px(16)
        return QRectF(left, px(_TOP + _LATER_ROW * number), px(_LATER - 20), px(40))

    def _at(self, position: QPointF) -> tuple[Point, ...]:
        for place in self._places:
            if (self._centre(place.points[0]) - position).manhattanLength() <= px(16):
                return place.points
        return tuple(one for number, one in enumerate(self._later) if self._later_box(number).contains(position))

    def _centre(self, point: Point) -> QPointF:
        number = next((at for at, (key, _) in enumerate(self._lanes) if key == point.lane), 0)
        return QPointF(self._x(point.on), self._lane_y(number))

    def _lane_y(self, number: int) -> float:
        return px(_TOP) + px(_LANE) * (number + 0.45)

    def _room(self) -> float:
        """The width between the first and the last day to scale."""
        beyond = px(_LATER) if self._later else 0
        return max(1, self.width() - px(_LEFT) - px(_RIGHT) - px(24) - beyond)

    def _x(self, day: date) -> float:
        return px(_LEFT) + px(12) + self._room() * self._scale.share(day)
