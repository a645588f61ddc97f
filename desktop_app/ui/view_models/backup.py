"""Making a backup of the open store."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import backup
from desktop_app.use_cases.backup import Backup


class BackupViewModel(QObject):
    """One at a time, in the store's thread: it sees one state of the store."""

    changed = Signal()
    made = Signal(str)
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.backups: tuple[Backup, ...] = ()
        self.busy = False
        self.failed.connect(around.background.report)

    def now(self) -> datetime:
        """The present moment, for days as spoken."""
        return self._around.session.now()

    def read(self) -> None:
        """Read which backups have been made here."""
        self._around.background.in_store(partial(backup.made, self._around.session), self._on_read)

    def make(self, where: Path) -> None:
        """Make a backup in a new folder inside `where`."""
        if self.busy:
            return
        self.busy = True
        self.changed.emit()
        self._around.background.in_store(
            partial(backup.make, self._around.session, where), self._on_made, self._on_failed
        )

    def _on_read(self, backups: tuple[Backup, ...]) -> None:
        self.backups = backups
        self.changed.emit()

    def _on_made(self, where: Path) -> None:
        self.busy = False
        self.read()
        self.made.emit(str(where))

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)
