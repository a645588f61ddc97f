"""A list of keys and what they do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.language import tr
from desktop_app.ui.measure import column, px, row, set_role, space
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.focus_ring import FocusRing
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.paint import paint_box
from desktop_app.ui.widgets.scroll_page import ScrollPage


def native_keys(keys: str) -> str:
    """Keys as they are written on this computer."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys


class KeyCap(QLabel):
    """Keys in a small outlined box."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(native_keys(keys), parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(self, "meta_strong")

    def sizeHint(self) -> QSize:
        """Room for the words."""
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + px(18), px(26))

    def minimumSizeHint(self) -> QSize:
        """Words are not cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the keys."""
        look = theme.current()
        painter = QPainter(self)
        box = QRect(QPoint(0, 0), self.size())
        paint_box(painter, box, fill=look.token("raised"), edge=look.token("field"), width=look.edge, radius=px(6))
        painter.setFont(self.font())
        painter.setPen(look.token("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


class KeyHints(QWidget):
    """Rows of keys and words, in two columns."""

    def __init__(self, hints: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        space(grid, 8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        half = (len(hints) + 1) // 2
        for at, (keys, words) in enumerate(hints):
            side = 2 if at >= half else 0
            line = at - half if side else at
            label = Label(words, "banner", wrap=True)
            cap = KeyCap(keys)
            cap.setAccessibleName(f"{native_keys(keys)}: {words}")
            grid.addWidget(cap, line, side, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, line, side + 1, Qt.AlignmentFlag.AlignVCenter)


class KeyHintsDialog(QDialog):
    """The list that F1 opens."""

    def __init__(self, hints: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Luotsi")
        page = ScrollPage(margin=24)
        page.set_title(tr("Keys"))
        page.body.addWidget(KeyHints(hints))
        page.body.addStretch(1)
        rows = column(self, 0)
        rows.addWidget(page, 1)
        foot = row(None, 0, (24, 8, 24, 20))
        foot.addStretch(1)
        close = Button(text=tr("Close the list"))
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        rows.addLayout(foot)
        self.resize(min(px(860), parent.width()), min(px(560), parent.height()))
        self._ring = FocusRing(self)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
