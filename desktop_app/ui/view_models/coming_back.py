"""Coming back with the recovery sheet on a new laptop, and going on as the worker that one was before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import UserId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import laptops, recovery_sheet, same_worker
from desktop_app.use_cases.session import Changed, Session


class ComingBackViewModel(QObject):
    """First the sheet's words, then whose laptop this is; the second may be left for later."""

    changed = Signal()
    failed = Signal(LuotsiError)
    joined = Signal()
    settled = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.busy = False
        self.back = False
        self.workers: tuple[tuple[str, str], ...] = ()

    def come_back(self, where: str, words: str, *, all_lost: bool) -> None:
        """Take the organisation back with the sheet."""
        if self.busy:
            return
        self._set_busy(True)
        work = partial(_come_back, self._around.session, where, words, all_lost=all_lost)
        self._around.background.in_network(work, self._on_back, self._on_failed)

    def go_on_as(self, code: str) -> None:
        """Go on as a worker of before: their cases are there again."""
        work = partial(_go_on_as, self._around.session, UserId(unb64(code)))
        self._around.background.in_store(work, self._on_settled, self._on_failed)

    def _on_back(self, found: tuple[Changed, tuple[tuple[str, str], ...]]) -> None:
        cases, self.workers = found
        self.back = True
        self._set_busy(False)
        self._around.feed.tell(cases)
        self.joined.emit()

    def _on_settled(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.settled.emit()

    def _on_failed(self, error: LuotsiError) -> None:
        self._set_busy(False)
        self.failed.emit(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.changed.emit()


def _come_back(
    session: Session, where: str, words: str, *, all_lost: bool
) -> tuple[Changed, tuple[tuple[str, str], ...]]:
    cases = recovery_sheet.come_back(session, where, words, all_lost=all_lost)
    me = session.store.me().user
    return cases, tuple((b64(user), name) for user, name in laptops.workers(session) if user != me)


def _go_on_as(session: Session, user: UserId) -> Changed:
    return laptops.assign(session, session.store.me().dev, user) | same_worker.take_up(session)
