"""A table whose whole row is the target: reference with search hits, two-line cells, states as tags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from desktop_app.ui import theme
from desktop_app.ui.measure import px, set_role
from desktop_app.ui.widgets.record_cells import Cell, CellDelegate, Column, RecordModel, TableRow

__all__ = ["Cell", "Column", "RecordTable", "TableRow"]

_ROW = 61
_HEADER = 36
_OPTIONAL_BELOW = 760

#: What a column that shares the rest wishes, in px at 100 %; where the wishes are too many, all give in alike.
_SHARING = 236

#: The least that a column of words is left with, in px at 100 %.
_LEAST = 104


class RecordTable(QTableView):
    """As high as its rows; `opened` with the key of the row, also by Enter and Space."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RecordModel(self)
        self.hovered = -1
        self.setModel(self._rows)
        self.setItemDelegate(CellDelegate(self))
        self.setProperty("kind", "rows")
        self.setProperty("own_focus", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._set_up_headers()
        self.clicked.connect(self._on_clicked)
        self.restyle()

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        set_role(header, "meta_strong")

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Name the columns; call again after a change of language."""
        self._rows.set_columns(columns)
        self._share_width()

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show rows; the current row stays current when its key is still there."""
        kept = self.current_key()
        self._rows.set_rows(rows)
        self._share_width()
        self.set_current(kept or (rows[0].key if rows else ""))
        self.updateGeometry()

    def set_marks(self, words: str) -> None:
        """Mark what was searched for in the columns that show marks."""
        self._rows.marks = words.strip()
        self.viewport().update()

    def current_key(self) -> str | None:
        """Key of the row that the keyboard is on."""
        row = self.currentIndex().row()
        return self._rows.rows[row].key if 0 <= row < len(self._rows.rows) else None

    def set_current(self, key: str) -> None:
        """Put the keyboard on a row."""
        for at, row in enumerate(self._rows.rows):
            if row.key == key:
                self.setCurrentIndex(self._rows.index(at, 0))

    def restyle(self) -> None:
        """Measure again."""
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        self.horizontalHeader().setFixedHeight(px(_HEADER))
        self._share_width()
        self.updateGeometry()

    def _share_width(self) -> None:
        at_100 = self.viewport().width() * 100 / theme.current().scale
        shown = []
        for at, column in enumerate(self._rows.columns):
            hide = column.optional and at_100 < _OPTIONAL_BELOW
            self.setColumnHidden(at, hide)
            if not hide:
                shown.append(at)
        wished = [self._rows.columns[at].width or _SHARING for at in shown]
        widths = self._narrow(shown, wished) if at_100 < sum(wished) else self._wide(shown)
        for at, width in zip(shown, widths, strict=True):
            self.setColumnWidth(at, width)

    def _narrow(self, shown: Sequence[int], wished: Sequence[int]) -> list[int]:
        """Return widths where there is too little room: references and tags have theirs, the others give in alike."""
        whole = self.viewport().width()
        alike = [whole * width // sum(wished) for width in wished]
        needed = [self._rows.needed(at, last=at == shown[-1]) for at in shown]
        kept = [max(need, width) for need, width in zip(needed, alike, strict=True)]
        gives = [need == 0 for need in needed]
        rest = whole - sum(width for width, give in zip(kept, gives, strict=True) if not give)
        give_in = sum(width for width, give in zip(alike, gives, strict=True) if give)
        if rest < px(_LEAST) * sum(gives):
            return alike
        return [rest * even // give_in if give else width for even, width, give in zip(alike, kept, gives, strict=True)]

    def _wide(self, shown: Sequence[int]) -> list[int]:
        """Return widths where there is room: each column its own, and the rest shared."""
        fixed = [px(self._rows.columns[at].width) for at in shown]
        rest = max(self.viewport().width() - sum(fixed), 0)
        return [width or rest // max(fixed.count(0), 1) for width in fixed]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._share_width()

    def sizeHint(self) -> QSize:
        """Header and all rows."""
        return QSize(px(480), px(_HEADER) + px(_ROW) * max(len(self._rows.rows), 1) + px(1))

    def minimumSizeHint(self) -> QSize:
        """Header and all rows."""
        return QSize(px(240), self.sizeHint().height())

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.rows[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the row; up and down move by rows."""
        key = self.current_key()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and key and not event.modifiers():
            self.opened.emit(key)
        else:
            super().keyPressEvent(event)
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The whole row answers the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """No row answers."""
        super().leaveEvent(event)
        self._hover(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page."""
        event.ignore()

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()
