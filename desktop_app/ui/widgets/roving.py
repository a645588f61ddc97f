"""One stop of the Tab key for a group of buttons; arrow keys move inside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


def set_checked(button: QAbstractButton, checked: bool) -> None:
    """Check or clear a button that screen readers know as one of a group, which by itself cannot be cleared."""
    button.setAutoExclusive(False)
    button.setChecked(checked)
    button.setAutoExclusive(True)


def set_tab_stop(buttons: Sequence[QAbstractButton], stop: QAbstractButton | None) -> None:
    """Let Tab reach only `stop` (the first one when `None`)."""
    chosen = stop if stop in buttons else (buttons[0] if buttons else None)
    for button in buttons:
        policy = Qt.FocusPolicy.StrongFocus if button is chosen else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(policy)


def move_by_key(buttons: Sequence[QAbstractButton], at: QAbstractButton, event: QKeyEvent) -> bool:
    """Move the focus by an arrow, Home or End key; false when the key is another."""
    key = Qt.Key(event.key())
    index = list(buttons).index(at)
    if key in _STEPS:
        index = (index + _STEPS[key]) % len(buttons)
    elif key is Qt.Key.Key_Home:
        index = 0
    elif key is Qt.Key.Key_End:
        index = len(buttons) - 1
    else:
        return False
    set_tab_stop(buttons, buttons[index])
    buttons[index].setFocus(Qt.FocusReason.TabFocusReason)
    return True
