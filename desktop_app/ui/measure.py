"""Fonts, spaces, sizes and tones of single widgets, remembered so that a change of scale or theme reaches them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop_app.ui import theme


def px(at_100: float) -> int:
    """Pixels at the user's scale."""
    return theme.current().px(at_100)


def set_role(widget: QWidget, role: str) -> None:
    """Give the widget the font of a role in `theme.FONT_ROLES`, now and after each change of scale."""
    widget.setProperty("text_role", role)
    widget.setFont(theme.current().font(role))


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone that the style sheet looks at (`muted`, `accent`, `amber`, `danger`, `info`, or empty)."""
    set_look(widget, "tone", tone)


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at and let the change be seen."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it takes its look when it is first shown
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


def set_height(widget: QWidget, at_100: int) -> None:
    """Fix the height, in px at 100 %."""
    widget.setProperty("fixed_height", at_100)
    widget.setFixedHeight(px(at_100))


def space(layout: QLayout, gap: int = 0, margins: int | Sequence[int] = 0) -> None:
    """Set the gap and the margins (one number, or left, top, right, bottom) in px at 100 %."""
    four = [margins] * 4 if isinstance(margins, int) else list(margins)
    layout.setProperty("gap", gap)
    layout.setProperty("margins", four)
    layout.setSpacing(px(gap))
    layout.setContentsMargins(*(px(side) for side in four))


def column(parent: QWidget | None = None, gap: int = 0, margins: int | Sequence[int] = 0) -> QVBoxLayout:
    """A vertical layout with remembered spaces."""
    layout = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    space(layout, gap, margins)
    return layout


def row(parent: QWidget | None = None, gap: int = 0, margins: int | Sequence[int] = 0) -> QHBoxLayout:
    """A horizontal layout with remembered spaces."""
    layout = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    space(layout, gap, margins)
    return layout


def empty(layout: QLayout) -> None:
    """Take every part out of a layout; the widgets vanish now and are destroyed when the event at hand is over."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()  # else one that was just put in would still be shown, as a window of its own
            widget.setParent(None)
            widget.deleteLater()
