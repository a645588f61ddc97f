"""The cover of a case: how exactly the person is known, who may open it, and the end of the own work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.moment import day_in_finland
from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId, UserId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import case_cover, retention
from desktop_app.use_cases.case_cover import CaseCover, Colleague
from desktop_app.use_cases.session import Changed

__all__ = ["CaseCover", "Colleague", "CoverViewModel"]


class CoverViewModel(QObject):
    """Every choice is recorded at once, each as a change of its own."""

    changed = Signal()
    kept = Signal()
    gone = Signal()
    refused = Signal(LuotsiError)

    def __init__(self, around: Surroundings, case: CaseId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self._case = around, case
        self.labels = around.labels
        self.cover: CaseCover | None = None
        self.is_read = False
        around.feed.changed.connect(self._on_feed)

    def read(self) -> None:
        """Read the cover; there is none in a case that somebody else's proposal opened."""
        work = partial(case_cover.find, self._around.session, self._case)
        self._around.background.in_store(work, self._on_cover, self._on_failed)

    def choose_identity_level(self, level: str) -> None:
        """Record how exactly the person is known."""
        self._write(partial(case_cover.set_identity_level, self._around.session, self._case, level))

    def choose_responsible(self, user: UserId) -> None:
        """Name the responsible worker."""
        self._write(partial(case_cover.set_responsible, self._around.session, self._case, user))

    def put_in_team(self, user: UserId, inside: bool) -> None:
        """Let a colleague open the case, or no longer."""
        if self.cover is not None:
            team = {one.user for one in self.cover.colleagues if one.in_team} - {user}
            team |= {user} if inside else set()
            self._write(partial(case_cover.set_team, self._around.session, self._case, team))

    def block(self, user: UserId, blocked: bool) -> None:
        """Let the case not exist for a colleague, or exist again."""
        if self.cover is not None:
            kept = {one.user for one in self.cover.colleagues if one.blocked} - {user}
            kept |= {user} if blocked else set()
            self._write(partial(case_cover.set_blocked, self._around.session, self._case, kept))

    def close_work(self, reason: str, on: str | None) -> None:
        """End the own work on a day (ISO 8601; None: today)."""
        day = date.fromisoformat(on) if on else None
        self._write(partial(case_cover.close, self._around.session, self._case, reason, day))

    def keep_until(self, day: str) -> None:
        """Keep the case until another day (ISO 8601); `refused` says why not."""
        work = partial(case_cover.keep_until, self._around.session, self._case, date.fromisoformat(day))
        self._around.background.in_store(work, self._on_kept, self.refused.emit)

    def open_again(self) -> None:
        """Go on with the own work."""
        self._write(partial(case_cover.open_again, self._around.session, self._case))

    def today(self) -> date:
        """The day in Finland."""
        return day_in_finland(self._around.session.now())

    def _write(self, work: Callable[[], Changed]) -> None:
        self._around.background.in_store(work, self._around.feed.tell)

    def erase_now(self) -> None:
        """Erase everything of the case at the person's wish; `gone` when it is."""
        work = partial(retention.erase_now, self._around.session, self._case)
        self._around.background.in_store(work, self._on_erased)

    def _on_erased(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.gone.emit()

    def _on_kept(self, cases: Changed) -> None:
        self.kept.emit()
        self._around.feed.tell(cases)

    def _on_feed(self, cases: frozenset[CaseId]) -> None:
        if self._case in cases:
            self.read()

    def _on_failed(self, error: LuotsiError) -> None:
        """Show nothing of a case that has been erased."""
        if error.code != "no_such_case" or self.cover is None:
            self._around.background.report(error)
            return
        self.cover, self.is_read = None, False
        self.changed.emit()

    def _on_cover(self, cover: CaseCover | None) -> None:
        self.cover, self.is_read = cover, True
        self.changed.emit()
