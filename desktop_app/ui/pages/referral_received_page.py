"""A provider's page of one received referral: what was sent, and the answer beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.domain.check import Problem
from desktop_app.domain.referral import REFERRAL_ANSWER
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.record_form import PROBLEMS, RecordForm
from desktop_app.ui.pages.referral_received_cards import ReferralReceivedCards
from desktop_app.ui.pages.take_over_button import TakeOverButton
from desktop_app.ui.view_models.referral_answer import ReferralAnswerViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns

FIELDS = (
    "outcome",
    "question",
    "urgent_assessed_on",
    "assessment_started_on",
    "assessment_done_on",
    "worker",
    "what_next",
)

#: The answers that are most often the first, each one press.
QUICK = ("received", "urgent_assessed", "question_open", "not_responsible")

#: Fields that belong to one outcome alone.
_ONLY_FOR = {"question": "question_open"}


class ReferralReceivedPage(TranslatedWidget, ScrollPage):
    """Opening it tells the sender so. Who works and what comes next is told only as the client lets."""

    def __init__(self, model: ReferralAnswerViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        self.form = RecordForm(model.form, REFERRAL_ANSWER, labels, FIELDS, parent=self)
        self.form.hide()
        self._withdrawn = Banner("amber")
        self._withdrawn.hide()
        self.received = ReferralReceivedCards(model, labels)
        self.take_over = TakeOverButton(model.taking_over)
        self.add_action(self.take_over)
        self.body.addWidget(self._withdrawn)
        self.body.addWidget(TwoColumns(self.received, self._answer_card(), right_width=400, top=True))
        self.body.addStretch(1)
        model.changed.connect(self._show)
        model.form.loaded.connect(self._show)
        model.form.field_changed.connect(lambda _field: self._show())
        model.refused.connect(self._on_refused)
        model.answered.connect(lambda: Toast.say(self, tr("The answer is recorded and leaves with the next sync.")))
        self.retranslate()
        model.read()

    def leave(self, then: Callable[[], None]) -> None:
        """Keep what is written as a draft: an answer goes only by its button."""
        self._model.form.save(then)

    def main_act(self) -> None:
        """Ctrl+Enter."""
        self._send.click()

    def retranslate(self) -> None:
        """Set every word."""
        language = screen_language()
        self._card.set_title(tr("Answer"))
        self._send.setText(tr("Send the answer"))
        self._withdrawn.set(tr("The person has withdrawn the permission. What had arrived stays with you."))
        self._may.setText(tr("The person lets the sender know who works with the matter and what happens next"))
        self._right.set_label(self._labels.field("referral_answer", "right_recipient", language))
        for code, button in self._quick.items():
            words = self._labels.code("referral_outcome", code, language)
            button.setText(tr("Not ours") if code == "not_responsible" else words[:1].upper() + words[1:])
        self.form.retranslate()
        self.received.retranslate()
        self._show()

    def _answer_card(self) -> Card:
        self._card = Card(gap=4)
        self._given = Label("", "meta", "muted", wrap=True)
        self._card.body.addWidget(self._given)
        self._quick = {code: Button("default") for code in QUICK}
        quick = column(None, 6)
        for code, button in self._quick.items():
            button.clicked.connect(partial(self._on_quick, code))
            quick.addWidget(button)
        self._card.body.addLayout(quick)
        for name in FIELDS[:2]:
            self._card.body.addWidget(self.form.blocks[name])
        self._right = FieldBlock(Choice())
        self._right.editor.edited.connect(
            lambda: self._model.form.set_value("right_recipient", self._right.editor.value())
        )
        self._card.body.addWidget(self._right)
        for name in FIELDS[2:5]:
            self._card.body.addWidget(self.form.blocks[name])
        self._may = Checkbox()
        self._may.edited.connect(lambda: self._model.permit(self._may.value() is True))
        self._told = Label("", "meta", "muted", wrap=True)
        self._send = Button("primary", "send")
        for part in (hairline(), self._may, *(self.form.blocks[name] for name in FIELDS[5:]), self._told, self._send):
            self._card.body.addWidget(part)
        self._send.clicked.connect(self._model.answer)
        return self._card

    def _show(self) -> None:
        received, form = self._model.received, self._model.form
        self.set_title(tr("Received referral"), received.reference if received else "")
        if received is None or not form.is_open:
            return
        language = screen_language()
        outcome = form.value("outcome")
        for code, button in self._quick.items():
            button.set_icon("check" if outcome == code else None)
        for name, only in _ONLY_FOR.items():
            self.form.blocks[name].setVisible(outcome == only)
        kinds = [(one.value, one.name or self._kind_words(one.value)) for one in self._model.recipients]
        self._right.editor.set_options(kinds)
        self._right.editor.set_value(form.value("right_recipient"))
        self._right.setVisible(outcome in ("not_responsible", "transferred"))
        self._withdrawn.setVisible(received.withdrawn)
        self._may.set_value(received.may_tell)
        told = tr("The sender is told all that you write here.")
        kept = tr("Who works with the matter and what happens next stays here: the person has not let it be told.")
        self._told.setText(told if received.may_tell else kept)
        self._given.setText(self._answers_words(language))
        self._given.setVisible(bool(received.answers))

    def _on_quick(self, code: str) -> None:
        """Choose an answer; the form below shows it, and may show a day with it."""
        self._model.choose(code)
        self.form.show_values()

    def _answers_words(self, language: str) -> str:
        received = self._model.received
        lines = [
            f"{formats.datetime_(str(one.get('answered_at')), language)} · "
            f"{self._labels.code('referral_outcome', str(one.get('outcome')), language)}"
            for one in (received.answers if received else ())
        ]
        return "\n".join(lines)

    def _kind_words(self, value: str) -> str:
        words = self._labels.code("recipient_kind", value.removeprefix("list:"), screen_language())
        return words[:1].upper() + words[1:]

    def _on_refused(self, problems: tuple[Problem, ...]) -> None:
        self.form.show_problems(tuple(one for one in problems if one.field != "right_recipient"))
        missing = next((one for one in problems if one.field == "right_recipient"), None)
        self._right.set_error(tr(PROBLEMS[missing.code]) if missing else None)
        if not self.form.lead_to_problem() and missing:
            self._right.editor.setFocus()
