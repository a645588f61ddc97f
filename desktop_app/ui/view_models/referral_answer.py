"""A received referral in a provider's hands: opening it tells the sender; an answer goes by its button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.check import Problem
from desktop_app.domain.moment import day_in_finland
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.taking_over import TakingOverViewModel
from desktop_app.use_cases import access, referral_answer, referral_view
from desktop_app.use_cases.records import Saved
from desktop_app.use_cases.referral_answer import ReceivedReferral
from desktop_app.use_cases.referral_view import Recipient
from desktop_app.use_cases.sent_values import Said
from desktop_app.use_cases.session import Changed

__all__ = ["ReceivedReferral", "Recipient", "ReferralAnswerViewModel", "Said"]


#: Fields with the day on which what an outcome says was done.
_DAYS = {"urgent_assessed": "urgent_assessed_on"}


class ReferralAnswerViewModel(QObject):
    """`form` is the answer being written; it stays a draft until it is sent."""

    changed = Signal()
    answered = Signal()
    refused = Signal(tuple)

    def __init__(self, around: Surroundings, case: CaseId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self.case = around, case
        self.form = FormViewModel(around.session, around.background, around.feed, self)
        self.taking_over = TakingOverViewModel(around, case, self)
        self.received: ReceivedReferral | None = None
        self.recipients: tuple[Recipient, ...] = ()
        self._answering = False
        self.form.saved.connect(self._on_saved)
        around.feed.changed.connect(self._on_changed)

    def read(self) -> None:
        """Show the referral and tell the sender, once for each version, that it has been opened."""
        self._open_form()
        self.taking_over.read()
        self._read()
        self._around.background.in_store(
            partial(referral_answer.mark_opened, self._around.session, self.case), self._on_opened
        )
        self._around.background.in_store(
            partial(referral_view.right_recipients, self._around.session), self._on_recipients
        )

    def log_shown(self, said: Sequence[Said]) -> None:
        """Note in the log that hidden values were shown."""
        for kind in dict.fromkeys(one.kind for one in said):
            fields = [one.field for one in said if one.kind == kind]
            self._around.background.in_store(partial(access.log_shown, self._around.session, self.case, kind, fields))

    def permit(self, allowed: bool) -> None:
        """Record the client's answer to letting the sender know who works and what comes next."""
        answer = "given" if allowed else "withdrawn"
        work = partial(referral_answer.permit, self._around.session, self.case, answer)
        self._around.background.in_store(work, self._around.feed.tell)

    def choose(self, outcome: str) -> None:
        """Choose an outcome by its button; what has been done now has today's day, which may be changed."""
        self.form.set_value("outcome", outcome)
        day = _DAYS.get(outcome)
        if day is not None and not self.form.value(day):
            self.form.set_value(day, day_in_finland(self._around.session.now()).isoformat())

    def answer(self) -> None:
        """Record the answer and tell the sender what it may know."""
        if self.form.is_open and self.received is not None:
            self._answering = True
            self.form.record(self._make)

    def _make(self, draft: RecordId) -> Saved:
        """Record it; runs in the store's thread."""
        return referral_answer.answer_with(self._around.session, self.case, draft)

    def _open_form(self) -> None:
        self.form.open_with(partial(referral_answer.form, self._around.session, self.case))

    def _on_saved(self, problems: tuple[Problem, ...]) -> None:
        was, self._answering = self._answering, False
        if not was:
            return
        if problems:
            self.refused.emit(problems)
        else:
            self._open_form()
            self._read()
            self.answered.emit()

    def _on_opened(self, cases: Changed) -> None:
        if cases:
            self._around.feed.tell(cases)

    def _on_recipients(self, found: tuple[Recipient, ...]) -> None:
        self.recipients = found
        self.changed.emit()

    def _on_changed(self, cases: Changed) -> None:
        if not cases or self.case in cases:
            self._read()

    def _read(self) -> None:
        self._around.background.in_store(partial(referral_answer.read, self._around.session, self.case), self._on_read)

    def _on_read(self, received: ReceivedReferral | None) -> None:
        self.received = received
        self.changed.emit()
