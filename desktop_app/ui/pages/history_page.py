"""The history of a record: who wrote what when, and what stood before; the most sensitive fields behind a press.

From here a field, or the whole record, is struck out.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.kind import Sensitivity
from desktop_app.domain.kinds import kind_named
from desktop_app.domain.moment import day_in_finland
from desktop_app.i18n.formats import date, datetime_
from desktop_app.ledger.canonical import Json
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.view_models.history import HistoryViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.ui.widgets.label import Label, Prose
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.tag import Tag
from desktop_app.use_cases.erasure import SentTo
from desktop_app.use_cases.history import Delivery, FieldChange, HistoryStep


class HistoryPage(TranslatedWidget, ScrollPage):
    """One card for each save, newest on top; from there the last one is taken back."""

    take_back_asked = Signal(object, bool)

    def __init__(self, model: HistoryViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=860, parent=parent)
        self._model = model
        self._cards: list[QWidget] = []
        self._offered: set[str] = set()
        self._strike_all = Button("quiet", "trash-2")
        self._strike_all.clicked.connect(self._on_strike_record)
        self._take_back = Button("default", "rotate-cw")
        self._take_back.clicked.connect(lambda: self._ask_back(again=self._model.possible == "redo"))
        self.add_action(self._take_back)
        self.add_action(self._strike_all)
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
        self.set_subtitle(tr("{kind}: all that was written and not struck out.", kind=kind))
        self._strike_all.setText(tr("Strike out the whole record"))
        self._empty.set(tr("Nothing has been saved yet"))
        self._show()

    def _show(self) -> None:
        for card in self._cards:
            card.setParent(None)
            card.deleteLater()
        self._offered = set()
        self._cards = [self._card(step) for step in self._model.steps]
        if self._model.struck:
            self._cards.insert(0, self._struck_card())
        for place, card in enumerate(self._cards):
            self.body.insertWidget(place, card)
        self._empty.setVisible(not self._cards)
        self._strike_all.setVisible(bool(self._model.steps))
        self._take_back.setVisible(bool(self._model.possible))
        back = self._model.possible == "redo"
        self._take_back.setText(tr("Bring it back") if back else tr("Take the last save back"))

    def undo(self) -> None:
        """Ctrl+Z takes the last save of the record back."""
        self._ask_back(again=False)

    def redo(self) -> None:
        """Ctrl+Shift+Z brings it back."""
        self._ask_back(again=True)

    def _ask_back(self, *, again: bool) -> None:
        self.take_back_asked.emit(self._model.record, again)

    def _struck_card(self) -> QWidget:
        """What was struck out and when, who had written it and when; never what it said."""
        card, language = Card(gap=6), screen_language()
        card.set_title(tr("Struck out"))
        for one in self._model.struck:
            field = self._model.labels.field(self._model.kind, one.field, language)
            card.body.addWidget(Label(field, "label", wrap=True))
            words = tr("Struck out {day}.", day=date(one.erased_on, language))
            if one.written_at:
                written = datetime_(datetime.fromisoformat(one.written_at), language)
                author = one.author or tr("A colleague")
                words += " " + tr("{author} wrote it {time}.", time=written, author=author)
            card.body.addWidget(Label(words, "body", "muted", wrap=True))
        for words in self._sent_words():
            card.body.addWidget(Label(words, "body", wrap=True))
        return card

    def _sent_words(self) -> tuple[str, ...]:
        """To whom a version was sent that stays there, and how to ask there."""
        return tuple(dict.fromkeys(self._sent(one) for one in self._model.sent))

    def _sent(self, one: SentTo) -> str:
        labels, language = self._model.labels, screen_language()
        day = day_in_finland(datetime.fromisoformat(one.at)).isoformat()
        listed = "consulted_party" if one.is_system else "recipient_kind"
        name = one.name or labels.code(listed, one.reader.removeprefix("list:"), language)
        said = date(day, language)
        stays = tr("The version sent to {name} on {day} stays there under its own law.", name=name, day=said)
        ask = tr("Ask there that it be erased, by phone.")
        if one.is_system:
            ask = tr("Ask there that it be erased: call {phone}.", phone=self._model.phone)
        return f"{stays} {ask}"

    def _on_strike_field(self, field: str) -> None:
        label = self._model.labels.field(self._model.kind, field, screen_language())
        title = tr("Strike out on every laptop?")
        if decide(self, title, f"{label}. {self._consequences()}", act=tr("Strike out"), keep=tr("Keep it")):
            self._model.strike_field(field)

    def _on_strike_record(self) -> None:
        title = tr("Strike out the whole record on every laptop?")
        if decide(self, title, self._consequences(), act=tr("Strike out"), keep=tr("Keep it")):
            self._model.strike_record()

    def _consequences(self) -> str:
        return tr(
            "It goes with its history and drafts, here at once, elsewhere in your organisation and at the central "
            "system with the next sync, and cannot be brought back. Who wrote it and when stays. What has been sent "
            "stays with its reader: ask there, by phone or in a message, that it be erased."
        )

    def _card(self, step: HistoryStep) -> QWidget:
        card = Card(gap=8)
        author = tr("You") if step.by_me else step.author or tr("A colleague")
        card.set_title(tr("{author}, {time}", author=author, time=datetime_(step.at, screen_language())))
        if not step.counted:
            card.body.addWidget(Tag(tr("Set aside"), "amber", "circle-alert"))
        if step.deleted:
            card.body.addWidget(Label(tr("The record was deleted."), "body", wrap=True))
        if step.restored:
            card.body.addWidget(Label(tr("The deleted record was brought back."), "body", wrap=True))
        for change in step.changes:
            card.body.addWidget(self._change(change))
        where = _delivery_words(step)
        if where:
            card.body.addWidget(Label(where, "meta", "muted", wrap=True))
        return card

    def _change(self, change: FieldChange) -> QWidget:
        holder = QWidget()
        lines = column(holder, 2)
        lines.addLayout(self._heading(change.field))
        field = kind_named(self._model.kind).by_name.get(change.field)
        if field is not None and field.sens == Sensitivity.SAFETY:
            hidden = HiddenValue(partial(self._words, change.field, change.after))
            hidden.shown.connect(partial(self._model.log_shown, change.field))
            lines.addWidget(hidden)
            return holder
        values = row(None, 8)
        before = "\n".join(self._words(change.field, each) for each in change.before)
        if before:
            values.addWidget(Label(before, "body", "muted", wrap=True), 1)
            values.addWidget(Label("→", "body", "muted"))
        values.addWidget(Prose(self._words(change.field, change.after) or tr("cleared")), 1)
        lines.addLayout(values)
        return holder

    def _heading(self, field: str) -> QHBoxLayout:
        """The label of a field; where it stands first on the page, also the way to strike it out."""
        label = self._model.labels.field(self._model.kind, field, screen_language())
        line = row(None, 8)
        line.addWidget(Label(label, "label", wrap=True), 1)
        if field not in self._offered:
            self._offered.add(field)
            strike = Button("quiet", text=tr("Strike out"))
            strike.setAccessibleName(f"{tr('Strike out')}: {label}")
            strike.clicked.connect(partial(self._on_strike_field, field))
            line.addWidget(strike)
        return line

    def _words(self, field: str, value: Json) -> str:
        return value_words(self._model.kind, field, value, self._model.labels, screen_language())


def _delivery_words(step: HistoryStep) -> str:
    """Return where a save is; empty where there is nothing to tell."""
    if step.delivery is Delivery.RECEIVED and step.received is not None:
        return tr("The central system signed for it {time}.", time=datetime_(step.received, screen_language()))
    if step.delivery is Delivery.HERE:
        return tr("Only on this laptop so far. It goes with the next sync.")
    if step.delivery is Delivery.BROUGHT:
        return tr("Brought on a stick. It goes to the central system with the next sync.")
    return ""
