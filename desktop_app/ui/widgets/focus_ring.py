"""The ring around whatever has the keyboard, drawn outside it and always seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.ui import theme
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.chip import Chip

_GAP = 2
_MARGIN = 24
_FOLLOWED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
}


class FocusRing(QWidget):
    """One overlay per window; widgets with the property `own_focus` draw their focus themselves."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._box = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self) -> None:
        # Without the signal's arguments: while a window is torn down they are objects that are no more.
        if not isValid(self) or not isValid(self._window):
            return
        self._leave()
        new = QApplication.focusWidget()
        if new is None or new is self._window or new.window() is not self._window:
            return
        self._show_whole(new)
        if new.property("own_focus"):
            return
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._target = new
        self._watch(new)
        if by_mouse and not isinstance(new, QLineEdit | QTextEdit):
            self.hide()
            return
        self.follow()

    def _leave(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._target = None
        self.hide()

    def _watch(self, target: QWidget) -> None:
        widget: QWidget | None = target
        while widget is not None:
            widget.installEventFilter(self)
            self._watched.append(widget)
            if widget is self._window:
                break
            widget = widget.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow moves, sizes and scrolling; a key press shows a ring that a click had left out."""
        if not isValid(self) or not isValid(self._window):
            return False
        kind = event.type()
        if kind in _FOLLOWED:
            if self.isVisible() or kind == QEvent.Type.Show:
                self.follow()
        elif kind == QEvent.Type.KeyPress and watched is self._target and not self.isVisible():
            self.follow()
        return False

    def _show_whole(self, target: QWidget) -> None:
        parent = target.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(target, px(_MARGIN), px(_MARGIN))
            parent = parent.parentWidget()

    def follow(self) -> None:
        """Stand around the target, cut where its scroll area ends."""
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        around = px(_GAP) + theme.current().ring
        box = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size()).adjusted(-around, -around, around, around)
        clip = self._clip(target)
        seen = box.intersected(clip)
        if seen.isEmpty():
            self.hide()
            return
        self._box = box.translated(-seen.topLeft())
        self.setGeometry(seen)
        self.show()
        self.raise_()
        self.update()

    def _clip(self, target: QWidget) -> QRect:
        clip = self._window.rect()
        parent = target.parentWidget()
        while parent is not None and parent is not self._window:
            if isinstance(parent, QAbstractScrollArea):
                view = parent.viewport()
                clip = clip.intersected(QRect(view.mapTo(self._window, QPoint(0, 0)), view.size()))
            parent = parent.parentWidget()
        return clip

    def _radius(self) -> int:
        target = self._target
        radius = target.property("focus_radius") if target is not None else None
        if isinstance(radius, int):
            return px(radius)
        return px(16) if isinstance(target, Chip) else px(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring and nothing else."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = look.ring / 2
        painter.setPen(QPen(look.token("focus"), look.ring))
        radius = self._radius() + px(_GAP) + half
        painter.drawRoundedRect(QRectF(self._box).adjusted(half, half, -half, -half), radius, radius)

    def sizeHint(self) -> QSize:
        """Takes no room."""
        return QSize(0, 0)
