"""A received proposal in an officer's hands: opening it tells the proposer; the decision is recorded by a button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.check import Problem, check
from desktop_app.domain.decision import ADMITTED, VICTIM
from desktop_app.domain.kinds import kind_named
from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.question import QuestionViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.taking_over import TakingOverViewModel
from desktop_app.use_cases import access, decision, decision_view
from desktop_app.use_cases.decision_view import ReceivedProposal
from desktop_app.use_cases.records import Saved
from desktop_app.use_cases.sent_values import Said
from desktop_app.use_cases.session import Changed

__all__ = ["DecisionViewModel", "ReceivedProposal", "Said"]


class DecisionViewModel(QObject):
    """`form` is the decision notice; it stays a draft until it is recorded."""

    changed = Signal()
    recorded = Signal()
    refused = Signal(tuple)
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, case: CaseId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self.case = around, case
        self.form = FormViewModel(around.session, around.background, around.feed, self)
        self.question = QuestionViewModel(around, case, self)
        self.taking_over = TakingOverViewModel(around, case, self)
        self.received: ReceivedProposal | None = None
        self._recording = False
        self.form.saved.connect(self._on_saved)
        around.feed.changed.connect(self._on_changed)

    def read(self) -> None:
        """Show the proposal and tell the proposer, once for each version, that it has been opened."""
        self.form.open_newest("decision", self.case)
        self.question.read()
        self.taking_over.read()
        self._read()
        work = partial(decision.mark_opened, self._around.session, self.case)
        self._around.background.in_store(work, self._on_opened)

    @property
    def identifies(self) -> bool | None:
        """Whether the decision as it stands identifies the person (746/2011, 35 § 1); None while it says nothing."""
        if not self.form.is_open or not self.form.value("outcome"):
            return None
        return self.form.value("outcome") == ADMITTED and self.form.value("ground") == VICTIM

    @property
    def is_admission(self) -> bool:
        """Whether the outcome chosen is admission, which needs a ground."""
        return self.form.is_open and self.form.value("outcome") == ADMITTED

    def problems(self) -> tuple[Problem, ...]:
        """What is still to be put right before the notice can be recorded."""
        return check(kind_named("decision"), self.form.form.values()) if self.form.is_open else ()

    def log_shown(self, said: Sequence[Said]) -> None:
        """Note in the log that hidden values were shown."""
        for kind in dict.fromkeys(one.kind for one in said):
            fields = [one.field for one in said if one.kind == kind]
            work = partial(access.log_shown, self._around.session, self.case, kind, fields)
            self._around.background.in_store(work)

    def record(self) -> None:
        """Record the decision notice."""
        if self.received is not None and self.received.may_decide:
            self._recording = True
            self.form.record(self._make)

    def _make(self, draft: RecordId) -> Saved:
        """Record it; runs in the store's thread."""
        return decision.record(self._around.session, self.case, draft)

    def _on_saved(self, problems: tuple[Problem, ...]) -> None:
        was, self._recording = self._recording, False
        if not was:
            return
        if problems:
            self.refused.emit(problems)
        else:
            self._read()
            self.recorded.emit()

    def _on_opened(self, cases: Changed) -> None:
        if cases:
            self._around.feed.tell(cases)

    def _on_changed(self, cases: frozenset[CaseId]) -> None:
        if not cases or self.case in cases:
            self._read()

    def _read(self) -> None:
        work = partial(decision_view.read, self._around.session, self.case)
        self._around.background.in_store(work, self._on_read)

    def _on_read(self, received: ReceivedProposal | None) -> None:
        self.received = received
        self.changed.emit()
