"""What was received and is not yet among the own records."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ledger.ids import CaseId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import taking_over
from desktop_app.use_cases.session import Changed


class TakingOverViewModel(QObject):
    """`open` is how many received records wait to be taken over."""

    changed = Signal()
    taken = Signal()

    def __init__(self, around: Surroundings, case: CaseId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self._case = around, case
        self.open = 0
        around.feed.changed.connect(self._on_changed)

    def read(self) -> None:
        """Count them."""
        self._around.background.in_store(partial(taking_over.to_take, self._around.session, self._case), self._on_read)

    def take(self) -> None:
        """Take all of them over by one action."""
        if self.open:
            work = partial(taking_over.take_over, self._around.session, self._case)
            self._around.background.in_store(work, self._on_taken)

    def _on_taken(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.taken.emit()

    def _on_changed(self, cases: Changed) -> None:
        if not cases or self._case in cases:
            self.read()

    def _on_read(self, number: int) -> None:
        self.open = number
        self.changed.emit()
