"""Collects garbage in the window's thread alone: a widget destroyed in another thread takes the program down."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500

#: Objects made since the last collection after which each generation is looked through; Python's own habits.
_THRESHOLDS = (700, 10, 10)


class Collector(QObject):
    """Python collects in whichever thread makes the next object, the store's as well as the network's.

    Pages that were left hang together in circles; if the store's thread were the one to find them, it would destroy
    their widgets there, which Qt does not survive. So automatic collection is off while a window is open, and a timer
    of the window's thread does the same work.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that has grown enough."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > _THRESHOLDS[generation]:
                gc.collect(generation)
                return
