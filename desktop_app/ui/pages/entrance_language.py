"""Making a store begins with the language; or a backup is brought back."""

from __future__ import annotations

from pathlib import Path

from desktop_app.ui.language import tr
from desktop_app.ui.pages.entrance_step import EntranceStep
from desktop_app.ui.view_models.unlock import UnlockViewModel
from desktop_app.ui.widgets.button import Button


class LanguageStep(EntranceStep):
    """The first choice; the chips below the card change the language at once."""

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__(model)
        self._go, self._bring_back = Button("primary"), Button("quiet")
        for part in (self.error, self._go, self._bring_back):
            self.body.addWidget(part)
        self._go.clicked.connect(model.choose_language)
        self._bring_back.clicked.connect(self._on_bring_back)
        self.retranslate()

    def begin(self) -> None:
        """One press goes on."""
        self._go.setFocus()

    def follow(self) -> None:
        """Show that copying takes a moment."""
        self._bring_back.set_busy(self.model.busy)

    def retranslate(self) -> None:
        """Set every word."""
        self.sentence.setText(tr("Choose your language below. You can change it at any time."))
        self._go.setText(tr("Continue in English"))
        self._bring_back.setText(tr("Bring back a backup"))

    def _on_bring_back(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # late: the first paint has no use for it

        chosen = QFileDialog.getExistingDirectory(self, tr("The folder of the backup"))
        if chosen:
            self.error.set_error(None)
            self.model.bring_back(Path(chosen))
