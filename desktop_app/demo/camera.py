"""Pictures of the window, in the looks and languages of the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_app.demo.patience import settle
from desktop_app.ui import theme
from desktop_app.ui.language import Language, screen_language
from desktop_app.ui.tokens import ThemeName
from desktop_app.ui.widgets.toast import Toast

#: A common small laptop: 1366 × 768 less the frame of the system.
SIZE = (1366, 688)

#: A text cursor that blinks keeps a window from ever looking the same for long.
_MOST_LOOKS = 8


class Camera:
    """Takes numbered pictures into one folder; each names its look and language."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.taken: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    def take(
        self,
        window: QWidget,
        name: str,
        *,
        look: ThemeName = ThemeName.LIGHT,
        language: str | None = None,
        from_top: bool = True,
    ) -> None:
        """Take a picture of the window, then bring back the look and language in which it was."""
        for page in window.findChildren(QScrollArea):
            if page.isVisible() and from_top:
                page.verticalScrollBar().setValue(0)
        for toast in window.findChildren(Toast):
            toast.hide()
        before_look, before_language = theme.current().name, screen_language()
        wanted = language or before_language
        _show(look, wanted)
        words = "" if look is ThemeName.LIGHT else f"-{look.name.lower().replace('_', '-')}"
        file = f"{name}{words}-{wanted}.png"
        _at_rest(window).save(str(self._folder / file))
        self.taken.append(file)
        _show(before_look, before_language)
        settle(30)


def _at_rest(window: QWidget) -> QPixmap:
    """Return the window as it looks once everything has found its place: new words are laid out turn by turn."""
    before = window.grab()
    for _ in range(_MOST_LOOKS):
        settle(60)
        now = window.grab()
        if now.toImage() == before.toImage():
            break
        before = now
    return before


def _show(look: ThemeName, language: str) -> None:
    if language != screen_language():
        Language.set(language)
    if look is not theme.current().name:
        theme.current().choose(look)
