"""A received proposal in the order in which an officer reads it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import N_, TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.referral_words import BESIDE
from desktop_app.ui.pages.said_rows import SaidRows
from desktop_app.ui.view_models.decision import DecisionViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label, Prose
from desktop_app.ui.widgets.two_columns import TwoColumns

#: Who provides, for the codes of `domain.providers.provides`.
PROVIDES = {
    "municipality": (
        N_(
            "The wellbeing services county of the municipality of residence; in Helsinki the city and HUS, in Åland "
            "the municipality."
        ),
        BESIDE["rights_advice"],
    ),
    "reception": (BESIDE["together_with_system"],),
    "system": (BESIDE["system_provides"],),
    "unknown": (N_("That depends on whether the person has a municipality of residence, which is not known."),),
}


class ReceivedCards(TranslatedWidget, QWidget):
    """Time limits, reaching the person, the two reasons, wishes, who provides, what is permitted, the proposer."""

    def __init__(self, model: DecisionViewModel, labels: Labels) -> None:
        super().__init__()
        self._model, self._labels = model, labels
        rows = column(self, 16)
        self.limits = SaidRows(labels, none=N_("No days that bind have been told."))
        self.hidden_limits = SaidRows(labels, secret=True)
        self.urgency, self.contact = SaidRows(labels), SaidRows(labels, secret=True)
        self.language, self.provider = SaidRows(labels), SaidRows(labels)
        self.wishes, self.proposer = SaidRows(labels), SaidRows(labels)
        self._cards = {
            name: Card(gap=8) for name in ("limits", "contact", "reasons", "wishes", "provider", "consent", "proposer")
        }
        self._child = Label("", "strong", "", wrap=True)
        self._heads = {name: Label("", "label") for name in ("why_may_be_victim", "why_needs_help")}
        self._reasons = {name: Prose() for name in self._heads}
        self._provides = Label("", "body", wrap=True)
        self._covers, self._told = Label("", "body", wrap=True), Label("", "body", "muted", wrap=True)
        for secret in (self.hidden_limits, self.contact):
            secret.shown.connect(model.log_shown)
        self._fill()
        rows.addWidget(TwoColumns(self._cards["limits"], self._cards["contact"]))
        for name in ("reasons", "wishes", "provider"):
            rows.addWidget(self._cards[name])
        rows.addWidget(TwoColumns(self._cards["consent"], self._cards["proposer"]))
        rows.addStretch(1)
        model.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        language = screen_language()
        titles = {
            "limits": tr("Days that bind"),
            "contact": tr("Reaching the person safely"),
            "reasons": tr("Why, in the proposer's words"),
            "wishes": tr("Wishes and help asked for"),
            "provider": tr("Who provides the help"),
            "consent": tr("What the permission covers"),
            "proposer": tr("Who proposed"),
        }
        for name, title in titles.items():
            self._cards[name].set_title(title)
        for name, label in self._heads.items():
            label.setText(self._labels.field("proposal", name, language))
        self.hidden_limits.set_name(titles["limits"])
        self.contact.set_name(titles["contact"])
        self._show()

    def _fill(self) -> None:
        parts: dict[str, tuple[QWidget, ...]] = {
            "limits": (self._child, self.urgency, self.limits, self.hidden_limits),
            "contact": (self.contact, self.language),
            "reasons": (
                self._heads["why_may_be_victim"],
                self._reasons["why_may_be_victim"],
                self._heads["why_needs_help"],
                self._reasons["why_needs_help"],
            ),
            "wishes": (self.wishes,),
            "provider": (self._provides, self.provider),
            "consent": (self._covers, self._told),
            "proposer": (self.proposer,),
        }
        for name, widgets in parts.items():
            for widget in widgets:
                self._cards[name].body.addWidget(widget)
            self._cards[name].body.addStretch(1)

    def _show(self) -> None:
        received, language = self._model.received, screen_language()
        if received is None:
            return
        self._child.setText(tr("A child") if received.child else tr("An adult, by what was told"))
        for rows, said in (
            (self.limits, received.limits),
            (self.hidden_limits, received.hidden_limits),
            (self.urgency, received.urgency),
            (self.contact, received.contact),
            (self.language, received.language),
            (self.provider, received.provider),
            (self.wishes, received.wishes),
            (self.proposer, received.proposer),
        ):
            rows.show_said(said)
        for rows in (self.urgency, self.hidden_limits, self.provider, self.language):
            rows.setVisible(rows.has_any)
        self._reasons["why_may_be_victim"].setText(received.why_may_be_victim or "–")
        self._reasons["why_needs_help"].setText(received.why_needs_help or "–")
        words = [*map(tr, PROVIDES[received.provides]), tr("Who provides is to be confirmed by the authority.")]
        self._provides.setText(" ".join(words))
        groups = [self._labels.code("data_group", code, language) for code in received.covers]
        self._covers.setText(formats.list_(groups, language) if groups else tr("Only the proposal itself."))
        self._told.setText(
            tr("The proposer will be told the outcome and its date, and nothing else.")
            if received.may_be_told
            else tr("The person has not let the proposer know the outcome. Nothing is told back.")
        )
