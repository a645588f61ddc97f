"""The proposal: the two conditions large, what leaves and what does not beside them, and one button."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.proposal_kind import PROPOSAL
from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, empty, row
from desktop_app.ui.pages.paper_window import PaperWindow
from desktop_app.ui.pages.proposal_conditions import CONDITIONS, ConditionsCard
from desktop_app.ui.pages.proposal_course import Course
from desktop_app.ui.pages.proposal_leaving import Leaving
from desktop_app.ui.pages.proposal_turned import TurnedScreen
from desktop_app.ui.pages.proposal_words import ADVICE, BLOCKED
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.pages.supplement_card import SupplementCard
from desktop_app.ui.view_models.proposal import LANGUAGES, ProposalViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.phone_number import PhoneNumber
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns

#: Fields below the two conditions.
OTHERS = (
    "urgency",
    "urgency_reason",
    "phoned_at",
    "phoned_result",
    "needs",
    "person_wishes",
    "known_to",
    "proposer_reachable",
    "language",
    "type",
)


class ProposalPage(TranslatedWidget, ScrollPage):
    """The deciding page of picture 07. Nothing that is written or missing stops sending; only a permission does."""

    consent_asked = Signal()

    def __init__(self, model: ProposalViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        self._form = RecordForm(
            model.form, PROPOSAL, labels, (*CONDITIONS, *OTHERS), dict.fromkeys(CONDITIONS, 4), later=True, parent=self
        )
        self._phone = PhoneNumber(model.phone)
        self._head_row.addWidget(self._phone)
        self._course = Course(model, labels)
        self.supplement = SupplementCard(model.supplement, labels)
        self.body.addWidget(self._course)
        self.body.addWidget(self.supplement)
        self.conditions = ConditionsCard(model, self._form, labels)
        self.leaving = Leaving(model, labels)
        self.body.addWidget(TwoColumns(self.conditions, self._deciding_card(), right_width=456))
        self._rest = self._rest_card()
        self.body.addWidget(self._rest)
        self.body.addStretch(1)
        model.changed.connect(self._show)
        model.sent.connect(self._on_sent)
        model.failed.connect(self._say)
        self._turned: TurnedScreen | None = None
        self.retranslate()
        self.making = InTurns(self._parts(), self)
        self.making.begin(0)
        model.read()

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self._model.form.save(then)

    def retranslate(self) -> None:
        """Set every word."""
        self._phone.set(tr("phone first when it is urgent"))
        self._send.setText(tr("Send the proposal"))
        self._turn.setText(tr("Show to the person"))
        self._paper.setText(tr("Print preview"))
        self._ask.setText(tr("Ask for the permission"))
        self._rest.set_title(tr("More for the officer"))
        self._advice_title.setText(tr("The officer will probably ask"))
        self._form.retranslate()
        self.conditions.retranslate()
        self._show()
        self._show_language()

    def main_act(self) -> None:
        """Ctrl+Enter."""
        self._send.click()

    def _deciding_card(self) -> Card:
        card = Card(margins=(20, 16, 20, 16), gap=10)
        card.body.addWidget(self.leaving)
        card.body.addStretch(1)
        self._reason = Label("", "meta", "muted", wrap=True)
        self._ask = Button("quiet", small=True)
        self._send = Button("primary", "send")
        self._turn = Button("default", "maximize")
        card.body.addWidget(self._reason)
        card.body.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        line = row(None, 8)
        line.addWidget(self._send, 1)
        line.addWidget(self._turn)
        card.body.addLayout(line)
        self._paper = Button("default", "printer")
        card.body.addWidget(self._paper)
        self._paper.clicked.connect(self.print_preview)
        self._send.clicked.connect(self._on_send)
        self._turn.clicked.connect(self.turn_screen)
        self._ask.clicked.connect(lambda: self.leave(self.consent_asked.emit))
        return card

    def _rest_card(self) -> Card:
        card = Card()
        self._advice_title = Label("", "label")
        self._advice = column(None, 4)
        card.body.addWidget(self._advice_title)
        card.body.addLayout(self._advice)
        return card

    def _parts(self) -> Iterator[None]:
        """Make what the officer may want besides, field after field."""
        for name in OTHERS:
            self._rest.body.addWidget(self._form.block(name))
            if name == "language":
                self._show_language()
            yield

    def _show(self) -> None:
        view = self._model.view
        self.set_title(tr("Proposal"), view.reference if view else "")
        self._send.set_busy(self._model.busy)
        if view is None:
            return
        self._send.setEnabled(not view.blocked)
        self._send.setVisible(not self._model.is_sent)
        self._ask.setVisible(view.blocked == "no_consent_for_proposal")
        reason = tr(BLOCKED[view.blocked]) if view.blocked in BLOCKED else ""
        if self._model.is_sent:
            reason = tr("What was sent stands as it was. What you write now goes only with a supplement.")
        elif not view.blocked:
            reason = tr("It leaves with the next sync, by itself when the network is back.")
        self._reason.setText(reason)
        self._show_advice()
        self._show_language()
        self.conditions.show_hints()

    def _show_language(self) -> None:
        """Offer Finnish and Swedish, and say which of them the proposal is in while neither is chosen here."""
        block, view = self._form.blocks.get("language"), self._model.view
        if block is None:
            return
        screen = screen_language()
        names = {code: self._labels.code("service_language", code, screen) for code in LANGUAGES}
        if isinstance(block.editor, Segmented):
            block.editor.set_options(list(names.items()))
        usual = (view.persons_language if view else "") or (screen if screen in LANGUAGES else LANGUAGES[0])
        words = tr("If nothing is chosen here, the language of the proposal is {language}.", language=names[usual])
        block.set_hint(words)

    def _show_advice(self) -> None:
        view = self._model.view
        sentences = [tr(ADVICE[one.code]) for one in view.advice if one.code in ADVICE] if view else []
        if self._model.is_sent:
            sentences = []
        empty(self._advice)
        for sentence in sentences:
            self._advice.addWidget(Label(sentence, "body", "muted", wrap=True))
        self._advice_title.setVisible(bool(sentences))

    def turn_screen(self) -> None:
        """Show what leaves in large words over the whole screen."""
        self._turned = TurnedScreen(self._model, self._labels, self.window())
        self._turned.showFullScreen()

    def print_preview(self) -> None:
        """Ctrl+P: the proposal as it goes on paper."""
        if self._model.view is not None and self._model.form.is_open:
            self.leave(self._show_papers)

    def _show_papers(self) -> None:
        self._papers = PaperWindow(
            self._model.papers(), self._labels, self, other_words=lambda _code: tr("The consent form to sign, too")
        )
        self._papers.open()

    def _on_send(self) -> None:
        sure = decide(
            self,
            tr("Send the proposal?"),
            tr("What is listed under This leaves goes to the Assistance System. It cannot be taken back afterwards."),
            act=tr("Send"),
            keep=tr("Not yet"),
            danger=False,
        )
        if sure:
            self._model.send()

    def _on_sent(self) -> None:
        Toast.say(self, tr("The proposal is ready to go and leaves with the next sync."))

    def _say(self, error: LuotsiError) -> None:
        self._reason.setText(words_for(error))
