"""What every step of the entrance offers to the page that shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.ui.language import TranslatedWidget
from desktop_app.ui.measure import column
from desktop_app.ui.view_models.unlock import UnlockViewModel
from desktop_app.ui.widgets.error_line import ErrorLine
from desktop_app.ui.widgets.label import Label


class EntranceStep(TranslatedWidget, QWidget):
    """One step: a sentence, what is to be done, and a line for what went wrong."""

    width_at_100 = 480

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__()
        self.model = model
        self.body = column(self, 12)
        self.sentence = Label("", "body", "muted", wrap=True)
        self.body.addWidget(self.sentence)
        self.error = ErrorLine(reserve=False)

    def begin(self) -> None:
        """Put the focus where the work begins."""

    def follow(self) -> None:
        """Show what the view model says now (busy, waiting)."""

    def say(self, text: str) -> None:
        """Say what went wrong and what to do."""
        self.error.set_error(text)
