"""A backup of the store, made while one works, into a folder that the worker chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop_app.i18n import formats
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.view_models.backup import BackupViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.toast import Toast


class BackupCard(TranslatedWidget, Card):
    """Tells when the last one was made; where it lies now only the worker knows."""

    def __init__(self, model: BackupViewModel) -> None:
        super().__init__()
        self._model = model
        self._say = Label("", "body", "muted", wrap=True)
        self._last = Label("", "meta", "muted", wrap=True)
        self.make = Button("default", "download")
        for part in (self._say, self._last):
            self.body.addWidget(part)
        self.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.make.clicked.connect(self._on_make)
        model.changed.connect(self._show)
        model.made.connect(self._on_made)
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Backup"))
        self._say.setText(
            tr(
                "A backup is an encrypted copy of this laptop's work, drafts included. It opens with the passphrase "
                "and the recovery words of the day on which it was made. Keep it apart from the laptop, and destroy "
                "old ones."
            )
        )
        self.make.setText(tr("Make a backup"))
        self._show()

    def _show(self) -> None:
        self.make.set_busy(self._model.busy)
        backups = self._model.backups
        if not backups:
            self._last.setText(tr("No backup has been made yet."))
            return
        when = formats.moment_in_words(backups[0].at, self._model.now(), screen_language())
        self._last.setText(tr("The last one was made {when}: {where}", when=when, where=backups[0].where))

    def _on_make(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Where the backup is put"))
        if chosen:
            self._model.make(Path(chosen))

    def _on_made(self, where: str) -> None:
        Toast.say(self, tr("The backup is in {where}.", where=where))
