"""One row of a choice whose words may be long: bold words that wrap, a grey line below, a tick when chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.paint import paint_box

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_SIDE, _TOP, _TICK = 14, 8, 30


class RowButton(QAbstractButton):
    """A checkable row of a list that stands in a column; `key` says which."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._detail = ""
        self.setCheckable(True)
        self.setProperty("focus_radius", 8)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # drawn again when the mouse comes or goes
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set(self, text: str, detail: str, *, chosen: bool) -> None:
        """Set the words and whether it is the chosen row."""
        self.setText(text)
        self._detail = detail
        self.setAccessibleName(", ".join(part for part in (text, detail) if part))
        self.setChecked(chosen)
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """The page says which row is chosen."""

    def hitButton(self, position: QPoint) -> bool:
        """The whole row is the target."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens as Space does; up and down move."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def heightForWidth(self, width: int) -> int:
        """Height of both lines at a width."""
        return max(px(52 if self._detail else 40), self._title_height(width) + self._detail_height() + 2 * px(_TOP))

    def sizeHint(self) -> QSize:
        """A list's width; the layout asks for the height."""
        return QSize(px(300), self.heightForWidth(px(300)))

    def minimumSizeHint(self) -> QSize:
        """Narrow, and high enough for its width of now."""
        return QSize(px(160), self.heightForWidth(max(self.width(), px(160))))

    def restyle(self) -> None:
        """Measure again."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, words and tick."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(px(2), px(2), -px(2), -px(2))
        if self.isChecked():
            edge = look.token("accent") if look.fills_chosen else None
            paint_box(painter, inside, fill=look.token("accent_soft"), edge=edge, width=look.edge, radius=px(8))
            tick = QRect(self.width() - px(_TICK), (self.height() - px(16)) // 2, px(16), px(16))
            paint_icon(painter, "check", look.token("accent_ink"), tick)
        elif self.underMouse():
            paint_box(painter, inside, fill=look.token("sunken"), radius=px(8))
        width = self._room(self.width())
        font = look.font("strong" if self.isChecked() else "button")
        height = self._title_height(self.width(), font)
        top = (self.height() - height - self._detail_height()) // 2
        painter.setFont(font)
        painter.setPen(look.token("accent_ink" if self.isChecked() else "ink"))
        painter.drawText(QRect(px(_SIDE), top, width, height), _WRAP, self.text())
        painter.setFont(look.font("meta"))
        painter.setPen(look.token("muted"))
        painter.drawText(QRect(px(_SIDE), top + height, width, self._detail_height()), _WRAP, self._detail)

    def _room(self, width: int) -> int:
        return max(width - px(_SIDE) - px(_TICK), 1)

    def _title_height(self, width: int, font: QFont | None = None) -> int:
        """Height of the words; the row keeps room for bold ones, so that choosing moves nothing."""
        metrics = QFontMetrics(font or theme.current().font("strong"))
        return metrics.boundingRect(QRect(0, 0, self._room(width), 10_000), _WRAP, self.text()).height()

    def _detail_height(self) -> int:
        return QFontMetrics(theme.current().font("meta")).height() if self._detail else 0
