"""One press that takes what was received into the own records."""

from __future__ import annotations

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.view_models.taking_over import TakingOverViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.toast import Toast


class TakeOverButton(TranslatedWidget, Button):
    """Hidden once nothing is left to take over."""

    def __init__(self, model: TakingOverViewModel) -> None:
        super().__init__("default", "copy-check")
        self._model = model
        self.hide()
        self.clicked.connect(model.take)
        model.changed.connect(lambda: self.setVisible(model.open > 0))
        model.taken.connect(lambda: Toast.say(self, tr("What was received is among your own records now.")))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.setText(tr("Take over into own records"))
