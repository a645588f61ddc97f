"""The frame of a page: margins, title, acts, and scrolling only when needed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.measure import column, empty, px, row, space
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.label import Label

NARROW_BELOW = 900 - 56  # the window's 900 px less the rail beside the page
NARROW_MARGIN = 20


class _Inside(QWidget):
    """The page proper: as high as its words need at the width it has, and no higher."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def minimumSizeHint(self) -> QSize:
        """Without the height that wrapped words would need in the narrowest window."""
        smallest = super().minimumSizeHint()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            smallest.setHeight(1)
        return smallest


class ScrollPage(QScrollArea):
    """Title left, one primary act right, content below in `body`.

    `narrow` follows the page's width in px at 100 %; `narrow_changed` tells it to parts that stack.
    """

    narrow_changed = Signal(bool)

    def __init__(self, *, margin: int = 32, measure: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margin, self._measure = margin, measure
        self.narrow = False
        self.setProperty("kind", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = _Inside()
        self._outer: QVBoxLayout = column(self._inside, 12)
        self._head = QWidget()
        self._head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._head_row: QHBoxLayout = row(self._head, 16)
        self._build_head()
        self._outer.addWidget(self._head)
        self.body: QVBoxLayout = column(None, 16)
        self._outer.addLayout(self.body, 1)
        self.setWidget(self._inside)
        self.restyle()

    def _build_head(self) -> None:
        titles = column(None, 0)
        line = row(None, 10)
        self._title = Label("", "title", wrap=True)
        self._second = Label("", "title_second", "muted")
        self._second.hide()
        line.addWidget(self._title)
        line.addWidget(self._second)
        line.addStretch(1)
        titles.addLayout(line)
        self._subtitle = Label("", "body", "muted", wrap=True)
        self._subtitle.hide()
        titles.addWidget(self._subtitle)
        self._beside_holder = QWidget()
        self._beside = FlowLayout(self._beside_holder, 8)
        self._beside_holder.hide()
        titles.addWidget(self._beside_holder)
        self._head_row.addLayout(titles, 1)
        self._note = Label("", "banner", "muted")
        self._note.hide()
        self._head_row.addWidget(self._note)
        self._actions = row(None, 8)
        self._head_row.addLayout(self._actions)
        self._head.hide()

    def set_title(self, text: str, second: str = "", *, wrap: bool = True) -> None:
        """Name the page; `second` stands lighter beside it, such as a reference. A reference alone does not wrap."""
        self._title.setText(text)
        self._title.setWordWrap(wrap and not second)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self._head.show()
        self._inside.setAccessibleName(f"{text} {second}".strip())

    def set_subtitle(self, text: str) -> None:
        """A grey line below the title."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))

    def set_note(self, text: str) -> None:
        """A grey line at the right of the title, left of the acts; hidden where the page is narrow."""
        self._note.setText(text)
        self._note.setVisible(bool(text) and not self.narrow)

    def add_action(self, button: Button, *, first: bool = False) -> None:
        """Put a button at the right of the title; the primary one is added last."""
        self._actions.insertWidget(0 if first else -1, button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.show()

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a tag under the title."""
        self._beside.addWidget(widget)
        self._beside_holder.show()
        self._head.show()

    def clear_beside_title(self) -> None:
        """Take the tags away."""
        empty(self._beside)
        self._beside_holder.hide()

    def whole_height(self) -> int:
        """Height that the page would need to show everything at its width of now."""
        width = self.viewport().width()
        if self._outer.hasHeightForWidth():
            return self._outer.totalHeightForWidth(width)
        return self._outer.totalSizeHint().height()

    @property
    def head(self) -> QWidget:
        """Title and acts."""
        return self._head

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a part into sight."""
        self.ensureWidgetVisible(widget, px(24), px(24))

    def restyle(self) -> None:
        """Set margins for the width and scale of now."""
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        at_100 = width * 100 / theme.current().scale
        narrow = 0 < at_100 < NARROW_BELOW and self.isVisible()
        margin = NARROW_MARGIN if narrow else self._margin
        side = margin
        if self._measure is not None and at_100 > self._measure + 2 * margin:
            side = round((at_100 - self._measure) / 2)
        top = 14 if self._margin <= 24 or narrow else 22
        space(self._outer, 12, (side, top, side, 14))
        if narrow != self.narrow:
            self.narrow = narrow
            direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._head_row.setDirection(direction)
            self._note.setVisible(bool(self._note.text()) and not narrow)
            self.narrow_changed.emit(narrow)
