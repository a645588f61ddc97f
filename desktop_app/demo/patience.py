"""Waiting with a limit: for one thing, and for the whole demo."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtTest import QTest

from desktop_app.errors import LuotsiError

Seen = TypeVar("Seen")

#: How long the whole demo may take, in seconds.
WHOLE = 900.0

#: How long one thing may take, in seconds.
ONE = 60.0

#: How long the window's events are handled between two looks, in milliseconds.
_LOOK_EVERY_MS = 5


class Stuck(LuotsiError):
    """What the demo waited for did not come; `waited_for` says what it was."""

    def __init__(self, waited_for: str) -> None:
        super().__init__("demo_stuck", waited_for=waited_for)
        self.waited_for = waited_for


def until(waited_for: str, look: Callable[[], Seen | None], seconds: float = ONE) -> Seen:
    """Handle the window's events until `look` returns something true, and return it. Raises `Stuck`."""
    end = time.monotonic() + seconds
    while True:
        seen = look()
        if seen:
            return seen
        if time.monotonic() > end:
            raise Stuck(waited_for)
        QTest.qWait(_LOOK_EVERY_MS)


def settle(milliseconds: int = 40) -> None:
    """Let the window finish what it is doing."""
    QTest.qWait(milliseconds)


class Watchdog:
    """Ends a demo that hangs, with a message, after cleaning up what it started."""

    def __init__(self, clean_up: Callable[[], None], seconds: float = WHOLE) -> None:
        self._clean_up, self._seconds = clean_up, seconds
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self.chapter = ""

    def start(self) -> None:
        """Begin to watch."""
        self._timer.start()

    def stop(self) -> None:
        """The demo has ended by itself."""
        self._timer.cancel()

    def _end(self) -> None:
        sys.stderr.write(f"The demo took longer than {self._seconds:.0f} s and was ended in: {self.chapter}\n")
        faulthandler.dump_traceback(sys.stderr)
        sys.stderr.flush()
        self._clean_up()
        os._exit(5)
