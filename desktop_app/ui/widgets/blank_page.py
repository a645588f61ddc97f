"""A blank neutral page that covers the whole window at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
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
        self.hide()

    def fit(self) -> None:
        """Follow the size of the window."""
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())

    def cover(self) -> None:
        """Be painted now, not at the next turn of the event loop."""
        self.fit()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.repaint()
