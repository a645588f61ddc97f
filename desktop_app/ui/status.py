"""The words of the status line: one sentence of truth about what is saved, unsent and reachable."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject

from desktop_app.ui.language import ntr, tr
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.use_cases.standing import Left
from desktop_app.use_cases.synchronising import SyncStatus


class Status(QObject):
    """Writes the status line and the counts of the sidebar from the status view model, in the screen's language."""

    def __init__(self, model: StatusViewModel, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._window = model, window
        model.changed.connect(self.show)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say it again in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show()
        return False

    def show(self) -> None:
        """Write the line."""
        status = self._model.status
        if status is None:
            return
        unsent = status.unsent + status.drafts
        self._window.set_status(
            tr("All saved") if not status.drafts else tr("Draft saved"),
            _joined(unsent_words(unsent, status.oldest, datetime.now().astimezone()), status.conflicts),
            self._network(status),
            online=self._model.online,
            attention=bool(status.conflicts),
            kind=f"{bool(unsent)} {self._model.online} {bool(status.conflicts)}",
        )
        self._window.set_count("sync", status.conflicts)

    def _network(self, status: SyncStatus) -> str:
        if not status.enrolled:
            return _alone_words(status.left)
        if self._model.busy:
            return tr("Syncing")
        if self._model.online:
            return tr("Connected")
        return tr("No network. Work goes on.")


def _alone_words(left: Left) -> str:
    """Say why this laptop does not send."""
    if left is Left.COPIED:
        return tr("Waits to be let in again.")
    return tr("Removed from the organisation.") if left is Left.REMOVED else tr("This laptop works alone.")


def _joined(unsent: str, conflicts: int) -> str:
    """Say beside what is unsent how much waits for a choice, so that the amber mark has a word."""
    waiting = ntr("{n} waits for a choice", "{n} wait for a choice", conflicts) if conflicts else ""
    return "  ·  ".join(part for part in (unsent, waiting) if part)


def unsent_words(unsent: int, oldest: datetime | None, now: datetime) -> str:
    """Return how many changes wait and since when, such as `3 unsent, oldest 2 days`."""
    if not unsent:
        return tr("All sent")
    count = ntr("{n} unsent", "{n} unsent", unsent)
    days = (now - oldest).days if oldest else 0
    if days < 1:
        return count
    return tr("{count}, oldest {age}", count=count, age=ntr("{n} day", "{n} days", days))
