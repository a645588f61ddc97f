"""One opened case: what its page shows, read again after every change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import case_view
from desktop_app.use_cases.case_view import CaseView


class CaseViewModel(QObject):
    """Holds the view; the safe contact is fetched by a press and not kept. `gone`: it was erased while it was open."""

    changed = Signal()

    def __init__(self, around: Surroundings, case: CaseId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self.case = around, case
        self.labels = around.labels
        self.view: CaseView | None = None
        self.gone = False
        around.feed.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the case."""
        work = partial(case_view.view, self._around.session, self.case)
        self._around.background.in_store(work, self._on_view, self._on_failed)

    def safe_contact(self, then: Callable[[tuple[tuple[str, object], ...]], None]) -> None:
        """Fetch how the person is reached safely; that it is shown is noted with it."""
        self._around.background.in_store(partial(case_view.safe_contact, self._around.session, self.case), then)

    def _on_changed(self, cases: frozenset[CaseId]) -> None:
        if self.case in cases:
            self.read()

    def _on_failed(self, error: LuotsiError) -> None:
        if error.code != "no_such_case" or self.view is None:
            self._around.background.report(error)
            return
        self.view, self.gone = None, True
        self.changed.emit()

    def _on_view(self, view: CaseView) -> None:
        self.view = view
        self.changed.emit()
