"""A referral: who provides by the rules, always changeable; the reasons; what leaves beside them; and one button."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.person import PERSON
from desktop_app.domain.referral import REFERRAL
from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.paper_window import PaperWindow
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.pages.referral_course import ReferralCourseCard
from desktop_app.ui.pages.referral_leaving import ReferralLeaving
from desktop_app.ui.pages.referral_words import ADVICE, BESIDE, BLOCKED, language_hints
from desktop_app.ui.pages.supplement_card import SupplementCard
from desktop_app.ui.view_models.papers import PapersViewModel
from desktop_app.ui.view_models.referral import ON_PAPER, ReferralView, ReferralViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.phone_number import PhoneNumber
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.tab_order import stand_after
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns

#: Who receives it and on what ground; then what it says.
TO_WHOM = ("recipient_kind", "basis", "basis_section", "language")
SAYS = ("urgency", "grounds", "asked_help", "person_wishes", "reason", "say_system_client", "copy_to_person")


class ReferralPage(TranslatedWidget, ScrollPage):
    """Possible at any time, with or without a proposal. Only a permission, or a section between authorities, opens."""

    consent_asked = Signal()

    def __init__(self, model: ReferralViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        fields, lines = (*TO_WHOM, *SAYS), {"reason": 3}
        self.form = RecordForm(model.form, REFERRAL, labels, fields, lines, later=True, parent=self)
        self.code = RecordForm(model.code_form, PERSON, labels, ("personal_identity_code",), later=True, parent=self)
        self._phone = PhoneNumber(model.phone)
        self._head_row.addWidget(self._phone)
        self._banner, self._calm = Banner("amber"), Label("", "body", "muted", wrap=True)
        self._banner.hide()
        self._language = cast(Choice, self.form.block("language").editor)
        self._recipient = FieldBlock(Choice())
        self._recipient.editor.edited.connect(self._on_recipient)
        self._course = ReferralCourseCard(model, labels)
        self.leaving = ReferralLeaving(model, labels)
        self.supplement = SupplementCard(model.supplement, labels)
        for part in (self._banner, self._calm, self._course, self.supplement):
            self.body.addWidget(part)
        self.body.addWidget(TwoColumns(self._writing(), self._deciding(), right_width=420, top=True))
        self.body.addStretch(1)
        self._connect()
        self.retranslate()
        self.making = InTurns(self._parts(), self)
        self.making.begin()
        model.read()

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self._model.form.loaded.connect(self._show)
        self._model.sent.connect(self._on_sent)
        self._model.failed.connect(self.show_error)

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self._model.leave(then)

    def main_act(self) -> None:
        """Ctrl+Enter."""
        self._send.click()

    def retranslate(self) -> None:
        """Set every word."""
        language = screen_language()
        self._phone.set(tr("advice from the Assistance System"))
        self._to.set_title(tr("To whom"))
        self._says.set_title(tr("What it says"))
        self._recipient.set_label(self._labels.field("referral", "recipient", language))
        self._how.set_label(self._labels.field("disclosure", "how", language))
        self._how.editor.set_options([(code, self._labels.code("sent_how", code, language)) for code in ON_PAPER])
        self._ask.setText(tr("Ask for the permission"))
        self._letter.setText(tr("Print preview"))
        self.form.retranslate()
        self.code.retranslate()
        for block in self.code.blocks.values():
            block.set_hint(tr("Only where the recipient needs it, and only with its own permission."))
        self._show()

    def _writing(self) -> QWidget:
        holder = QWidget()
        rows = column(holder, 16)
        self._to, self._says = Card(gap=4), Card(gap=4)
        self._to.body.addWidget(self.form.block("recipient_kind"))
        self._to.body.addWidget(self._recipient)
        for name in TO_WHOM[1:]:
            self._to.body.addWidget(self.form.block(name))
        self._advice_title, self._advice = Label("", "label"), Label("", "body", "muted", wrap=True)
        self._end = QWidget()
        end = column(self._end, 4)
        end.addWidget(self._advice_title)
        end.addWidget(self._advice)
        rows.addWidget(self._to)
        rows.addWidget(self._says)
        return holder

    def _parts(self) -> Iterator[None]:
        """Make what the referral says field after field, in the order of the keyboard."""
        before: QWidget = self._to
        for name in SAYS:
            block = self.form.block(name)
            self._says.body.addWidget(block)
            stand_after(before, block)
            before = block
            yield
        code = self.code.block("personal_identity_code")
        code.set_hint(tr("Only where the recipient needs it, and only with its own permission."))
        self._says.body.addWidget(code)
        stand_after(before, code)
        self._says.body.addWidget(self._end)

    def _deciding(self) -> Card:
        card = Card(margins=(20, 16, 20, 16), gap=10)
        card.body.addWidget(self.leaving)
        self._reason = Label("", "meta", "muted", wrap=True)
        self._ask = Button("quiet", small=True)
        self._how = FieldBlock(Choice(empty=False), reserve=False)
        self._letter = Button("default", "printer")
        self._send = Button("primary", "send")
        for part in (self._reason, self._letter, self._how, self._send):
            card.body.addWidget(part)
        card.body.insertWidget(2, self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        self._send.clicked.connect(self._on_send)
        self._letter.clicked.connect(self.print_preview)
        self._ask.clicked.connect(lambda: self.leave(self.consent_asked.emit))
        return card

    def _show(self) -> None:
        view = self._model.view
        self.set_title(self._labels.kind("referral", screen_language()), view.reference if view else "")
        self._send.set_busy(self._model.busy)
        self._send.setText(tr("Send the referral") if view is None or view.sealed else tr("Note that it went on paper"))
        if view is None or not self._model.form.is_open:
            return
        self._show_situation(view)
        self._show_recipients(view)
        self._show_reason(view)
        self._show_advice(view)
        sent = self._model.is_sent
        self._send.setEnabled(not view.blocked)
        self._send.setVisible(not sent)
        self._how.setVisible(not sent and not view.sealed)
        self._letter.setVisible(not sent and not view.sealed and view.version is not None)
        self._ask.setVisible(view.blocked == "no_consent_for_referral")
        cites = self._model.form.value("basis") == "statutory_right"
        self.form.blocks["basis"].setVisible(view.may_cite_law or cites)
        self.form.blocks["basis_section"].setVisible(cites)
        for block in (*(self.form.blocks[name] for name in TO_WHOM), self._recipient):
            block.setEnabled(not sent)

    def _show_situation(self, view: ReferralView) -> None:
        said = {"emergency": self._model.emergency, "phone": self._model.phone.replace(" ", "\u00a0")}
        urgent = [code for code in view.beside if code in ("acute", "ask_person_first")]
        self._banner.setVisible(bool(urgent) and not self._model.is_sent)
        self._banner.set(" ".join(tr(BESIDE[code], **said) for code in urgent))
        calm = [tr(BESIDE[code], **said) for code in view.beside if code not in urgent]
        self._calm.setText(" ".join([*calm, tr("Who provides is to be confirmed by the authority.")]))

    def _show_recipients(self, view: ReferralView) -> None:
        language = screen_language()
        kind = str(self._model.form.value("recipient_kind") or "")
        place = self._labels.county(view.county, language) if view.county else ""
        letter = place or self._labels.code("recipient_kind", kind, language)
        options = [
            (one.value, one.name or tr("{name}, on paper", name=letter[:1].upper() + letter[1:]))
            for one in view.recipients
        ]
        self._recipient.editor.set_options(options)
        self._recipient.editor.set_value(self._model.form.value("recipient"))
        self._language.set_value(self._model.form.value("language"))  # the kind of recipient may have changed it
        self.form.blocks["language"].set_hint(" ".join(language_hints(view)))

    def _show_advice(self, view: ReferralView) -> None:
        said = [] if self._model.is_sent else [tr(ADVICE[code]) for code in view.advice]
        self._advice_title.setText(tr("The reader will probably ask"))
        self._advice.setText("\n".join(said))
        for label in (self._advice_title, self._advice):
            label.setVisible(bool(said))

    def _show_reason(self, view: ReferralView) -> None:
        if self._model.is_sent:
            self._reason.setText(tr("What was sent stands as it was. What you write now goes only with a supplement."))
        elif view.blocked in BLOCKED:
            self._reason.setText(tr(BLOCKED[view.blocked]))
        elif view.sealed:
            self._reason.setText(tr("It leaves with the next sync, by itself when the network is back."))
        else:
            self._reason.setText(tr("This recipient has no laptops here: it goes on paper. Choose how it went."))

    def _on_recipient(self) -> None:
        value = self._recipient.editor.value()
        self._model.form.set_value("recipient", value)

    def _on_send(self) -> None:
        view = self._model.view
        if view is None or view.blocked:
            return
        how = "sync" if view.sealed else str(self._how.editor.value() or ON_PAPER[0])
        text = tr("What you wrote and what is ticked goes to this recipient alone. It cannot be taken back afterwards.")
        if view.ask_first:
            text = tr("Has the person been asked? Somebody there may know the person.") + " " + text
        if decide(self, tr("Send the referral?"), text, act=tr("Send"), keep=tr("Not yet"), danger=False):
            self._model.send(how)

    def print_preview(self) -> None:
        """Ctrl+P: the letter, where the recipient gets one."""
        if self._letter.isVisible():
            self._model.papers(self._show_papers)

    def _show_papers(self, papers: PapersViewModel) -> None:
        self._papers = PaperWindow(papers, self._labels, self)
        self._papers.open()

    def _on_sent(self) -> None:
        Toast.say(self, tr("The referral is recorded as sent."))

    def show_error(self, error: LuotsiError) -> None:
        """Say what went wrong beside the button."""
        self._reason.setText(words_for(error))
