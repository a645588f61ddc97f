"""A page that was shown, as it was left."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid


@dataclass(slots=True)
class Seen:
    """A page of a place, with its focus and scroll."""

    key: str
    page: QWidget
    focus: QWidget | None
    scroll: int

    @classmethod
    def now(cls, key: str, page: QWidget, focus: QWidget | None) -> Seen:
        """Remember a page before another one is shown; `focus` is what has the keyboard in the window."""
        inside = focus if focus is not None and page.isAncestorOf(focus) else None
        return cls(key, page, inside, page.verticalScrollBar().value() if isinstance(page, QScrollArea) else 0)

    def restore(self) -> None:
        """Give the page, which is shown again, its focus and scroll."""
        if self.focus is not None and isValid(self.focus):
            self.focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.page, QScrollArea):
            self.page.verticalScrollBar().setValue(self.scroll)
