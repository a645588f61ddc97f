"""How this laptop stands: what is saved, unsent and since when, whether there is a network; and the sync rounds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import commands, records, safety_copy, synchronising
from desktop_app.use_cases.commands import Obeyed
from desktop_app.use_cases.safety_copy import SafetyState
from desktop_app.use_cases.synchronising import SyncReport, SyncStatus


class StatusViewModel(QObject):
    """Read again after each change and each round; a round that fails changes nothing and is tried again later."""

    changed = Signal()
    synced = Signal(object)
    failed = Signal(LuotsiError)
    obeyed = Signal(object)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.status: SyncStatus | None = None
        self.online = False
        self.problem: LuotsiError | None = None
        self.busy = False
        self.safety: SafetyState | None = None
        around.feed.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read how things stand."""
        self._around.background.in_store(partial(synchronising.status, self._around.session), self._on_status)

    def look_for_commands(self) -> None:
        """Ask what an administrator wants this laptop to do: at once after unlocking, and where it was removed."""
        work = partial(commands.obey, self._around.session)
        self._around.background.in_network(work, self._on_obeyed, _say_nothing)

    def sync(self) -> None:
        """Save every draft, then exchange changes once, unless a round is under way."""
        if self.busy or self.status is None or not self.status.enrolled:
            return
        self.busy = True
        self.changed.emit()
        self._around.background.in_store(
            partial(records.save_all, self._around.session), self._on_saved, self._on_failed
        )

    def _on_changed(self, _cases: object) -> None:
        self.read()

    def _on_saved(self, saved: records.Saved) -> None:
        if saved.cases:
            self._around.feed.tell(saved.cases)
        work = partial(commands.exchange, self._around.session)
        self._around.background.in_network(work, self._on_round, self._on_failed)

    def _on_round(self, done: tuple[SyncReport | None, Obeyed | None]) -> None:
        report, obeyed = done
        self.busy = False
        if report is not None:
            self._on_synced(report)
        self._on_obeyed(obeyed)

    def _on_obeyed(self, obeyed: Obeyed | None) -> None:
        if obeyed is not None:
            self.obeyed.emit(obeyed)

    def _on_synced(self, report: SyncReport) -> None:
        self.busy, self.online, self.problem = False, True, None
        self._around.feed.tell(report.cases)
        self.synced.emit(report)
        self._keep_safe()

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy, self.online, self.problem = False, not error.code.startswith("central_"), error
        self.read()
        self.failed.emit(error)
        self._keep_safe()

    def _keep_safe(self) -> None:
        """After each round, write what is still unsent and old where the worker wants its safety copy."""
        self._around.background.in_network(partial(safety_copy.keep, self._around.session), self._on_safety)

    def _on_safety(self, state: SafetyState) -> None:
        if state != self.safety:
            self.safety = state
            self.changed.emit()

    def _on_status(self, status: SyncStatus) -> None:
        self.status = status
        self.changed.emit()


def _say_nothing(_error: LuotsiError) -> None:
    """Without a network there is no command; the next round asks again."""
