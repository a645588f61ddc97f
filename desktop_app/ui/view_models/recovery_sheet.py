"""The organisation's recovery sheet on an administrator's laptop: trying the words, and making another sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.language import screen_language
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import papers, recovery_sheet
from desktop_app.use_cases.session import Changed
from desktop_app.use_cases.sheet_in_making import SheetInMaking, SheetPaper


class RecoverySheetViewModel(QObject):
    """A new secret lives here alone until its sheet is in force, and is gone with the page."""

    changed = Signal()
    failed = Signal(LuotsiError)
    opened = Signal()
    renewed = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.busy = False
        self._sheet: SheetInMaking | None = None

    @property
    def new_papers(self) -> tuple[SheetPaper, ...]:
        """The papers of the new sheet, until it is in force."""
        return self._sheet.papers if self._sheet is not None else ()

    def rehearse(self, words: str) -> None:
        """Try whether these words open the organisation's keys; nothing is changed."""
        work = partial(recovery_sheet.rehearse, self._around.session, words)
        self._work(work, lambda _nothing: self.opened.emit())

    def begin_new(self) -> None:
        """Make the words of another sheet; the present one stays in force."""
        self._sheet = SheetInMaking(recovery_sheet.new_secret())
        self.changed.emit()

    def keep_on(self, papers: int, needed: int) -> None:
        """Split the new sheet among so many papers, of which so many are needed; 1 of 1 is the whole."""
        if self._sheet is not None:
            self._sheet.keep_on(papers, needed)
            self.changed.emit()

    def save_paper(self, path: Path) -> None:
        """Write the new sheet as PDF where the person chose. Raises as `papers.save_recovery_sheet`."""
        session = self._around.session
        store = session.store
        name, place = store.org_name(store.me().org), recovery_sheet.place(session)
        today = session.now().date()
        papers.save_recovery_sheet(path, self.new_papers, name, place, today, screen_language())

    def put_in_force(self) -> None:
        """Put the new sheet, printed and stored, in the place of the old one."""
        if self._sheet is not None:
            work = partial(recovery_sheet.renew, self._around.session, self._sheet.secret)
            self._work(work, self._on_renewed)

    def _on_renewed(self, cases: Changed) -> None:
        self._sheet = None
        self._around.feed.tell(cases)
        self.changed.emit()
        self.renewed.emit()

    def _work(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        if self.busy:
            return
        self.busy = True
        self.changed.emit()
        self._around.background.in_network(work, partial(self._finish, done), self._on_failed)

    def _finish(self, done: Callable[..., None], answer: object) -> None:
        self.busy = False
        self.changed.emit()
        done(answer)

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)
