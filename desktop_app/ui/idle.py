"""Locks when nobody has touched the laptop for a while; says so a minute before, and any key keeps it open."""

from __future__ import annotations

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
_MINUTE_MS = 60_000


class Idle(QObject):
    """Watches the whole program between `start` and `stop`. WCAG 2.2.1: the end is announced and can be put off."""

    soon = Signal()
    over = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warn = QTimer(self, singleShot=True)
        self._warn.timeout.connect(self._on_warn)
        self._end = QTimer(self, singleShot=True, interval=_MINUTE_MS)
        self._end.timeout.connect(self.over)
        self._watching = False
        self._window: QWindow | None = None
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Change how long nothing may happen; one minute of it is the warning."""
        self._warn.setInterval(max(1, minutes - 1) * _MINUTE_MS)
        if self._warn.isActive() or self._end.isActive():
            self.start()

    def start(self) -> None:
        """Begin to watch, or begin anew after a touch."""
        if not self._watching:
            self._watching = True
            _program().focusWindowChanged.connect(self._follow)
            self._follow()
        self._end.stop()
        self._warn.start()

    def stop(self) -> None:
        """Watch no more."""
        if self._watching:
            self._watching = False
            _program().focusWindowChanged.disconnect(self._follow)
            self._leave()
        self._warn.stop()
        self._end.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch of keyboard, mouse or screen begins the wait anew."""
        if event.type() in _TOUCHES:
            self._end.stop()
            self._warn.start()
        return False

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

    def _on_warn(self) -> None:
        self._end.start()
        self.soon.emit()


def _program() -> QGuiApplication:
    program = QGuiApplication.instance()
    assert isinstance(program, QGuiApplication)
    return program


def _window_in_front() -> QWindow | None:
    return QGuiApplication.focusWindow()
