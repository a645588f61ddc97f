"""Locks when nobody has touched the laptop for a while; says so a minute before, and any key keeps it open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

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
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Change how long nothing may happen; one minute of it is the warning."""
        self._warn.setInterval(max(1, minutes - 1) * _MINUTE_MS)
        if self._warn.isActive() or self._end.isActive():
            self.start()

    def start(self) -> None:
        """Begin to watch, or begin anew after a touch."""
        app = QCoreApplication.instance()
        if app is not None and not self._warn.isActive() and not self._end.isActive():
            app.installEventFilter(self)
        self._end.stop()
        self._warn.start()

    def stop(self) -> None:
        """Watch no more."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._warn.stop()
        self._end.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch of keyboard, mouse or screen begins the wait anew."""
        if event.type() in _TOUCHES:
            self._end.stop()
            self._warn.start()
        return False

    def _on_warn(self) -> None:
        self._end.start()
        self.soon.emit()
