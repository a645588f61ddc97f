"""The way back in sight, on pages that have nothing to finish."""

from __future__ import annotations

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.widgets.button import Button


class BackButton(TranslatedWidget, Button):
    """Leads to the page before, as Alt+Left does."""

    def __init__(self) -> None:
        super().__init__("quiet", "arrow-left")
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.setText(tr("Back"))
