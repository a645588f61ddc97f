"""What stands in the cells of a table and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.paint import paint_box
from desktop_app.ui.widgets.tag import paint_tag, tag_size

if TYPE_CHECKING:
    from desktop_app.ui.widgets.record_table import RecordTable

_Index = QModelIndex | QPersistentModelIndex
_INK = {"": "ink", "muted": "muted", "accent": "accent_ink", "amber": "amber_ink", "danger": "danger_ink"}
_PADDING = 20
_CHEVRON_ROOM = 44
_GAP = 8
_ENDLESS = 10_000
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in px at 100 %, 0 for an equal share of the rest; `optional` ones go where the table is narrow."""

    key: str
    title: str
    width: int = 0
    marks: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Words, a second line, or with `tag_tone` a tag."""

    text: str
    detail: str = ""
    tone: str = ""
    strong: bool = False
    tag_tone: str = ""
    tag_icon: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its key and its cells by column key."""

    key: str
    cells: Mapping[str, Cell]


class RecordModel(QAbstractTableModel):
    """Holds columns, rows and what is marked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.rows: tuple[TableRow, ...] = ()
        self.marks = ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, index: _Index) -> Cell:
        """The cell, empty when the row has none for the column."""
        return self.rows[index.row()].cells.get(self.columns[index.column()].key, Cell(""))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a screen reader reads."""
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text}, {cell.detail}" if cell.detail else cell.text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.FontRole:  # the font of the header itself is drawn as it was when it was made
            return theme.current().font("meta_strong")
        return None

    def needed(self, column: int, *, last: bool) -> int:
        """Return the width that a column's references and tags need, which are never cut; 0 where words may wrap."""
        cells = [row.cells[key] for row in self.rows if (key := self.columns[column].key) in row.cells]
        metrics = QFontMetrics(theme.current().font("strong"))
        wide = [metrics.horizontalAdvance(cell.text) for cell in cells if cell.strong]
        wide += [tag_size(cell.text, cell.tag_icon).width() for cell in cells if cell.tag_tone]
        side = _CHEVRON_ROOM if last else _GAP
        return max(wide) + px(_PADDING + side) if wide else 0

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Replace all columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()


class CellDelegate(QStyledItemDelegate):
    """Draws a cell as part of its row."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Rows and columns have fixed sizes."""
        return QSize(px(40), px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell; the first one also draws the ground of the whole row."""
        model = index.model()
        if not isinstance(model, RecordModel):
            return
        painter.save()
        box: QRect = option.rect
        self._paint_ground(painter, box, index)
        room = box.adjusted(px(_PADDING), 0, -px(_GAP), 0)
        if self._is_last(index):
            place = QRect(box.right() - px(36), box.center().y() - px(8) + 1, px(16), px(16))
            paint_icon(painter, "chevron-right", theme.current().token("ink"), place)
            room.setRight(box.right() - px(_CHEVRON_ROOM))
        cell = model.cell(index)
        if cell.tag_tone:
            self._paint_tag(painter, cell, room)
        else:
            marks = model.marks if model.columns[index.column()].marks else ""
            self._paint_words(painter, cell, room, marks)
        painter.restore()

    def _is_last(self, index: _Index) -> bool:
        header = self._table.horizontalHeader()
        shown = [at for at in range(header.count()) if not header.isSectionHidden(at)]
        return bool(shown) and index.column() == shown[-1]

    def _paint_ground(self, painter: QPainter, box: QRect, index: _Index) -> None:
        look = theme.current()
        painter.fillRect(QRect(box.left(), box.top(), box.width(), look.px(1)), look.token("line"))
        width = self._table.viewport().width()
        row = QRect(0, box.top() + look.px(1), width, box.height() - look.px(1))
        inside = row.adjusted(px(4), px(3), -px(4), -px(3))
        painter.setClipRect(box)
        if self._table.hovered == index.row():
            edge = look.token("field") if look.fills_chosen else None
            paint_box(painter, inside, fill=look.token("sunken"), edge=edge, width=look.edge, radius=px(8))
        if self._table.hasFocus() and self._table.currentIndex().row() == index.row():
            paint_box(painter, inside, edge=look.token("focus"), width=look.ring, radius=px(8))

    def _paint_tag(self, painter: QPainter, cell: Cell, room: QRect) -> None:
        size = tag_size(cell.text, cell.tag_icon)
        size.setWidth(min(size.width(), room.width()))
        place = QRect(room.left(), room.center().y() - size.height() // 2, size.width(), size.height())
        paint_tag(painter, place, cell.text, cell.tag_tone, cell.tag_icon)

    def _paint_words(self, painter: QPainter, cell: Cell, room: QRect, marks: str) -> None:
        look = theme.current()
        ink = look.token(_INK[cell.tone])
        first, second = look.font("strong" if cell.strong else "body"), look.font("meta")
        heights = QFontMetrics(first).height(), QFontMetrics(second).height() if cell.detail else 0
        top = room.top() + (room.height() - sum(heights)) // 2
        line = QRect(room.left(), top, room.width(), heights[0])
        painter.setFont(first)
        if marks:
            self._paint_marks(painter, cell.text, line, marks)
        painter.setPen(ink)
        words = cell.text
        if not cell.strong and not cell.detail and heights[0] * 2 <= room.height():
            self._paint_wrapped(painter, words, room)
            return
        if not cell.strong:
            words = QFontMetrics(first).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(_LEFT), words)
        if cell.detail:
            painter.setFont(second)
            painter.setPen(ink if cell.tone else look.token("muted"))
            words = QFontMetrics(second).elidedText(cell.detail, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QRect(room.left(), top + heights[0], room.width(), heights[1]), int(_LEFT), words)

    def _paint_wrapped(self, painter: QPainter, words: str, room: QRect) -> None:
        """Draw words alone in their cell, in two lines where one is too short; what is longer still is cut."""
        metrics = painter.fontMetrics()
        wrapped = int(_LEFT) | int(Qt.TextFlag.TextWordWrap)
        needs = metrics.boundingRect(QRect(0, 0, room.width(), _ENDLESS), wrapped, words)
        if needs.height() > room.height() or needs.width() > room.width():
            words, wrapped = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width()), int(_LEFT)
        painter.drawText(room, wrapped, words)

    def _paint_marks(self, painter: QPainter, text: str, line: QRect, marks: str) -> None:
        look = theme.current()
        metrics = QFontMetrics(painter.font())
        at = text.lower().find(marks.lower())
        while at >= 0:
            left = line.left() + metrics.horizontalAdvance(text[:at])
            width = metrics.horizontalAdvance(text[at : at + len(marks)])
            place = QRect(left, line.top(), width, line.height())
            edge = look.token("amber_ink") if look.fills_chosen else None
            paint_box(painter, place, fill=look.token("amber_soft"), edge=edge, width=look.px(1), radius=px(2))
            at = text.lower().find(marks.lower(), at + len(marks))
