"""The places of the program at the left: icon and word, in a narrow window icons alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon, paint_mark
from desktop_app.ui.language import TranslatedWidget, ntr, tr
from desktop_app.ui.measure import column, px, set_role
from desktop_app.ui.widgets.label import hairline
from desktop_app.ui.widgets.paint import paint_box

WIDTH = 224
RAIL_WIDTH = 56
RAIL_BELOW = 900  # width of the window, px at 100 %
PROGRAM_NAME = "Luotsi"
_PITCH = 48
_KEY = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_CHOSEN = Qt.ItemDataRole.UserRole + 2
_ICON = Qt.ItemDataRole.UserRole + 3

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: `title` is a message id; `waits` is its sentence for screen readers."""

    key: str
    icon: str
    title: str


class _PlaceDelegate(QStyledItemDelegate):
    """Draws an entry: soft fill, bar and bold for the chosen one, amber count for what waits."""

    rail = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Height with its gap."""
        return QSize(px(RAIL_WIDTH if self.rail else WIDTH) - px(2), px(_PITCH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one entry."""
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(index.data(_CHOSEN))
        side = px(9 if self.rail else 12)
        box = option.rect.adjusted(side, px(3), -side, -px(3))
        self._paint_box(painter, option, box, chosen)
        ink = look.token("accent_ink" if chosen else "ink")
        icon_left = box.center().x() - px(10) if self.rail else box.left() + px(16)
        place = QRect(icon_left, box.center().y() - px(10) + 1, px(20), px(20))
        paint_icon(painter, index.data(_ICON), ink, place)
        if not self.rail:
            painter.setFont(look.font("strong" if chosen else "button"))
            painter.setPen(ink)
            room = box.adjusted(px(48), 0, -px(8), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(index.data(Qt.ItemDataRole.DisplayRole)))
        self._paint_count(painter, box, int(index.data(_COUNT) or 0))
        painter.restore()

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, chosen: bool) -> None:
        look = theme.current()
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen:
            edge = look.token("accent") if look.fills_chosen else None
            paint_box(painter, box, fill=look.token("accent_soft"), edge=edge, width=look.edge, radius=px(8))
            bar = QRect(box.left(), box.top() + px(9), px(4), box.height() - px(18))
            paint_box(painter, bar, fill=look.token("accent"), radius=px(2))
        elif under:
            edge = look.token("field") if look.fills_chosen else None
            paint_box(painter, box, fill=look.token("sunken"), edge=edge, width=look.edge, radius=px(8))
        if focused:
            paint_box(painter, box, edge=look.token("focus"), width=look.ring, radius=px(8))

    def _paint_count(self, painter: QPainter, box: QRect, count: int) -> None:
        if not count:
            return
        look = theme.current()
        font = look.font("meta_strong")
        text = str(count)
        side = px(16 if self.rail else 22)
        width = max(px(16 if self.rail else 24), QFontMetrics(font).horizontalAdvance(text) + px(10))
        if self.rail:
            place = QRect(box.right() - width + px(4), box.top(), width, side)
            font.setPixelSize(px(11))
        else:
            place = QRect(box.right() - px(10) - width, box.center().y() - side // 2 + 1, width, side)
        ink = look.token("amber_ink")
        edge = ink if look.fills_chosen else None
        paint_box(painter, place, fill=look.token("amber_soft"), edge=edge, width=px(1), radius=side / 2)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class PlaceList(QListWidget):
    """Entries read as a list; arrows move, Enter, Space or a click goes there."""

    gone_to = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rows")
        self.setProperty("own_focus", True)
        self._delegate = _PlaceDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAutoFillBackground(False)
        self.places: list[Place] = []
        self.itemClicked.connect(lambda item: self.gone_to.emit(item.data(_KEY)))

    def add(self, place: Place) -> None:
        """Put an entry last."""
        self.places.append(place)
        item = QListWidgetItem()
        item.setData(_KEY, place.key)
        item.setData(_ICON, place.icon)
        self.addItem(item)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self.retitle()
        self.updateGeometry()

    def retitle(self) -> None:
        """Set the words again."""
        for at, place in enumerate(self.places):
            item = self.item(at)
            title = tr(place.title)
            count = int(item.data(_COUNT) or 0)
            item.setText(title)
            waits = ntr("{n} waits for you", "{n} wait for you", count) if count else ""
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {waits}" if waits else title)
            item.setToolTip(title if self._delegate.rail else "")

    def set_rail(self, rail: bool) -> None:
        """Icons alone, or icons with words."""
        self._delegate.rail = rail
        self.retitle()
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def set_count(self, key: str, count: int) -> None:
        """How many things wait at a place."""
        self._set(key, _COUNT, count)
        self.retitle()

    def choose(self, key: str) -> None:
        """Mark the place that is shown."""
        for at, place in enumerate(self.places):
            self.item(at).setData(_CHOSEN, place.key == key)
            if place.key == key:
                self.setCurrentRow(at)

    def _set(self, key: str, role: int, value: object) -> None:
        for at, place in enumerate(self.places):
            if place.key == key:
                self.item(at).setData(role, value)

    def restyle(self) -> None:
        """Measure again."""
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All entries."""
        return QSize(px(RAIL_WIDTH if self._delegate.rail else WIDTH), px(_PITCH) * self.count())

    def minimumSizeHint(self) -> QSize:
        """All entries."""
        return QSize(px(RAIL_WIDTH), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space go."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            self.gone_to.emit(item.data(_KEY))
        else:
            super().keyPressEvent(event)


class Brand(QPushButton):
    """Mark and name of the program; opens the menu with every act and its keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PROGRAM_NAME, parent)
        self.rail = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_role(self, "statement")

    def sizeHint(self) -> QSize:
        """Head of the sidebar."""
        return QSize(px(RAIL_WIDTH if self.rail else WIDTH) - px(24), px(44))

    def minimumSizeHint(self) -> QSize:
        """A target of 32 px at least."""
        return QSize(px(32), px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark and, where there is room, the name."""
        look = theme.current()
        painter = QPainter(self)
        if self.underMouse():
            paint_box(painter, QRect(QPoint(0, 0), self.size()), fill=look.token("sunken"), radius=px(8))
        left = (self.width() - px(28)) // 2 if self.rail else px(8)
        paint_mark(painter, QRect(left, (self.height() - px(28)) // 2, px(28), px(28)))
        if self.rail:
            return
        painter.setFont(look.font("statement"))
        painter.setPen(look.token("ink"))
        room = QRect(px(48), 0, self.width() - px(80), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, PROGRAM_NAME)
        if self.underMouse() or self.hasFocus():
            chevron = QRect(self.width() - px(26), (self.height() - px(16)) // 2, px(16), px(16))
            paint_icon(painter, "chevron-down", look.token("muted"), chevron)


class Sidebar(TranslatedWidget, QFrame):
    """Places above, lock and settings below; `gone_to` with the key of the entry."""

    gone_to = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rail = False
        rows = column(self, 0, (0, 8, 1, 9))
        self.brand = Brand()
        self._head = QWidget()
        column(self._head, 0, (12, 0, 12, 10)).addWidget(self.brand)
        rows.addWidget(self._head)
        self.places = PlaceList()
        rows.addWidget(self.places)
        rows.addStretch(1)
        self._line = QWidget()
        column(self._line, 0, (12, 0, 12, 8)).addWidget(hairline())
        rows.addWidget(self._line)
        self.below = PlaceList()
        rows.addWidget(self.below)
        for entries in (self.places, self.below):
            entries.gone_to.connect(self.gone_to)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Words of all entries."""
        self.places.retitle()
        self.below.retitle()
        self.places.setAccessibleName(tr("Places"))
        self.below.setAccessibleName(tr("Lock and settings"))
        self.brand.setAccessibleName(tr("Menu of Luotsi"))
        self.brand.setToolTip(tr("Menu"))

    def set_rail(self, rail: bool) -> None:
        """Icons alone below 900 px of width."""
        self._rail = rail
        self.brand.rail = rail
        self._head.setVisible(not rail)
        self._line.setVisible(not rail)
        self.places.set_rail(rail)
        self.below.set_rail(rail)
        self.restyle()

    @property
    def is_rail(self) -> bool:
        """True when only icons stand here."""
        return self._rail

    def choose(self, key: str) -> None:
        """Mark the place that is shown."""
        self.places.choose(key)
        self.below.choose(key)

    def restyle(self) -> None:
        """Width at the user's scale."""
        self.setFixedWidth(px(RAIL_WIDTH if self._rail else WIDTH))
