"""The records of one kind in a case, newest first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ledger.ids import CaseId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import record_list
from desktop_app.use_cases.record_list import ListedRecord

__all__ = ["ListedRecord", "RecordListViewModel"]


class RecordListViewModel(QObject):
    """Holds the rows, read again after every change of the case."""

    changed = Signal()

    def __init__(
        self, around: Surroundings, kind: str, case: CaseId, reference: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._around, self.kind, self.case, self.reference = around, kind, case, reference
        self.labels = around.labels
        self.rows: tuple[ListedRecord, ...] | None = None
        around.feed.changed.connect(self._on_feed)

    def read(self) -> None:
        """Read the rows."""
        work = partial(record_list.of_case, self._around.session, self.kind, self.case)
        self._around.background.in_store(work, self._on_rows)

    def _on_feed(self, cases: frozenset[CaseId]) -> None:
        if self.case in cases:
            self.read()

    def _on_rows(self, rows: tuple[ListedRecord, ...]) -> None:
        self.rows = rows
        self.changed.emit()
