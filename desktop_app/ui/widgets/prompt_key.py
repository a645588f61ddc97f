"""Keys of a pad in rows: any order; the chosen one is bold, a tick says which were pressed before."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.editor import Options
from desktop_app.ui.widgets.paint import paint_box
from desktop_app.ui.widgets.roving import move_by_key, set_checked, set_tab_stop

_GAP, _HEIGHT, _TICK = 8, 32, 23
_MOST_COLUMNS = 7


class PromptKey(QAbstractButton):
    """One key; `asked` shows its tick."""

    def __init__(self, code: str, pad: PromptPad) -> None:
        super().__init__(pad)
        self.code, self._pad = code, pad
        self.asked = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("focus_radius", 16)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # drawn again when the mouse comes or goes

    def hitButton(self, position: QPoint) -> bool:
        """The whole key is the target."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move; Enter and Space press."""
        if move_by_key(self._pad.keys, self, event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for bold words and a tick, so that nothing moves."""
        words = QFontMetrics(theme.current().font("chip_chosen")).horizontalAdvance(self.text())
        return QSize(words + 2 * px(12) + px(_TICK), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Words are not cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, tick and words in the middle."""
        look = theme.current()
        painter = QPainter(self)
        on, under = self.isChecked(), self.underMouse()
        filled = on and look.fills_chosen
        fill = look.token("accent" if filled else "accent_soft" if on else "sunken" if under else "raised")
        edge, width = (look.token("accent"), max(look.edge, px(2))) if on else (look.token("field"), look.edge)
        paint_box(painter, self.rect(), fill=fill, edge=edge, width=width, radius=px(16))
        colour = look.token("on_accent" if filled else "accent_ink" if on else "ink")
        font = look.font("chip_chosen" if on else "chip")
        words = QFontMetrics(font).horizontalAdvance(self.text())
        left = (self.width() - words - (px(_TICK) if self.asked else 0)) // 2
        if self.asked:
            paint_icon(painter, "check", colour, QRect(left, (self.height() - px(16)) // 2, px(16), px(16)))
            left += px(_TICK)
        painter.setFont(font)
        painter.setPen(colour)
        room = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class PromptPad(QWidget):
    """Keys of one width in as many columns as their words allow; `chosen` with the code of a key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: list[PromptKey] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_keys(self, options: Options) -> None:
        """Offer codes with labels."""
        if [key.code for key in self.keys] != [code for code, _ in options]:
            for key in self.keys:
                key.setParent(None)
                key.deleteLater()
            self.keys = [PromptKey(code, self) for code, _ in options]
            for key in self.keys:
                key.clicked.connect(lambda _on, code=key.code: self.chosen.emit(code))
                key.show()
        for key, (_, label) in zip(self.keys, options, strict=True):
            key.setText(label)
        self.restyle()

    def mark(self, chosen: str, asked: Collection[str], asked_word: str) -> None:
        """Show which key is chosen, and which were asked; `asked_word` says so to a screen reader."""
        for key in self.keys:
            set_checked(key, key.code == chosen)
            key.asked = key.code in asked
            key.setAccessibleName(f"{key.text()}, {asked_word}" if key.asked else key.text())
            key.update()
        set_tab_stop(self.keys, next((key for key in self.keys if key.isChecked()), None))

    def restyle(self) -> None:
        """Measure again."""
        self._place(self.width())
        self.updateGeometry()

    def _columns(self, width: int) -> int:
        widest = max((key.sizeHint().width() for key in self.keys), default=1)
        fits = max(1, min(_MOST_COLUMNS, (width + px(_GAP)) // (widest + px(_GAP))))
        rows = -(-len(self.keys) // fits)
        return -(-len(self.keys) // rows) if rows else fits

    def heightForWidth(self, width: int) -> int:
        """Height of all rows."""
        rows = -(-len(self.keys) // self._columns(width)) if self.keys else 0
        return max(rows * px(_HEIGHT + _GAP) - px(_GAP), 0)

    def sizeHint(self) -> QSize:
        """One row of the most columns."""
        return QSize(px(640), self.heightForWidth(max(self.width(), px(320))))

    def minimumSizeHint(self) -> QSize:
        """One column."""
        return QSize(px(160), px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the keys anew."""
        super().resizeEvent(event)
        self._place(event.size().width())

    def _place(self, width: int) -> None:
        columns = self._columns(width)
        sides = [at * (width + px(_GAP)) // columns for at in range(columns + 1)]
        for at, key in enumerate(self.keys):
            left, right = sides[at % columns], sides[at % columns + 1] - px(_GAP)
            key.setGeometry(left, (at // columns) * px(_HEIGHT + _GAP), right - left, px(_HEIGHT))
