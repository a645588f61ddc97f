"""Cases in which the person being written may stand already: a hint beside the form that blocks nothing."""

from __future__ import annotations

from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import N_, TranslatedWidget, tr
from desktop_app.ui.measure import row, set_tone
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
        self._lines: list[_Line] = []
        self.body.addWidget(self._words)
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
        while len(self._lines) < len(found):
            line = _Line(self)
            line.case_asked.connect(self.case_asked)
            line.same_asked.connect(self.same_asked)
            self._lines.append(line)
            self.body.addWidget(line)
        for line, one in zip_longest(self._lines, found):
            line.show_one(one)
        self.setVisible(bool(found))


class _Line(QWidget):
    """One case: its reference, and either the ways on or the colleague to ask. Kept while the names are typed."""

    case_asked = Signal(object)
    same_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._case: CaseId | None = None
        self._reference, self._words = Label("", "strong"), Label("", "body", "muted", wrap=True)
        self._go, self._same = Button("quiet", "arrow-right", small=True), Button("quiet", small=True)
        line = row(self, 12)
        line.addWidget(self._reference)
        line.addWidget(self._words, 1)
        for button in (self._go, self._same):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        self._go.clicked.connect(lambda: self.case_asked.emit(self._case))
        self._same.clicked.connect(lambda: self.same_asked.emit(self._case))

    def show_one(self, one: Duplicate | None) -> None:
        """Show a case, or nothing."""
        self.setVisible(one is not None)
        if one is None:
            return
        self._case = one.case
        self._reference.setText(one.reference)
        set_tone(self._words, "muted" if one.case is not None else "")
        for button in (self._go, self._same):
            button.setVisible(one.case is not None)
        if one.case is None:
            name = one.responsible or tr("A colleague")
            self._words.setText(tr("Ask {name}, who is responsible for it.", name=name))
            return
        self._words.setText(tr(BORN[one.born]))
        self._go.setText(tr("Open the case"))
        self._go.setAccessibleName(tr("Open the case {reference}", reference=one.reference))
        self._same.setText(tr("The same person"))
        self._same.setAccessibleName(tr("The same person as in {reference}", reference=one.reference))
