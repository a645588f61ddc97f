"""A received referral in the order in which a social worker reads it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.law_words import county_words
from desktop_app.ui.pages.said_rows import SaidRows
from desktop_app.ui.view_models.referral_answer import ReferralAnswerViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.two_columns import TwoColumns

#: Cards in their order, each with the parts of a received referral that it shows; `secret` behind one press.
_PARTS = {
    "contact": ("contact", "language"),
    "help": ("help", "wishes"),
    "ground": ("ground",),
    "identity": ("identity", "hidden_identity"),
    "sender": ("sender",),
}
_SECRET = frozenset({"contact", "hidden_identity"})


class ReferralReceivedCards(TranslatedWidget, QWidget):
    """Urgency, reaching the person, what is asked and wished, children, ground, identity, who sent it."""

    def __init__(self, model: ReferralAnswerViewModel, labels: Labels) -> None:
        super().__init__()
        self._model, self._labels = model, labels
        rows = column(self, 16)
        self._urgency = Label("", "strong", "", wrap=True)
        self._interpretation = Label("", "strong", "", wrap=True)
        self._children = Label("", "strong", "", wrap=True)
        self.cards = {name: Card(gap=8) for name in _PARTS}
        self.rows = {part: SaidRows(labels, secret=part in _SECRET) for parts in _PARTS.values() for part in parts}
        for part in _SECRET:
            self.rows[part].shown.connect(model.log_shown)
        for name, parts in _PARTS.items():
            for part in parts:
                self.cards[name].body.addWidget(self.rows[part])
            self.cards[name].body.addStretch(1)
        self.cards["contact"].body.insertWidget(1, self._interpretation)
        self.cards["help"].body.insertWidget(1, self._children)
        self._law = Banner("info", "scale")
        self._law.hide()  # until the law is read, it has nothing to say
        rows.addWidget(self._urgency)
        rows.addWidget(self._law)
        rows.addWidget(TwoColumns(self.cards["contact"], self.cards["help"]))
        rows.addWidget(TwoColumns(self.cards["ground"], self.cards["identity"]))
        rows.addWidget(self.cards["sender"])
        rows.addStretch(1)
        model.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        titles = {
            "contact": tr("Reaching the person safely"),
            "help": tr("What is asked"),
            "ground": tr("Why"),
            "identity": tr("Who the person is"),
            "sender": tr("Who sent it"),
        }
        for name, title in titles.items():
            self.cards[name].set_title(title)
        for part in _SECRET:
            self.rows[part].set_name(titles["contact" if part == "contact" else "identity"])
        received = self._model.received
        if received is None:
            return
        language = screen_language()
        urgency = self._labels.code("urgency", received.urgency, language) if received.urgency else ""
        label = self._labels.field("referral", "urgency", language)
        self._urgency.setText(f"{label}: {urgency}")
        self._urgency.setVisible(bool(urgency))
        law = county_words(self._labels, received.law)
        self._law.set(law)
        self._law.setVisible(bool(law))
        self._interpretation.setText(tr("The person has a right to interpretation."))
        self._interpretation.setVisible(received.interpretation)
        self._children.setText(tr("Help is asked for children, too."))
        self._children.setVisible(received.children)
        for part, rows in self.rows.items():
            rows.show_said(getattr(received, part))
        for part in ("language", "hidden_identity", "wishes"):
            self.rows[part].setVisible(self.rows[part].has_any)
