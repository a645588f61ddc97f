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
        self._secret = b""

    @property
    def recovery_words(self) -> tuple[str, ...]:
        """The words of the organisation's recovery sheet, until it is stored."""
        return recovery_sheet.words_of(self._secret) if self._secret else ()

    def read(self) -> None:
        """Read how this laptop stands."""
        self._around.background.in_store(partial(enrolment.standing, self._around.session), self._on_enrolment)

    def join(self, invitation: str, laptop: str) -> None:
        """Ask to join with an invitation."""
        self._work(partial(enrolment.ask_to_join, self._around.session, invitation, laptop), self._on_enrolment)

    def look(self) -> None:
        """Ask whether the other side has let this laptop in."""
        self._work(partial(enrolment.look_for_answer, self._around.session), self._on_enrolment)

    def recovery_paper(self) -> bytes:
        """Return the organisation's recovery sheet as PDF, in the screen's language."""
        session = self._around.session
        return papers.organisation_recovery(
            self.recovery_words,
            self.enrolment.organisation,
            recovery_sheet.place(session),
            session.now().date(),
            screen_language(),
        )

    def save_recovery_paper(self, path: Path) -> None:
        """Write the sheet where the person chose. Raises LuotsiError `disk_full`, `disk_failed`."""
        papers.write_secret_paper(path, self.recovery_paper())

    def found(self) -> None:
        """Publish the organisation's first roster, once the recovery sheet is stored."""
        self._work(partial(enrolment.found_organisation, self._around.session, self._secret), self._on_enrolment)

    def _on_enrolment(self, found: Enrolment) -> None:
        before, self.enrolment = self.enrolment, found
        if found.step is EnrolmentStep.FOUND and not self._secret:
            self._secret = recovery_sheet.new_secret()
        if found.step is EnrolmentStep.JOINED:
            self._secret = b""
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
