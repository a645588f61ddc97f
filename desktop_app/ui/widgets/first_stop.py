"""Where the keyboard goes first in a part of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def first_stop(pane: QWidget, outside: QWidget | None = None) -> QWidget | None:
    """The first part of a pane that Tab reaches, not counting those inside another one."""
    for widget in pane.findChildren(QWidget):
        if outside is not None and outside.isAncestorOf(widget):
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(pane) and widget.isEnabled():
            return widget
    return None
