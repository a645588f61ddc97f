"""One of many: a list that opens, never editable."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyledItemDelegate, QWidget

from desktop_app.ui import theme
from desktop_app.ui.icons import paint_icon
from desktop_app.ui.measure import px, set_height, set_role
from desktop_app.ui.widgets.editor import Options
from desktop_app.ui.widgets.paint import paint_box

EMPTY_LABEL = "–"


class Choice(QComboBox):
    """An editor of one code; `empty` puts a first row that means nothing has been written down."""

    edited = Signal()

    def __init__(self, options: Options = (), *, empty: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._invalid = False
        self._last: str | None = None
        self._has_list = False
        self.setMaxVisibleItems(10)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_height(self, 40)
        set_role(self, "body")
        self.activated.connect(self._on_activated)
        self.set_options(options)

    def _list_view(self) -> QListView:
        """The list that opens."""
        return QListView(self)

    def make_list(self) -> None:
        """Make the list that opens, once: a form has many choices, of which few are ever gone to."""
        if self._has_list:
            return
        self._has_list = True
        view = self._list_view()
        view.setProperty("own_focus", True)
        self.setView(view)
        self.setItemDelegate(QStyledItemDelegate(self))

    def set_options(self, options: Options) -> None:
        """Offer codes with labels; the chosen code stays, even when it is no longer offered."""
        kept, label = self.value(), self.currentText()
        self.clear()
        if self._empty:
            self.addItem(EMPTY_LABEL, None)
        for code, text in options:
            self.addItem(text, code)
        if kept is not None and self.findData(kept) < 0:
            self.addItem(label, kept)
        self.set_value(kept)

    def value(self) -> str | None:
        """The chosen code."""
        data = self.currentData()
        return data if isinstance(data, str) else None

    def set_value(self, value: object) -> None:
        """Choose a code; a code without a label is shown as it is, so that nothing is lost."""
        if isinstance(value, str) and self.findData(value) < 0:
            self.addItem(value, value)
        at = self.findData(value) if isinstance(value, str) else (0 if self._empty else -1)
        self.setCurrentIndex(at)
        self._last = self.value()
        self._tell_whole()

    def _tell_whole(self) -> None:
        """A row that is cut while closed can be read whole under the mouse."""
        self.setToolTip(self.currentText() if self.value() is not None else "")

    def set_error(self, text: str | None) -> None:
        """Red edge while the choice cannot stand."""
        self._invalid = text is not None
        self.update()

    def _on_activated(self, _index: int) -> None:
        if self.value() != self._last:
            self._last = self.value()
            self._tell_whole()
            self.edited.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page, not the choice, unless the choice has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Letters typed now look for a row in the list."""
        self.make_list()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        """Open the list, wide enough for its longest row."""
        self.make_list()
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        self.view().setMinimumWidth(max(self.width(), min(widest + px(64), px(520))))
        super().showPopup()

    def sizeHint(self) -> QSize:
        """Room for a usual row; longer ones are cut at the end while closed and whole in the list."""
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        return QSize(min(widest, px(280)) + px(12 + 40), px(40))

    def minimumSizeHint(self) -> QSize:
        """May be narrow beside another field."""
        return QSize(px(96), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the closed field."""
        look = theme.current()
        painter = QPainter(self)
        off = not self.isEnabled()
        edge = look.token("danger" if self._invalid else "field")
        width = max(look.edge, px(2)) if self._invalid else look.edge
        fill = look.token("sunken" if off else "raised")
        paint_box(
            painter, QRect(QPoint(0, 0), self.size()), fill=fill, edge=edge, width=width, radius=px(8), dashed=off
        )
        chevron = QRect(self.width() - px(26), (self.height() - px(18)) // 2, px(18), px(18))
        paint_icon(painter, "chevron-down", look.token("muted" if off else "ink"), chevron)
        painter.setPen(look.token("muted" if off or self.value() is None else "ink"))
        painter.setFont(self.font())
        room = QRect(px(12), 0, self.width() - px(12 + 28), self.height())
        words = QFontMetrics(self.font()).elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
