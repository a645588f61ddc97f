"""A bar chart that is a table: words, a bar to the scale of the largest figure, the figure; read like any table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.ui import theme
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.paint import paint_box

_Index = QModelIndex | QPersistentModelIndex
_ROW, _PADDING, _BAR, _FIGURE = 32, 8, 12, 108
_WORDS, _BARS, _FIGURES = 0, 1, 2
# Of the room that the figures leave: what the words have at most.
_SHARE_OF_WORDS = 0.62
_ENDLESS = 10_000
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_WRAPPED = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: its words, the number that the bar stands for (nought: no bar), and the figure as it is told."""

    words: str
    number: int
    figure: str


class _Model(QAbstractTableModel):
    """The rows, and the names of the columns that a screen reader says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[FigureRow, ...] = ()
        self.titles = ("", "", "")

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Words, bar and figure."""
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a screen reader reads: the bar says its figure, too."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        return row.words if index.column() == _WORDS else row.figure

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return None

    def replace(self, rows: Sequence[FigureRow], titles: tuple[str, str, str]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows, self.titles = tuple(rows), titles
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    """Draws words, bars and figures, and the ring of the row that the keyboard is on."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        look, box = theme.current(), QRect(option.rect)
        row = self._table.figures[index.row()]
        painter.save()
        painter.setFont(look.font("body"))
        painter.setPen(look.token("ink"))
        if index.column() == _WORDS:
            painter.drawText(box.adjusted(px(_PADDING), 0, -px(_PADDING), 0), int(_LEFT) | int(_WRAPPED), row.words)
        elif index.column() == _FIGURES:
            painter.setPen(look.token("ink" if row.number else "muted"))
            painter.drawText(box.adjusted(0, 0, -px(_PADDING), 0), int(_RIGHT), row.figure)
        elif row.number:
            most = max(each.number for each in self._table.figures)
            width = max(px(2), box.width() * row.number // most)
            bar = QRect(box.left(), box.center().y() - px(_BAR) // 2 + 1, width, px(_BAR))
            paint_box(painter, bar, fill=look.token("accent"), radius=px(2))
        self._paint_ring(painter, index)
        painter.restore()

    def _paint_ring(self, painter: QPainter, index: _Index) -> None:
        table, look = self._table, theme.current()
        if table.hasFocus() and table.currentIndex().row() == index.row():
            top, height = table.rowViewportPosition(index.row()), table.rowHeight(index.row())
            whole = QRect(0, top, table.viewport().width(), height)
            paint_box(painter, whole, edge=look.token("focus"), width=look.ring, radius=px(6))


class FigureTable(QTableView):
    """As high as its rows; arrows move through it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setProperty("kind", "rows")
        self.setProperty("own_focus", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """The rows."""
        return self._model.rows

    def set_figures(self, name: str, rows: Sequence[FigureRow], titles: tuple[str, str, str]) -> None:
        """Show rows under a name; `titles` name words, bar and figure for those who hear the table."""
        self.setAccessibleName(name)
        self._model.replace(rows, titles)
        self.setCurrentIndex(self._model.index(0, 0))
        self.restyle()

    def restyle(self) -> None:
        """Measure again."""
        figures = px(_FIGURE)
        left = max(self.viewport().width() - figures, px(160))
        metrics = QFontMetrics(theme.current().font("body"))
        longest = max((metrics.horizontalAdvance(row.words) for row in self.figures), default=0)
        words = min(longest + px(2 * _PADDING) + 1, int(left * _SHARE_OF_WORDS))
        for column, width in ((_WORDS, words), (_BARS, left - words), (_FIGURES, figures)):
            self.setColumnWidth(column, width)
        room = QRect(0, 0, words - px(2 * _PADDING), _ENDLESS)
        for at, row in enumerate(self.figures):
            tall = metrics.boundingRect(room, int(_LEFT) | int(_WRAPPED), row.words).height()
            self.setRowHeight(at, max(px(_ROW), tall + px(_PADDING)))
        self.setFixedHeight(sum(self.rowHeight(at) for at in range(len(self.figures))) + px(2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width, and give long words more lines."""
        super().resizeEvent(event)
        self.restyle()

    def minimumSizeHint(self) -> QSize:
        """Narrow windows give words more lines."""
        return QSize(px(220), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page."""
        event.ignore()
