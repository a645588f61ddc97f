"""A list whose whole row is the target: icon, bold reference, neutral step, time, chevron."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.paint import paint_box, text_width

_Index = QModelIndex | QPersistentModelIndex
_INK = {"": "ink", "muted": "muted", "accent": "accent_ink", "amber": "amber_ink", "danger": "danger_ink"}
_ICON_INK = {"": "ink", "muted": "muted", "accent": "accent", "amber": "amber", "danger": "danger"}
_INSET = 20
_AIR = 10
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `title` is bold and never cut, `detail` is a second line, `side` stands at the right.

    `apart` puts air above a row that begins another group.
    """

    key: str
    title: str
    text: str = ""
    detail: str = ""
    side: str = ""
    icon: str | None = None
    tone: str = "accent"
    side_tone: str = "muted"
    chevron: bool = True
    chosen: bool = False
    strong: bool = True
    apart: bool = False

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.text, self.detail, self.side) if part)


class _RowModel(QAbstractListModel):
    """Holds the rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a screen reader reads, and the row itself."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return row if role == Qt.ItemDataRole.UserRole else None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()


class _RowDelegate(QStyledItemDelegate):
    """Draws a row."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Height of a row; the view gives the width."""
        return QSize(px(120), self._view.height_of(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row from left to right."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        look = theme.current()
        painter.save()
        box: QRect = option.rect.adjusted(0, self._air(painter, option.rect, row), 0, 0)
        self._paint_ground(painter, option, box, index, row)
        left = box.left() + px(self._view.inset)
        middle = box.center().y()
        if row.icon:
            place = QRect(left, middle - px(10) + 1, px(20), px(20))
            paint_icon(painter, row.icon, look.token(_ICON_INK[row.tone]), place)
            left += px(34)
        right = self._paint_right(painter, row, box)
        if row.detail:
            self._paint_two_lines(painter, row, QRect(left, box.top(), right - left, box.height()))
        else:
            self._paint_one_line(painter, row, QRect(left, box.top(), right - left, box.height()))
        painter.restore()

    def _air(self, painter: QPainter, box: QRect, row: Row) -> int:
        """Let the page show above a row that begins another group; returns the height of that in screen pixels."""
        if not row.apart:
            return 0
        look = theme.current()
        air = QRect(box.left(), box.top(), box.width(), px(_AIR))
        painter.fillRect(air, look.token("paper"))
        painter.fillRect(QRect(air.left(), air.bottom() - look.px(1) + 1, air.width(), look.px(1)), look.token("line"))
        return px(_AIR)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, index: _Index, row: Row
    ) -> None:
        look = theme.current()
        state = option.state
        side = px(max(0, min(4, self._view.inset - 8)))
        inside = box.adjusted(side, px(4), -side, -px(4))
        if row.chosen:
            edge = look.token("accent") if look.fills_chosen else None
            paint_box(painter, inside, fill=look.token("accent_soft"), edge=edge, width=look.edge, radius=px(8))
        elif state & QStyle.StateFlag.State_MouseOver:
            edge = look.token("field") if look.fills_chosen else None
            paint_box(painter, inside, fill=look.token("sunken"), edge=edge, width=look.edge, radius=px(8))
        if index.row() < self._view.count() - 1:
            line = QRect(box.left(), box.bottom() - look.px(1) + 1, box.width(), look.px(1))
            painter.fillRect(line, look.token("line"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_box(painter, inside, edge=look.token("focus"), width=look.ring, radius=px(8))

    def _paint_right(self, painter: QPainter, row: Row, box: QRect) -> int:
        """Chevron or tick, and the time; returns where the words must end."""
        look = theme.current()
        right = box.right() - px(self._view.inset)
        if row.chevron or row.chosen:
            name, ink = ("check", "accent_ink") if row.chosen else ("chevron-right", "ink")
            place = QRect(right - px(14), box.center().y() - px(8) + 1, px(16), px(16))
            paint_icon(painter, name, look.token(ink), place)
            right -= px(32)
        if row.side:
            font = look.font("label" if row.side_tone == "amber" else "banner")
            width = QFontMetrics(font).horizontalAdvance(row.side)
            painter.setFont(font)
            painter.setPen(look.token(_INK[row.side_tone]))
            painter.drawText(QRect(right - width, box.top(), width + px(2), box.height()), int(_LEFT), row.side)
            right -= width + px(16)
        return right

    def _paint_one_line(self, painter: QPainter, row: Row, room: QRect) -> None:
        look = theme.current()
        painter.setFont(look.font("strong" if row.strong else "button"))
        painter.setPen(look.token("accent_ink" if row.chosen else "ink"))
        if not row.text:
            painter.drawText(room, int(_LEFT | Qt.TextFlag.TextWordWrap), row.title)
            return
        painter.drawText(room, int(_LEFT), row.title)
        font = look.font("body")
        painter.setFont(font)
        painter.setPen(look.token("ink"))
        lead = self._view.lead_width()
        words = QFontMetrics(font).elidedText(row.text, Qt.TextElideMode.ElideRight, room.width() - lead)
        painter.drawText(room.adjusted(lead, 0, 0, 0), int(_LEFT), words)

    def _paint_two_lines(self, painter: QPainter, row: Row, room: QRect) -> None:
        look = theme.current()
        first, second = look.font("strong" if row.strong else "button"), look.font("meta")
        heights = QFontMetrics(first).height(), detail_height(row, room.width())
        top = room.top() + (room.height() - sum(heights)) // 2
        painter.setFont(first)
        painter.setPen(look.token("accent_ink" if row.chosen else "ink"))
        line = QRect(room.left(), top, room.width(), heights[0])
        painter.drawText(line, int(_LEFT), row.title)
        if row.text:
            beside = line.adjusted(self._view.lead_width(), 0, 0, 0)
            body = look.font("body")
            painter.setFont(body)
            words = QFontMetrics(body).elidedText(row.text, Qt.TextElideMode.ElideRight, beside.width())
            painter.drawText(beside, int(_LEFT), words)
        painter.setFont(second)
        painter.setPen(look.token(_INK["amber"] if row.tone == "amber" else "muted"))
        painter.drawText(QRect(room.left(), top + heights[0], room.width(), heights[1]), int(_WRAPPED), row.detail)


def title_height(row: Row, width: int) -> int:
    """Height of the title at a width: one that stands alone may wrap."""
    metrics = QFontMetrics(theme.current().font("strong" if row.strong else "button"))
    if row.text or row.detail:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, max(width, px(80)), 10_000), int(_WRAPPED), row.title).height()


def detail_height(row: Row, width: int) -> int:
    """Height of the second line, which may wrap, at a width."""
    if not row.detail:
        return 0
    metrics = QFontMetrics(theme.current().font("meta"))
    return metrics.boundingRect(QRect(0, 0, max(width, px(80)), 10_000), int(_WRAPPED), row.detail).height()


class RowList(QListView):
    """As high as its rows, so that only the page scrolls; `opened` with the key of the row."""

    opened = Signal(str)

    def __init__(
        self, *, two_lines: bool = False, lead_width: int | None = None, row_px: int | None = None, inset: int = _INSET,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.inset = inset
        self._row_px = row_px or (60 if two_lines else 52)
        self._lead = lead_width
        self._rows = _RowModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowDelegate(self))
        self.setProperty("kind", "rows")
        self.setProperty("own_focus", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(lambda index: self.opened.emit(index.data(Qt.ItemDataRole.UserRole).key))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows; the current row stays current when its key is still there."""
        if tuple(rows) == self._rows.rows:
            return
        kept = self.current_key()
        self._rows.set_rows(rows)
        self.set_current(kept or (rows[0].key if rows else ""))
        self.updateGeometry()

    def count(self) -> int:
        """Number of rows."""
        return len(self._rows.rows)

    def current_key(self) -> str | None:
        """Key of the row that the keyboard is on."""
        index = self.currentIndex()
        return self._rows.rows[index.row()].key if index.isValid() else None

    def set_current(self, key: str) -> None:
        """Put the keyboard on a row."""
        for at, row in enumerate(self._rows.rows):
            if row.key == key:
                self.setCurrentIndex(self._rows.index(at))

    def height_of(self, at: int, width: int = 0) -> int:
        """Height of a row in screen pixels at a width (0: the one it has)."""
        row = self._rows.rows[at]
        room = (width or self.viewport().width()) - 2 * px(self.inset)
        room -= (px(34) if row.icon else 0) + (px(32) if row.chevron or row.chosen else 0)
        if row.side:
            room -= text_width(self, "label", row.side) + px(16)
        lines = title_height(row, room) + detail_height(row, room)
        return max(px(self._row_px), lines + px(14)) + (px(_AIR) if row.apart else 0)

    def heightForWidth(self, width: int) -> int:
        """All rows at a width."""
        return sum(self.height_of(at, width) for at in range(self.count())) or px(self._row_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows may need other heights."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def lead_width(self) -> int:
        """Room of the bold words before the step."""
        if self._lead is not None:
            return px(self._lead)
        widest = max((text_width(self, "strong", row.title) for row in self._rows.rows), default=0)
        return max(px(114), widest + px(24))

    def restyle(self) -> None:
        """Measure again."""
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(px(320), self.heightForWidth(self.viewport().width()))

    def minimumSizeHint(self) -> QSize:
        """All rows."""
        return QSize(px(160), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the row."""
        key = self.current_key()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and key and not event.modifiers():
            self.opened.emit(key)
        else:
            super().keyPressEvent(event)
