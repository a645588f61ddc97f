"""Making something long in parts, a few in each turn of the event loop, so that the window keeps answering."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

#: A turn begins no further part after so many seconds: half of what a hand at the keys could begin to feel.
TURN_S = 0.006


class InTurns(QObject):
    """Does the parts of an iterator, which are asked of it one by one; `done` once, after the last.

    Whoever needs the whole calls `finish`; a part may do so too, in vain. The page around `parent` is drawn anew only
    once the parts of a turn have their places: a layout takes several events, and half of it would flicker.
    """

    done = Signal()

    def __init__(self, parts: Iterator[object], parent: QWidget) -> None:
        super().__init__(parent)
        self._parts: Iterator[object] | None = parts
        self._busy = False
        self._veiled: QWidget | None = None
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

    def stop(self) -> None:
        """Leave what is not made."""
        self._parts = None
        self._unveil()

    def _turn(self) -> None:
        try:
            if self._veiled is not None:
                self._unveil()
            elif self._parts is not None:
                self._veil()
                began = perf_counter()
                while self._do_one() and perf_counter() - began < TURN_S:
                    pass
        finally:  # a part that fails leaves no page that is not drawn
            if self._parts is not None or self._veiled is not None:
                self._timer.start()

    def _veil(self) -> None:
        part = self.parent()
        while part is not None and not isinstance(part, QAbstractScrollArea):
            part = part.parent()
        page = part.viewport() if part is not None else None
        if page is not None and page.isVisible() and page.updatesEnabled():
            page.setUpdatesEnabled(False)
            self._veiled = page

    def _unveil(self) -> None:
        if self._veiled is not None:
            self._veiled.setUpdatesEnabled(True)
            self._veiled = None

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
