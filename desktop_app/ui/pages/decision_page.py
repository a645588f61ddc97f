"""An officer's page of one received proposal: what was sent, and the notice of the decision beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from desktop_app.domain.check import Problem
from desktop_app.domain.decision_kind import DECISION
from desktop_app.errors import LuotsiError
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.question_card import QuestionCard
from desktop_app.ui.pages.received_cards import ReceivedCards
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.pages.take_over_button import TakeOverButton
from desktop_app.ui.view_models.decision import DecisionViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns

FIELDS = (
    "outcome",
    "ground",
    "decided_on",
    "decision_maker",
    "record_number",
    "reasons",
    "served_on",
    "explained_language",
)


class DecisionPage(TranslatedWidget, ScrollPage):
    """Opening it tells the proposer that a person has opened the proposal; recording needs the role."""

    def __init__(self, model: DecisionViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        self.form = RecordForm(model.form, DECISION, labels, FIELDS, lines={"reasons": 3}, later=True, parent=self)
        self._withdrawn = Banner("amber")
        self._withdrawn.hide()
        self.received = ReceivedCards(model, labels)
        self.take_over = TakeOverButton(model.taking_over)
        self.add_action(self.take_over)
        self.body.addWidget(self._withdrawn)
        self._question: QuestionCard | None = None
        self.body.addWidget(TwoColumns(self.received, self._right_side(), right_width=400, top=True))
        self.body.addStretch(1)
        model.changed.connect(self._show)
        model.form.loaded.connect(self._show_identified)
        model.form.field_changed.connect(lambda _field: self._show_identified())
        model.refused.connect(self._on_refused)
        model.recorded.connect(self._on_recorded)
        self.retranslate()
        self.making = InTurns(self._parts(), self)
        self.making.begin()
        model.read()

    @property
    def question(self) -> QuestionCard:
        """What more is asked of the sender; whoever asks before it stands waits for it."""
        self.making.finish()
        assert self._question is not None
        return self._question

    def leave(self, then: Callable[[], None]) -> None:
        """Keep what is written as drafts: a decision is recorded, a question asked, only by its button."""
        self._model.question.form.save(lambda: self._model.form.save(then))

    def main_act(self) -> None:
        """Ctrl+Enter."""
        self._record.click()

    def retranslate(self) -> None:
        """Set every word."""
        self._notice.set_title(tr("Decision notice"))
        self._record.setText(tr("Record the decision"))
        self._withdrawn.set(tr("The person has withdrawn the proposal."))
        self._where.setText(tr("The decision itself is made and kept in the authority's own case system."))
        self.form.retranslate()
        self.received.retranslate()
        self._show()

    def _right_side(self) -> QWidget:
        holder = QWidget()
        self._right = column(holder, 16)
        self._right.addWidget(self._notice_card())
        return holder

    def _notice_card(self) -> Card:
        self._notice = Card(gap=4)
        self._where = Label("", "meta", "muted", wrap=True)
        self._notice.body.addWidget(self._where)
        self._identified = Label("", "strong", wrap=True)
        self._told = Label("", "meta", "muted", wrap=True)
        self._reason = Label("", "meta", "muted", wrap=True)
        self._record = Button("primary", "check")
        self._end = QWidget()
        end = column(self._end, 4)
        for part in (self._identified, self._told, self._reason, self._record):
            end.addWidget(part)
        self._record.clicked.connect(self._on_record)
        return self._notice

    def _parts(self) -> Iterator[None]:
        """Make the question and the notice field after field, in the order of the keyboard; its button comes last."""
        self._question = QuestionCard(self._model.question, self._labels)
        self._right.insertWidget(0, self._question)
        yield
        for name in FIELDS:
            block = self.form.block(name)
            self._notice.body.addWidget(block)
            if self._model.received is not None:
                block.setEnabled(self._model.received.may_decide)
            yield
        self._notice.body.addWidget(self._end)

    def _show(self) -> None:
        received = self._model.received
        self.set_title(tr("Received proposal"), received.reference if received else "")
        if received is None:
            return
        language = screen_language()
        sent = formats.datetime_(received.sent_at, language) if received.sent_at else ""
        self.set_subtitle(tr("Sent {when}", when=sent) if sent else "")
        self._withdrawn.setVisible(received.withdrawn)
        self._record.setEnabled(received.may_decide)
        for block in self.form.blocks.values():
            block.setEnabled(received.may_decide)
        self._reason.setText("" if received.may_decide else words_for(LuotsiError("may_not_decide")))
        self._reason.setVisible(not received.may_decide)
        self._told.setText(
            tr("The proposer will be told outcome and date when you record this.")
            if received.may_be_told
            else tr("Nothing is told to the proposer: the person has not allowed it.")
        )
        self._show_identified()

    def _show_identified(self) -> None:
        identifies = self._model.identifies
        words = {
            None: "",
            True: tr("The person is identified by this decision (35 § 1)."),
            False: tr("This decision does not identify the person."),
        }
        self._identified.setText(words[identifies])
        self._identified.setVisible(identifies is not None)
        self.form.block("ground").setVisible(self._model.is_admission)

    def _on_record(self) -> None:
        received = self._model.received
        if received is None:
            return
        problems = self._model.problems()
        if problems:
            self._on_refused(problems)
            return
        if received.may_be_told and received.decided is None:
            sure = decide(
                self,
                tr("Record the decision?"),
                tr("The proposer is told the outcome and its date with the next sync. Reasons and ground stay here."),
                act=tr("Record"),
                keep=tr("Not yet"),
                danger=False,
            )
            if not sure:
                return
        self._model.record()

    def _on_refused(self, problems: tuple[Problem, ...]) -> None:
        self.form.show_problems(problems)
        self.form.lead_to_problem()

    def _on_recorded(self) -> None:
        Toast.say(self, tr("The decision is recorded."))
