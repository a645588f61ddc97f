"""This laptop's way into an organisation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.language import screen_language
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import enrolment, papers, recovery_sheet
from desktop_app.use_cases.enrolment import Enrolment, EnrolmentStep
from desktop_app.use_cases.sheet_in_making import SheetInMaking, SheetPaper


class OrganisationViewModel(QObject):
    """Where the laptop stands; asks, looks and founds in the network's thread."""

    changed = Signal()
    failed = Signal(LuotsiError)
    joined = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.enrolment = Enrolment(EnrolmentStep.ALONE)
        self.busy = False
        self._sheet: SheetInMaking | None = None

    @property
    def recovery_papers(self) -> tuple[SheetPaper, ...]:
        """The papers of the organisation's recovery sheet, until it is stored."""
        return self._sheet.papers if self._sheet is not None else ()

    def keep_on(self, papers: int, needed: int) -> None:
        """Split the recovery sheet among so many papers, of which so many are needed; 1 of 1 is the whole."""
        if self._sheet is not None:
            self._sheet.keep_on(papers, needed)
            self.changed.emit()

    def read(self) -> None:
        """Read how this laptop stands."""
        self._around.background.in_store(partial(enrolment.standing, self._around.session), self._on_enrolment)

    def join(self, invitation: str, laptop: str) -> None:
        """Ask to join with an invitation."""
        self._work(partial(enrolment.ask_to_join, self._around.session, invitation, laptop), self._on_enrolment)

    def look(self) -> None:
        """Ask whether the other side has let this laptop in."""
        self._work(partial(enrolment.look_for_answer, self._around.session), self._on_enrolment)

    def save_recovery_paper(self, path: Path) -> None:
        """Write the sheet where the person chose. Raises as `papers.save_recovery_sheet`."""
        session = self._around.session
        place, today = recovery_sheet.place(session), session.now().date()
        name, language = self.enrolment.organisation, screen_language()
        papers.save_recovery_sheet(path, self.recovery_papers, name, place, today, language)

    def found(self) -> None:
        """Publish the organisation's first roster, once the recovery sheet is stored."""
        if self._sheet is not None:
            work = partial(enrolment.found_organisation, self._around.session, self._sheet.secret)
            self._work(work, self._on_enrolment)

    def _on_enrolment(self, found: Enrolment) -> None:
        before, self.enrolment = self.enrolment, found
        if found.step is EnrolmentStep.FOUND and self._sheet is None:
            self._sheet = SheetInMaking(recovery_sheet.new_secret())
        if found.step is EnrolmentStep.JOINED:
            self._sheet = None
            if before.step in {EnrolmentStep.WAITING, EnrolmentStep.FOUND}:
                self._around.feed.tell(frozenset())
                self.joined.emit()
        self.changed.emit()

    def _work(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        if self.busy:
            return
        self.busy = True
        self.changed.emit()

        def finished(answer: object) -> None:
            self.busy = False
            done(answer)

        self._around.background.in_network(work, finished, self._on_failed)

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)
