"""After the talk: what was answered, and the signs and fields that it may inform. The worker alone chooses."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.pages.interview_words import NAMES
from desktop_app.ui.view_models.interview import InterviewViewModel, Question
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.label import Prose
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.widgets.scroll_page import ScrollPage


class InterviewAfterPage(TranslatedWidget, ScrollPage):
    """A card for each answered question; nothing is filled in by itself."""

    sign_asked = Signal(str)
    field_asked = Signal(str)

    def __init__(self, model: InterviewViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(measure=860, parent=parent)
        self._model, self._labels = model, labels
        self.cards: list[Card] = []
        self._empty = EmptyState("message-circle")
        self.body.addWidget(self._empty)
        self.body.addStretch(1)
        self.retranslate()

    def entered(self) -> None:
        """Show the answers of now."""
        self._show()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("After the talk"), self._model.talk.reference if self._model.talk else "")
        self.set_subtitle(
            tr(
                "Choose yourself whether something was an observation. Nothing is filled in by itself, "
                "and much need not be."
            )
        )
        self._empty.set(tr("No question has been answered."))
        self._show()

    def _show(self) -> None:
        for card in self.cards:
            card.setParent(None)
            card.deleteLater()
        self.cards = [self._card(question) for question in self._model.to_think_of]
        for place, card in enumerate(self.cards):
            self.body.insertWidget(place, card)
        self._empty.setVisible(not self.cards)

    def _card(self, question: Question) -> Card:
        card = Card(gap=8)
        card.set_title(tr(NAMES[question.code]))
        said = self._model.answers[question.code].text
        if said:
            card.body.addWidget(Prose(said))
        rows = RowList(two_lines=True)
        rows.setAccessibleName(tr("May inform"))
        rows.set_rows(self._rows(question))
        rows.opened.connect(self._on_opened)
        card.body.addWidget(rows)
        return card

    def _rows(self, question: Question) -> list[Row]:
        labels, language = self._labels, screen_language()
        sign, kind = labels.kind("indicator_observation", language), labels.kind
        signs = [
            Row(f"sign {code}", labels.code("indicators", code, language), detail=sign, icon="list", strong=False)
            for code in question.indicators
        ]
        fields = [
            Row(
                f"field {of}", labels.field(of, field, language), detail=kind(of, language), icon="pencil", strong=False
            )
            for of, field in question.fields
        ]
        return [*signs, *fields]

    def _on_opened(self, key: str) -> None:
        what, name = key.split(" ", 1)
        (self.sign_asked if what == "sign" else self.field_asked).emit(name)
