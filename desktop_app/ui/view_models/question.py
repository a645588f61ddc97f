"""A question to the sender of what was received: kept as a draft until it is asked by its button."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.check import Problem
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import replying
from desktop_app.use_cases.records import Saved


class QuestionViewModel(QObject):
    """`asked` are the questions so far, oldest first, each with its moment."""

    changed = Signal()
    sent = Signal()
    refused = Signal(tuple)

    def __init__(self, around: Surroundings, case: CaseId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self._case = around, case
        self.form = FormViewModel(around.session, around.background, around.feed, self)
        self.asked: tuple[tuple[str, str], ...] = ()
        self._asking = False
        self.form.saved.connect(self._on_saved)

    def read(self) -> None:
        """Open the question being written, and read those asked before."""
        self.form.open_with(partial(replying.question_form, self._around.session, self._case))
        self._read()

    def ask(self) -> None:
        """Ask it; it leaves with the next sync."""
        if self.form.is_open:
            self._asking = True
            self.form.record(self._make)

    def _make(self, draft: RecordId) -> Saved:
        """Ask it; runs in the store's thread."""
        return replying.ask_with(self._around.session, self._case, draft)

    def _on_saved(self, problems: tuple[Problem, ...]) -> None:
        was, self._asking = self._asking, False
        if not was:
            return
        if problems:
            self.refused.emit(problems)
        else:
            self.read()
            self.sent.emit()

    def _read(self) -> None:
        self._around.background.in_store(partial(replying.questions, self._around.session, self._case), self._on_read)

    def _on_read(self, asked: tuple[tuple[str, str], ...]) -> None:
        self.asked = asked
        self.changed.emit()
