"""The way of the Tab key where parts are made later than what stands after them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stand_after(before: QWidget, part: QWidget) -> None:
    """Let Tab reach `part` right after `before`; both stand in one window."""
    at = [before, *_stops(before)][-1]
    for stop in _stops(part):
        QWidget.setTabOrder(at, stop)
        at = stop


def _stops(part: QWidget) -> list[QWidget]:
    """What can have the focus inside a part; a list that opens is a window of its own."""
    inside = [one for one in (part, *part.findChildren(QWidget)) if one.window() is part.window()]
    return [one for one in inside if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.focusProxy() is None]
