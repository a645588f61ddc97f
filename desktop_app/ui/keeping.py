"""Erases by itself what has had its day, one thing at a time, so that nothing else waits for it."""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop_app.errors import LuotsiError
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import retention
from desktop_app.use_cases.session import Changed

_log = logging.getLogger(__name__)

#: The first look after unlocking leaves the first page alone, in milliseconds.
FIRST_AFTER_MS = 3_000

#: Time between two looks; a day begins at midnight for a window that stays open, too.
EVERY_MS = 3_600_000

#: Pause between two erasures, in which other work of the store comes first.
_PAUSE_MS = 50


class Keeping(QObject):
    """Lives from unlock to lock."""

    def __init__(self, around: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._around = around
        self._busy = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._next = QTimer(self, singleShot=True, interval=FIRST_AFTER_MS)
        self._next.timeout.connect(self.look)
        self._next.start()

    def look(self) -> None:
        """Erase one thing whose day has come, and come back as long as there was one."""
        if not self._busy:
            self._busy = True
            work = partial(retention.erase_next, self._around.session)
            self._around.background.in_store(work, self._on_done, self._on_failed)

    def _on_done(self, changed: Changed | None) -> None:
        self._busy = False
        if changed is not None:
            self._around.feed.tell(changed)
            self._next.start(_PAUSE_MS)

    def _on_failed(self, error: LuotsiError) -> None:
        """Try again at the next look; what could not be erased is still shown with its day."""
        self._busy = False
        _log.error("erasing at its day: %s", error.code)
