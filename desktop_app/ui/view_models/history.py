"""The history of one record, newest first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ledger.ids import RecordId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import history
from desktop_app.use_cases.history import HistoryStep


class HistoryViewModel(QObject):
    """Holds the steps of a record."""

    changed = Signal()

    def __init__(
        self, around: Surroundings, record: RecordId, kind: str, reference: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._around, self._record = around, record
        self.kind, self.reference = kind, reference
        self.labels = around.labels
        self.steps: tuple[HistoryStep, ...] = ()

    def read(self) -> None:
        """Read the steps."""
        work = partial(history.of_record, self._around.session, self._record)
        self._around.background.in_store(work, self._on_steps)

    def _on_steps(self, steps: tuple[HistoryStep, ...]) -> None:
        self.steps = steps
        self.changed.emit()
