"""Making something long in parts, a few in each turn of the event loop, so that the window keeps answering."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

#: A turn begins no further part after so many seconds: half of what a hand at the keys could begin to feel.
TURN_S = 0.006


class InTurns(QObject):
    """Does the parts of an iterator, which are asked of it one by one; `done` once, after the last.

    Whoever needs the whole calls `finish`; a part may do so too, in vain.
    """

    done = Signal()

    def __init__(self, parts: Iterator[object], parent: QObject) -> None:
        super().__init__(parent)
        self._parts: Iterator[object] | None = parts
        self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._turn)

    @property
    def is_done(self) -> bool:
        """Whether every part has been made."""
        return self._parts is None

    def begin(self, at_once: int = 1) -> None:
        """Do so many parts now and the others in the turns that follow."""
        if all(self._do_one() for _ in range(at_once)):
            self._timer.start()

    def finish(self) -> None:
        """Do all that is left."""
        while not self._busy and self._do_one():
            pass

    def _turn(self) -> None:
        began = perf_counter()
        while self._do_one():
            if perf_counter() - began >= TURN_S:
                self._timer.start()
                return

    def _do_one(self) -> bool:
        """Do a part; whether there was one."""
        if self._parts is None:
            return False
        self._busy = True
        try:
            next(self._parts)
        except StopIteration:
            self._parts = None
            self.done.emit()
        finally:
            self._busy = False
        return self._parts is not None
