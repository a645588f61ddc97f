"""Laying things out in rows as words are laid out in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop_app.ui.measure import px


def flow(sizes: Sequence[QSize], width: int, gap: int) -> tuple[list[QRect], int]:
    """Places from left to right in rows no wider than `width`, and the number of rows."""
    places: list[QRect] = []
    left, top, row_height, rows = 0, 0, 0, 1 if sizes else 0
    for size in sizes:
        if left and left + size.width() > width:
            left, top = 0, top + row_height + gap
            row_height = 0
            rows += 1
        places.append(QRect(QPoint(left, top), QSize(min(size.width(), max(width, 1)), size.height())))
        left += size.width() + gap
        row_height = max(row_height, size.height())
    return places, rows


def flow_height(places: Sequence[QRect]) -> int:
    """Height that the places take."""
    return max((place.bottom() + 1 for place in places), default=0)


class FlowLayout(QLayout):
    """A layout of rows with `heightForWidth`; gap in px at 100 %."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item last."""
        self._items.append(item)

    def count(self) -> int:
        """Number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at an index, or none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, or none."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all rows at a width."""
        places, _ = flow(self._sizes(), width, px(self._gap))
        return flow_height(places)

    def sizeHint(self) -> QSize:
        """As narrow as the widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest and the highest item."""
        size = QSize()
        for each in self._sizes():
            size = size.expandedTo(each)
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        shown = self._shown()
        places, _ = flow([item.sizeHint() for item in shown], rect.width(), px(self._gap))
        for item, place in zip(shown, places, strict=True):
            item.setGeometry(place.translated(rect.topLeft()))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _sizes(self) -> list[QSize]:
        return [item.sizeHint() for item in self._shown()]
