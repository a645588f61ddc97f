"""The sheets that are printed as one job."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.view_models.sheets import Collected, SheetsViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import Label


class Pile(TranslatedWidget, QWidget):
    """What was collected, by title and language; a draft cannot be collected."""

    def __init__(self, model: SheetsViewModel, labels: Labels) -> None:
        super().__init__()
        self._model, self._labels = model, labels
        self.collect = Button("default", "plus")
        self._titles = Label("", "meta", "muted", wrap=True)
        self.drop = Button("default", "x")
        rows = column(self, 8)
        for part in (self.collect, self._titles, self.drop):
            rows.addWidget(part)
        self.collect.clicked.connect(model.collect)
        self.drop.clicked.connect(model.drop_collected)
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.collect.setText(tr("Print with others"))
        self.drop.setText(tr("Remove the collected"))
        self._show()

    def _show(self) -> None:
        model, language = self._model, screen_language()
        self.collect.setEnabled(model.may_print)
        self._titles.setText("\n".join(self._said(each, language) for each in model.pile))
        for part in (self._titles, self.drop):
            part.setVisible(bool(model.pile))

    def _said(self, each: Collected, language: str) -> str:
        drawn = each.drawn
        said = f"{drawn.title} ({self._labels.language_name(drawn.language, language)})"
        return f"{said}, {drawn.reference}" if drawn.reference else said
