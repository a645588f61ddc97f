"""Couriers in the window: writing to a stick, taking in from one, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop_app.errors import LuotsiError
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import bundles, records
from desktop_app.use_cases.bundles import Carriage, Saved, TakenIn

__all__ = ["Carriage", "CourierViewModel", "Saved", "TakenIn"]

Write = Callable[[bundles.Watch], Saved]


class CourierViewModel(QObject):
    """One thing at a time, in the network's thread, so that no sync runs beside it; writing can be broken off.

    After it `saved`, `taken` or `problem` says what came of it; `answering` tells which kind was written.
    """

    changed = Signal()
    done = Signal()
    _went_on = Signal(int)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._stop = Event()
        self.carriage = Carriage(0, answers=False)
        self.busy = self.answering = False
        self.written = 0
        self.saved: Saved | None = None
        self.taken: TakenIn | None = None
        self.problem: LuotsiError | None = None
        self._went_on.connect(self._on_written)
        around.feed.changed.connect(self.read)

    def read(self) -> None:
        """Read what is carried for others."""
        self._around.background.in_store(partial(bundles.view, self._around.session), self._on_carriage)

    def save(self, folder: Path) -> None:
        """Save every draft, then write everything that only this laptop has."""
        self._begin(answering=False)
        work = partial(records.save_all, self._around.session)
        write = partial(bundles.save, self._around.session, folder)
        self._around.background.in_store(work, partial(self._on_drafts, write), self._on_failed)

    def answer(self, folder: Path) -> None:
        """Write receipts and news for the laptops whose bundles were taken in here."""
        self._begin(answering=True)
        self._write(partial(bundles.save_answer, self._around.session, folder))

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take in bundles."""
        self._begin(answering=False)
        work = partial(bundles.take_in, self._around.session, tuple(paths))
        self._around.background.in_network(work, self._on_taken, self._on_failed)

    def cancel(self) -> None:
        """Break off writing; nothing of it is left."""
        self._stop.set()

    def _begin(self, *, answering: bool) -> None:
        self._stop.clear()
        self.busy, self.answering, self.written = True, answering, 0
        self.saved = self.taken = self.problem = None
        self.changed.emit()

    def _on_drafts(self, write: Write, saved: records.Saved) -> None:
        self._around.feed.tell(saved.cases)
        self._write(write)

    def _write(self, write: Write) -> None:
        self._around.background.in_network(partial(write, self._watch), self._on_saved, self._on_failed)

    def _watch(self, written: int) -> None:
        """Runs in the network's thread. A window that is gone, or locked, breaks off too."""
        if self._stop.is_set() or not isValid(self):
            raise LuotsiError("broken_off")
        self._went_on.emit(written)

    def _on_written(self, written: int) -> None:
        if self.busy:
            self.written = written
            self.changed.emit()

    def _on_saved(self, saved: Saved) -> None:
        self.saved = saved
        self._end()

    def _on_taken(self, taken: TakenIn) -> None:
        self.taken = taken
        self._around.feed.tell(frozenset(taken.taken.cases))
        self._end()

    def _on_failed(self, error: LuotsiError) -> None:
        self.problem = error
        self._end()

    def _end(self) -> None:
        self.busy = False
        self.changed.emit()
        self.done.emit()
        self.read()

    def _on_carriage(self, carriage: Carriage) -> None:
        self.carriage = carriage
        self.changed.emit()
