"""What the reader of a sent version asked, and what it holds differently; one action sends the difference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import supplement
from desktop_app.use_cases.session import Changed
from desktop_app.use_cases.supplement import Supplement

__all__ = ["Supplement", "SupplementViewModel"]


class SupplementViewModel(QObject):
    """`of` is the referral, None for the proposal; `save_first` saves what is being written on the page."""

    changed = Signal()
    sent = Signal()
    failed = Signal(LuotsiError)

    def __init__(
        self,
        around: Surroundings,
        case: CaseId,
        save_first: Callable[[Callable[[], None]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._around, self._case, self._save_first = around, case, save_first
        self.of: RecordId | None = None
        self.view: Supplement | None = None
        self.busy = False
        around.feed.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read what differs."""
        work = partial(supplement.view, self._around.session, self._case, self.of)
        self._around.background.in_store(work, self._on_view)

    def now(self) -> datetime:
        """The present moment, for days as spoken."""
        return self._around.session.now()

    def send(self) -> None:
        """Save what is written and send what differs."""
        if not self.busy:
            self.busy = True
            self._save_first(self._send)

    def _send(self) -> None:
        work = partial(supplement.send, self._around.session, self._case, self.of)
        self._around.background.in_store(work, self._on_sent, self._on_failed)

    def _on_sent(self, cases: Changed) -> None:
        self.busy = False
        self._around.feed.tell(cases | {self._case})
        self.sent.emit()

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        self.failed.emit(error)

    def _on_changed(self, cases: Changed) -> None:
        if self.view is not None and (not cases or self._case in cases):
            self.read()

    def _on_view(self, view: Supplement | None) -> None:
        self.view = view
        self.changed.emit()
