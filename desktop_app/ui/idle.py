"""Locks when nobody has touched the laptop for a while; says so a minute before, and any key keeps it open."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_MINUTE = 60
_LOOK_EVERY_MS = 1_000


def seconds_awake_or_asleep() -> float:
    """Return the seconds of a clock that nobody can set and that goes on while the laptop sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux, whose monotonic clock stops in sleep
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if hasattr(time, "CLOCK_MONOTONIC"):  # macOS, where this one goes on and `time.monotonic` stops
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class Idle(QObject):
    """Watches the whole program between `start` and `stop`. WCAG 2.2.1: the end is announced and can be put off.

    Time asleep counts: a laptop that wakes after its time is over locks before anybody can touch the work.
    """

    soon = Signal()
    over = Signal()

    def __init__(
        self, minutes: int, parent: QObject | None = None, clock: Callable[[], float] = seconds_awake_or_asleep
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._touched = clock()
        self._warned = False
        self._watching = False
        self._window: QWindow | None = None
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self.look)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Change how long nothing may happen; one minute of it is the warning."""
        self._warn_after = max(1, minutes - 1) * _MINUTE
        self._touch()

    def start(self) -> None:
        """Begin to watch, or begin anew after a touch."""
        if not self._watching:
            self._watching = True
            _program().focusWindowChanged.connect(self._follow)
            self._follow()
            self._look.start()
        self._touch()

    def stop(self) -> None:
        """Watch no more."""
        if self._watching:
            self._watching = False
            _program().focusWindowChanged.disconnect(self._follow)
            self._leave()
            self._look.stop()

    def look(self) -> None:
        """See how long nobody has touched the laptop, and warn or end."""
        untouched = self._clock() - self._touched
        if untouched >= self._warn_after + _MINUTE:
            self._touch()  # if the lock must wait, the next end comes in its own time
            self.over.emit()
        elif untouched >= self._warn_after and not self._warned:
            self._warned = True
            self.soon.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch of keyboard, mouse or screen begins the wait anew, unless it comes too late."""
        if event.type() in _TOUCHES:
            if self._clock() - self._touched >= self._warn_after + _MINUTE:
                self.look()
                return True
            self._touch()
        return False

    def _touch(self) -> None:
        self._touched, self._warned = self._clock(), False

    def _follow(self) -> None:
        """Watch the window that has the keyboard, a dialog too.

        Only windows are watched: a filter on the whole program would see every event of every part, also of parts that
        are just being taken down, and Python objects made for those bring the program down.
        """
        window = _window_in_front()
        if window is not None and window is not self._window:
            self._leave()
            self._window = window
            window.installEventFilter(self)

    def _leave(self) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = None


def _program() -> QGuiApplication:
    program = QGuiApplication.instance()
    assert isinstance(program, QGuiApplication)
    return program


def _window_in_front() -> QWindow | None:
    return QGuiApplication.focusWindow()
