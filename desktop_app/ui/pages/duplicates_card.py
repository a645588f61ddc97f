"""Cases in which the person being written may stand already: a hint beside the form that blocks nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.ui.language import N_, TranslatedWidget, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases.duplicates import Duplicate

BORN = {
    "same": N_("similar name, same date of birth"),
    "swapped": N_("similar name, day and month of birth the other way round"),
    "year": N_("similar name, same year of birth"),
    "unknown": N_("similar name"),
}


class DuplicatesCard(TranslatedWidget, Card):
    """Hidden while nothing is alike."""

    case_asked = Signal(object)
    same_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(margins=(20, 12, 20, 14), gap=6)
        self._found: tuple[Duplicate, ...] = ()
        self._words = Label("", "meta", "muted", wrap=True)
        self._rows = QWidget()
        self.body.addWidget(self._words)
        self.body.addWidget(self._rows)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Perhaps met before"))
        self._words.setText(tr("It may be another person. Nothing is joined by itself."))
        self.show_found(self._found)

    def show_found(self, found: tuple[Duplicate, ...]) -> None:
        """Show the cases, the likeliest first."""
        self._found = found
        self._rows.deleteLater()
        self._rows = QWidget()
        lines = column(self._rows, 4)
        for one in found:
            lines.addLayout(self._line(one))
        self.body.addWidget(self._rows)
        self.setVisible(bool(found))

    def _line(self, one: Duplicate) -> QHBoxLayout:
        line = row(None, 12)
        line.addWidget(Label(one.reference, "strong"))
        if one.case is None:
            name = one.responsible or tr("A colleague")
            line.addWidget(Label(tr("Ask {name}, who is responsible for it.", name=name), "body", wrap=True), 1)
            return line
        line.addWidget(Label(tr(BORN[one.born]), "body", "muted", wrap=True), 1)
        go = Button("quiet", "arrow-right", text=tr("Open the case"), small=True)
        go.setAccessibleName(tr("Open the case {reference}", reference=one.reference))
        go.clicked.connect(partial(self.case_asked.emit, one.case))
        same = Button("quiet", text=tr("The same person"), small=True)
        same.setAccessibleName(tr("The same person as in {reference}", reference=one.reference))
        same.clicked.connect(partial(self.same_asked.emit, one.case))
        for button in (go, same):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        return line
