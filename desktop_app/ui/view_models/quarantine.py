"""What was set aside of one laptop, and releasing it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import quarantine
from desktop_app.use_cases.laptops import Laptop
from desktop_app.use_cases.quarantine import SetAside, SetAsideChange
from desktop_app.use_cases.session import Changed

__all__ = ["QuarantineViewModel", "SetAside", "SetAsideChange"]


class QuarantineViewModel(QObject):
    """Fetches first; what is released is exactly what was looked at."""

    changed = Signal()
    failed = Signal(LuotsiError)
    released = Signal()

    def __init__(self, around: Surroundings, laptop: Laptop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.labels = around.labels
        self.laptop = laptop
        self.seen: SetAside | None = None
        self.busy = False

    def look(self) -> None:
        """Fetch and open what was set aside."""
        self._set_busy(True)
        work = partial(quarantine.look, self._around.session, self.laptop.dev)
        self._around.background.in_network(work, self._on_seen, self._on_failed)

    def release(self) -> None:
        """Let what was looked at count."""
        if self.busy or self.seen is None:
            return
        self._set_busy(True)
        work = partial(quarantine.release, self._around.session, self.seen)
        self._around.background.in_network(work, self._on_released, self._on_failed)

    def _on_seen(self, seen: SetAside) -> None:
        self.seen = seen
        self._set_busy(False)

    def _on_released(self, cases: Changed) -> None:
        self._set_busy(False)
        self._around.feed.tell(cases)
        self.released.emit()

    def _on_failed(self, error: LuotsiError) -> None:
        self._set_busy(False)
        self.failed.emit(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.changed.emit()
