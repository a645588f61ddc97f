"""The permissions of a case: one purpose at a time, an answer being written down, and what was answered before."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.check import Problem
from desktop_app.ledger.ids import CaseId
from desktop_app.sheets.letter import Letter
from desktop_app.ui.language import screen_language
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.papers import PapersViewModel, PaperWork, Wanted
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import access, consent, consent_form, meeting, proposal_letter
from desktop_app.use_cases.consent import FIRST_PURPOSES, PURPOSES, Answer, Permission, Permissions
from desktop_app.use_cases.meeting import Meeting
from desktop_app.use_cases.session import Session

__all__ = ["FIRST_PURPOSES", "PURPOSES", "Answer", "ConsentViewModel", "Permission"]


class ConsentViewModel(QObject):
    """`form` is the answer being written for the chosen purpose; recording it begins a new one."""

    changed = Signal()
    opened = Signal()
    recorded = Signal(str)
    refused = Signal(tuple)

    def __init__(self, around: Surroundings, case: CaseId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self.case = around, case
        self.form = FormViewModel(around.session, around.background, around.feed, self)
        self.chosen = FIRST_PURPOSES[0]
        self.loading = True
        self._answered = ""
        self.permissions: Permissions | None = None
        self.meeting = Meeting()
        self.recipients: tuple[tuple[str, str], ...] = ()
        self.form.loaded.connect(self._on_form)
        self.form.saved.connect(self._on_saved)
        around.feed.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the permissions and open the first purpose."""
        self._read()
        self.choose(self.chosen)

    def choose(self, purpose: str) -> None:
        """Show another purpose; what was begun for this one stays a draft."""
        self.chosen, self.loading = purpose, True
        if self.form.is_open:
            self.form.save(self._open)
        else:
            self._open()
        self.changed.emit()

    @property
    def permission(self) -> Permission | None:
        """The chosen purpose with its answers."""
        return self.permissions.of(self.chosen) if self.permissions else None

    @property
    def groups(self) -> tuple[str, ...]:
        """Data groups that the chosen purpose may name and that are asked together."""
        return tuple(group for group in consent.groups_of(self.chosen) if group not in consent.ASKED_APART)

    @property
    def groups_asked_apart(self) -> tuple[str, ...]:
        """Data groups that have a question of their own."""
        return tuple(group for group in consent.groups_of(self.chosen) if group in consent.ASKED_APART)

    @property
    def ask_again(self) -> bool:
        """Whether the circumstances advise to ask again later; it stops nothing."""
        setting = self.form.value("setting") if self.form.is_open else None
        return isinstance(setting, list) and not consent.ASK_AGAIN.isdisjoint(str(each) for each in setting)

    def now(self) -> datetime:
        """The present moment, for days as spoken."""
        return self._around.session.now()

    def record(self) -> None:
        """Record the answer; a problem keeps it a draft and is told."""
        if self.loading:
            return
        answer = self.form.value("answer")
        if not isinstance(answer, str):
            self.refused.emit((Problem("answer", "required"),))
            return
        self._answered = answer
        self.form.record(partial(consent.record, self._around.session))

    def papers(self) -> PapersViewModel:
        """Return forms to sign: one for the chosen purpose, and others that the worker ticks."""
        work = PaperWork(
            partial(_forms, self._around.session, self.case, screen_language()),
            partial(access.note, self._around.session, self.case, access.PRINTED, "consent"),
            others=PURPOSES,
            begins_with=Wanted(others=frozenset({self.chosen})),
        )
        return PapersViewModel(self._around, work)

    def _open(self) -> None:
        purpose = self.chosen
        session = self._around.session
        self._around.background.in_store(partial(consent.recipients, session, purpose), self._on_recipients)
        self.form.open_with(partial(consent.answer_form, session, self.case, purpose))

    def _on_recipients(self, found: tuple[tuple[str, str], ...]) -> None:
        self.recipients = found

    def _on_form(self) -> None:
        if self.form.form.exists:  # the answer just recorded, on its way out
            return
        self.loading = False
        self.opened.emit()
        self.changed.emit()

    def _on_saved(self, problems: tuple[Problem, ...]) -> None:
        answered, self._answered = self._answered, ""
        if answered and problems:
            self.refused.emit(problems)
        elif answered:
            self.recorded.emit(answered)
            self.choose(self.chosen)

    def _on_changed(self, cases: frozenset[CaseId]) -> None:
        if self.case in cases:
            self._read()

    def _read(self) -> None:
        self._around.background.in_store(partial(meeting.read, self._around.session, self.case), self._on_meeting)
        self._around.background.in_store(partial(consent.read, self._around.session, self.case), self._on_read)

    def _on_meeting(self, found: Meeting) -> None:
        self.meeting = found
        self.changed.emit()

    def _on_read(self, found: Permissions) -> None:
        self.permissions = found
        self.changed.emit()


def _forms(session: Session, case: CaseId, workers_language: str, wanted: Wanted) -> tuple[Letter, ...]:
    """Compose a form for each purpose wanted, in the order of the page; runs in the store's thread."""
    language = wanted.language or proposal_letter.language_of(session, case, workers_language)
    return consent_form.letters(session, case, [each for each in PURPOSES if each in wanted.others], language)
