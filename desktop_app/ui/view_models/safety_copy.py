"""Choosing where safety copies go."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import safety_copy
from desktop_app.use_cases.safety_copy import SafetyState

__all__ = ["SafetyCopyViewModel", "SafetyState"]


class SafetyCopyViewModel(QObject):
    """Writing goes on in the network's thread, so that a slow stick holds no save."""

    changed = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.state: SafetyState | None = None
        self.busy = False

    def now(self) -> datetime:
        """The present moment, for days as spoken."""
        return self._around.session.now()

    def read(self) -> None:
        """Read how it stands."""
        self._around.background.in_store(partial(safety_copy.view, self._around.session), self._on_state)

    def choose(self, folder: Path | None) -> None:
        """Keep safety copies in this folder from now on, None for nowhere."""
        self.busy = True
        self.changed.emit()
        self._around.background.in_network(partial(safety_copy.choose, self._around.session, folder), self._on_state)

    def _on_state(self, state: SafetyState) -> None:
        self.state, self.busy = state, False
        self.changed.emit()
