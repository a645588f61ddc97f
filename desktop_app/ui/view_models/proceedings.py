"""Criminal proceedings as their own page shows them; no other view model asks for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop_app.ledger.ids import CaseId
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import proceedings


class ProceedingsViewModel(QObject):
    """The case's one record of them: the newest, or a new one."""

    def __init__(self, around: Surroundings, case: CaseId, reference: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self._case, self.reference = around, case, reference
        self.kind = proceedings.kind()
        self.form = FormViewModel(around.session, around.background, around.feed, self)

    def read(self) -> None:
        """Open the record, or an empty one."""
        self.form.open_with(partial(proceedings.form, self._around.session, self._case))

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self.form.save(then)
