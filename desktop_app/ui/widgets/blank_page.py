"""A blank neutral page that covers the whole window at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget


class BlankPage(QWidget):
    """Hidden until `cover`; while it covers, keys reach no field below it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_focus", True)
        self._lifts = False
        self.hide()

    def fit(self) -> None:
        """Follow the size of the window."""
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())

    def cover(self) -> None:
        """Be painted now, not at the next turn of the event loop."""
        self._lifts = False
        self.fit()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.repaint()

    def lift_when_touched(self) -> None:
        """Let a key or a press take it away: the lock behind it could not be."""
        self._lifts = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key reaches what is covered."""
        self._touched()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """No press reaches what is covered."""
        self._touched()
        event.accept()

    def _touched(self) -> None:
        if self._lifts:
            self.hide()
