"""The history of a record: who wrote what when, and what stood before; the most sensitive fields behind a press."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.domain.kind import Sensitivity
from desktop_app.domain.kinds import kind_named
from desktop_app.i18n.formats import datetime_
from desktop_app.ledger.canonical import Json
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.view_models.history import HistoryViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.ui.widgets.label import Label, Prose
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.tag import Tag
from desktop_app.use_cases.history import FieldChange, HistoryStep


class HistoryPage(TranslatedWidget, ScrollPage):
    """One card for each save, newest on top."""

    def __init__(self, model: HistoryViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=860, parent=parent)
        self._model = model
        self._cards: list[QWidget] = []
        self._empty = EmptyState("history")
        self.body.addWidget(self._empty)
        self.body.addStretch(1)
        model.changed.connect(self._show)
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        kind = self._model.labels.kind(self._model.kind, screen_language())
        self.set_title(tr("History"), self._model.reference)
        self.set_subtitle(tr("{kind}: nothing that was written is lost.", kind=kind))
        self._empty.set(tr("Nothing has been saved yet"))
        self._show()

    def _show(self) -> None:
        for card in self._cards:
            card.setParent(None)
            card.deleteLater()
        self._cards = [self._card(step) for step in self._model.steps]
        for place, card in enumerate(self._cards):
            self.body.insertWidget(place, card)
        self._empty.setVisible(not self._cards)

    def _card(self, step: HistoryStep) -> QWidget:
        card = Card(gap=8)
        author = tr("You") if step.by_me else step.author or tr("A colleague")
        card.set_title(tr("{author}, {time}", author=author, time=datetime_(step.at, screen_language())))
        if not step.counted:
            card.body.addWidget(Tag(tr("Set aside"), "amber", "circle-alert"))
        for change in step.changes:
            card.body.addWidget(self._change(change))
        return card

    def _change(self, change: FieldChange) -> QWidget:
        holder = QWidget()
        lines = column(holder, 2)
        language = screen_language()
        lines.addWidget(Label(self._model.labels.field(self._model.kind, change.field, language), "label", wrap=True))
        field = kind_named(self._model.kind).by_name.get(change.field)
        if field is not None and field.sens == Sensitivity.SAFETY:
            lines.addWidget(HiddenValue(partial(self._words, change.field, change.after)))
            return holder
        values = row(None, 8)
        before = self._words(change.field, change.before)
        if before:
            values.addWidget(Label(before, "body", "muted", wrap=True), 1)
            values.addWidget(Label("→", "body", "muted"))
        values.addWidget(Prose(self._words(change.field, change.after) or tr("cleared")), 1)
        lines.addLayout(values)
        return holder

    def _words(self, field: str, value: Json) -> str:
        return value_words(self._model.kind, field, value, self._model.labels, screen_language())
