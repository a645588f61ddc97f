"""Sync in plain words: how this laptop stands, what waits for a choice, what moved in the last days."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ledger.canonical import Json
from desktop_app.ui.view_models.courier import CourierViewModel
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import access, conflicts, recent, set_aside
from desktop_app.use_cases.conflicts import Side, Standing
from desktop_app.use_cases.recent import Recent, RecentLine
from desktop_app.use_cases.session import Changed
from desktop_app.use_cases.set_aside import Fate, Group

__all__ = ["Fate", "Group", "Recent", "RecentLine", "Side", "Standing", "SyncViewModel"]


class SyncViewModel(QObject):
    """`status` does the rounds; choosing between versions is a change like any other."""

    changed = Signal()
    chosen = Signal()

    def __init__(self, around: Surroundings, status: StatusViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self.status = around, status
        self.courier = CourierViewModel(around, self)
        self.standing: tuple[Standing, ...] = ()
        self.recent = Recent(())
        self.set_aside: tuple[Group, ...] = ()
        around.feed.changed.connect(self._read_moved)
        status.changed.connect(self.changed)
        status.synced.connect(self._read_set_aside)
        status.failed.connect(self._read_set_aside)
        self.courier.done.connect(self._read_set_aside)

    def read(self) -> None:
        """Read what waits and what moved."""
        self._read_moved()
        self._read_set_aside()

    def _read_moved(self) -> None:
        self._around.background.in_store(partial(conflicts.standing, self._around.session), self._on_standing)
        self._around.background.in_store(partial(recent.view, self._around.session), self._on_recent)

    def _read_set_aside(self) -> None:
        """Read what is set aside: rounds and sticks change it, saves do not."""
        self._around.background.in_store(partial(set_aside.view, self._around.session), self._on_set_aside)

    def now(self) -> datetime:
        """The present moment, for days as spoken."""
        return self._around.session.now()

    def sync(self) -> None:
        """Try now."""
        self.status.sync()

    def keep(self, standing: Standing, side: Side) -> None:
        """Keep one version; the others stay in the history."""
        self._resolve(standing, side.value)

    def keep_both(self, standing: Standing) -> None:
        """Keep every version after one another."""
        self._resolve(standing, conflicts.all_kept(standing.sides))

    def write_own(self, standing: Standing, text: str) -> None:
        """Write an own text over the versions."""
        self._resolve(standing, text)

    def log_opened(self, standing: Standing) -> None:
        """Note in the log that versions of a case were opened."""
        if standing.case is not None:
            work = partial(access.note, self._around.session, standing.case, access.OPENED)
            self._around.background.in_store(work)

    def log_shown(self, standing: Standing) -> None:
        """Note in the log that versions of level 4 were shown."""
        if standing.case is not None:
            session = self._around.session
            work = partial(access.log_shown, session, standing.case, standing.kind, [standing.field])
            self._around.background.in_store(work)

    def _resolve(self, standing: Standing, value: Json) -> None:
        seen = [side.dot for side in standing.sides]
        session = self._around.session
        work = partial(conflicts.resolve, session, standing.record, standing.field, value, seen)
        self._around.background.in_store(work, self._on_chosen)

    def _on_chosen(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.chosen.emit()

    def _on_standing(self, standing: tuple[Standing, ...]) -> None:
        if standing != self.standing:
            self.standing = standing
        self.changed.emit()

    def _on_set_aside(self, groups: tuple[Group, ...]) -> None:
        self.set_aside = groups
        self.changed.emit()

    def _on_recent(self, found: Recent) -> None:
        self.recent = found
        self.changed.emit()
