"""Pages that were shown: each as it was left, and gone once no way leads back to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget
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


def drop_others(pages: QStackedWidget, kept: Iterable[QWidget]) -> None:
    """Delete the pages that are neither shown nor among `kept`; they have saved when they were left."""
    staying = {id(page) for page in (*kept, pages.currentWidget())}
    for at in reversed(range(pages.count())):
        page = pages.widget(at)
        if page is not None and id(page) not in staying:
            pages.removeWidget(page)
            page.deleteLater()
