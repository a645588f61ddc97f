"""A short message at the bottom of a page; never for errors."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.language import tr
from desktop_app.ui.measure import px, row, set_role
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.banner import IconBox
from desktop_app.ui.widgets.label import Label

STAYS_MS = 8000
UNDO_KEYS = "Ctrl+Z"
REDO_KEYS = "Ctrl+Shift+Z"


class _Undo(QPushButton):
    """The one act of a toast, in reversed colours."""

    def __init__(self, toast: Toast) -> None:
        super().__init__(toast)
        self._toast = toast
        set_role(self, "button")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The toast stays while it has the focus."""
        super().focusInEvent(event)
        self._toast.hold()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Then it goes after its time."""
        super().focusOutEvent(event)
        self._toast.release()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper-coloured words on ink."""
        painter = QPainter(self)
        painter.setPen(theme.current().token("paper"))
        painter.setFont(self.font())
        painter.drawText(QRect(QPoint(0, 0), self.size()), Qt.AlignmentFlag.AlignCenter, self.text())


class Toast(QFrame):
    """One line at the bottom centre of a page for 8 seconds, longer while hovered or focused."""

    def __init__(
        self, page: QWidget, text: str, undo: Callable[[], None] | None, redo: Callable[[], None] | None = None
    ) -> None:
        super().__init__(page)
        self.setProperty("kind", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._act = undo or redo
        self._act_words = f"{tr('Undo')}  {UNDO_KEYS}" if undo is not None else f"{tr('Redo')}  {REDO_KEYS}"
        self._build(text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.close_now)
        page.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self.release()
        announce(self, text)

    def _build(self, text: str) -> None:
        line = row(self, 12, (16, 4, 16, 4))
        line.addWidget(IconBox("circle-check", "paper", 18))
        words = Label(text, "body", "on_ink")
        line.addWidget(words)
        line.addSpacing(px(24))
        if self._act is not None:
            act = _Undo(self)
            act.setText(self._act_words)
            act.clicked.connect(self._on_act)
            line.addWidget(act)
        self.setAccessibleName(text)
        self.setMinimumHeight(px(40))
        self.adjustSize()

    @classmethod
    def say(
        cls,
        page: QWidget,
        text: str,
        *,
        undo: Callable[[], None] | None = None,
        redo: Callable[[], None] | None = None,
    ) -> Toast:
        """Show a toast on a page, with the act `undo` or `redo` if there is one; an earlier toast goes away."""
        for earlier in page.findChildren(cls, options=Qt.FindChildOption.FindDirectChildrenOnly):
            earlier.close_now()
        return cls(page, text, undo, redo)

    def hold(self) -> None:
        """Stay."""
        self._timer.stop()

    def release(self) -> None:
        """Go in 8 seconds."""
        self._timer.start()

    def close_now(self) -> None:
        """Go now."""
        self.hide()
        self.deleteLater()

    def _on_act(self) -> None:
        if self._act is not None:
            self._act()
        self.close_now()

    def _place(self) -> None:
        page = self.parentWidget()
        if page is None:
            return
        self.move((page.width() - self.width()) // 2, page.height() - self.height() - px(16))

    def event(self, event: QEvent) -> bool:
        """Stay while hovered."""
        if event.type() == QEvent.Type.Enter:
            self.hold()
        elif event.type() == QEvent.Type.Leave:
            self.release()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page's size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
