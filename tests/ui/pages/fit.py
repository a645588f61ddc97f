"""Whether every word of a page has the room that it needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop_app.ui.language import Language


def clipped(page: QWidget) -> list[str]:
    """The words of visible labels and buttons that are wider or higher than their place."""
    found = []
    for part in page.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QAbstractButton) or not part.text():
            continue
        needed = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.sizeHint().height()
        wide = 0 if part.hasHeightForWidth() else min(part.minimumSizeHint().width(), part.sizeHint().width())
        if part.height() < needed or part.width() < wide:
            found.append(part.text())
    return found


def clipped_in_any_language(page: QWidget, qtbot) -> dict[str, list[str]]:
    """What does not fit, by language; the page is English afterwards."""
    found = {}
    for language in ("fi", "sv", "en"):
        Language.set(language)
        qtbot.wait(50)
        for _ in range(20):  # new words are laid out when the window comes to it
            if not clipped(page):
                break
            qtbot.wait(50)
        if words := clipped(page):
            found[language] = words
    return found


def nameless(page: QWidget) -> list[str]:
    """Parts that take the keyboard and have neither words nor an accessible name."""
    return [
        type(part).__name__
        for part in page.findChildren(QWidget)
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not part.accessibleName()
        and not getattr(part, "text", lambda: "")()
    ]
