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

    def spare_what_is_here(self) -> None:
        """Look no more through what is there now, once in a process: modules and tables stay as long as the program.

        They are nine tenths of all objects, and looking through them held the window for 20 ms and more. To be called
        while the store is locked, so that nothing of the work is among what is never freed.
        """
        if gc.get_freeze_count() == 0:
            gc.collect()
            gc.freeze()

    def collect(self) -> None:
        """Collect the oldest generation that has grown enough."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > _THRESHOLDS[generation]:
                gc.collect(generation)
                return
