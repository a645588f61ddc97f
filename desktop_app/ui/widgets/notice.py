"""What went wrong and what to do, over the top of the window until it is closed; never gone by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import column, px
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.banner import Banner

_WIDTH = 720
_TOP = 16


class Notice(TranslatedWidget, QWidget):
    """One amber banner at a time; it blocks nothing below it. `words` gives the text in the language in force."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._words: Callable[[], str] | None = None
        self._banner = Banner("amber", parent=self)
        column(self).addWidget(self._banner)
        self._banner.acted.connect(self.close_notice)
        window.installEventFilter(self)
        self.hide()
        self.retranslate()

    def say(self, words: Callable[[], str]) -> None:
        """Show a text and have it read out."""
        self._words = words
        self.retranslate()
        self._place()
        self.show()
        self.raise_()
        announce(self, words())

    def close_notice(self) -> None:
        """Take the text away: read, or the store is locked."""
        self._words = None
        self.hide()

    def retranslate(self) -> None:
        """Say it again in another language."""
        if self._words is not None:
            self._banner.set(self._words(), action=tr("Close"))
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the top of the window."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        window = self._window
        width = min(px(_WIDTH), window.width() - px(32))
        height = self._banner.heightForWidth(width) if self._banner.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry((window.width() - width) // 2, px(_TOP), width, max(height, self.minimumSizeHint().height()))
