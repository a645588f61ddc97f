"""Making a store begins with the language."""

from __future__ import annotations

from desktop_app.ui.language import tr
from desktop_app.ui.pages.entrance_step import EntranceStep
from desktop_app.ui.view_models.unlock import UnlockViewModel
from desktop_app.ui.widgets.button import Button


class LanguageStep(EntranceStep):
    """The first choice; the chips below the card change the language at once."""

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__(model)
        self._go = Button("primary")
        self.body.addWidget(self._go)
        self._go.clicked.connect(model.choose_language)
        self.retranslate()

    def begin(self) -> None:
        """One press goes on."""
        self._go.setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        self.sentence.setText(tr("Choose your language below. You can change it at any time."))
        self._go.setText(tr("Continue in English"))
