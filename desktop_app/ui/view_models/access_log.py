"""The access log on an administrator's laptop: what was done with which case, by whom, when."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import UserId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import access
from desktop_app.use_cases.access import AccessLine, AccessLog

__all__ = ["AccessLine", "AccessLogViewModel"]


class AccessLogViewModel(QObject):
    """Reads again whenever a filter changes; the newest answer is shown."""

    changed = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.labels = around.labels
        self.log = AccessLog((), (), more=False)
        self._reference = ""
        self._worker: UserId | None = None
        self._since: date | None = None
        self._until: date | None = None

    @property
    def workers(self) -> list[tuple[str, str]]:
        """The workers to choose from, as code and name; an empty name is not known here."""
        return [(b64(user), name) for user, name in self.log.workers]

    def read(self) -> None:
        """Read the log as it is filtered."""
        work = partial(access.read, self._around.session, self._reference, self._worker, self._since, self._until)
        self._around.background.in_store(work, self._on_log)

    def filter(self, reference: str, worker: str | None, since: str | None, until: str | None) -> None:
        """Show only what fits: the beginning of a reference, a worker's code, first and last day (ISO 8601)."""
        self._reference, self._worker = reference, UserId(unb64(worker)) if worker else None
        self._since, self._until = _day(since), _day(until)
        self.read()

    def _on_log(self, log: AccessLog) -> None:
        self.log = log
        self.changed.emit()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:  # half a date while it is typed
        return None
