"""The texts of the sheets and who has reviewed them: language left, its sheets and the approval right."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui import theme
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, empty, row
from desktop_app.ui.pages.language_names import both_names, in_order
from desktop_app.ui.pages.text_approval_card import ApprovalCard
from desktop_app.ui.view_models.text_approval import ReviewedText, SheetState, TextApprovalViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.row_button import RowButton
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.tag import Tag
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns

#: Tone and icon of each state.
STATE_LOOK = {
    SheetState.DRAFT: ("amber", "circle-alert"),
    SheetState.UNCONFIRMED: ("neutral", "info"),
    SheetState.APPROVED: ("accent", "check"),
    SheetState.AUTHORITY: ("accent", "check"),
}


def state_words(state: SheetState) -> str:
    """The state in the language of the screen."""
    return {
        SheetState.DRAFT: tr("draft, not reviewed"),
        SheetState.UNCONFIRMED: tr("not confirmed by the authority"),
        SheetState.APPROVED: tr("reviewed"),
        SheetState.AUTHORITY: tr("text of the authority"),
    }[state]


class TextApprovalPage(TranslatedWidget, ScrollPage):
    """Everybody may look; only an administrator's laptop records an approval or takes one back."""

    def __init__(self, model: TextApprovalViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        theme.load_script_fonts()
        self._list = Card(margins=(6, 8, 6, 8), gap=2)
        self.languages: dict[str, RowButton] = {}
        self._order: list[str] = []
        self._texts = Card()
        self._holder = QWidget()
        self._lines = column(self._holder, 10)
        self._texts.body.addWidget(self._holder)
        self.approval = ApprovalCard(model)
        self._others = Label("", "body", "muted", wrap=True)
        self._error = Label("", "body", "danger", wrap=True)
        self._error.hide()
        self._lay_out()
        model.changed.connect(self._show)
        model.recorded.connect(self._on_recorded)
        model.failed.connect(self._say)
        self.retranslate()
        model.read()

    def _lay_out(self) -> None:
        right = QWidget()
        rows = column(right, 12)
        for part in (self._texts, self._error, self.approval, self._others):
            rows.addWidget(part)
        rows.addStretch(1)
        self._columns = TwoColumns(self._list, right, left_width=300, top=True)
        self._columns.hide()  # until the texts have been read
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Texts of the sheets"))
        self.set_subtitle(
            tr("A draft is given to the person only after somebody who knows the language and the work has read it.")
        )
        self._others.setText(tr("An administrator of the organisation records who has reviewed a text."))
        self._show()

    def _show(self) -> None:
        model, language = self._model, screen_language()
        self._show_languages()
        self._texts.set_title(self._labels.language_name(model.language, language) if model.language else "")
        self._show_texts()
        self.approval.show_texts({row: model.title(row.sheet, language) for row in model.rows})
        self.approval.setVisible(model.texts.may_approve and bool(self.approval.ticks))
        self._others.setVisible(not model.texts.may_approve)
        self._columns.setVisible(bool(model.languages))

    def _show_languages(self) -> None:
        ordered = in_order(self._labels, self._model.languages)
        for tag in ordered:
            if tag not in self.languages:
                self.languages[tag] = RowButton(tag)
                self.languages[tag].clicked.connect(partial(self._on_language, tag))
            chosen = tag == self._model.language
            self.languages[tag].set(both_names(self._labels, tag), self._summary(tag), chosen=chosen)
        if ordered != self._order:
            self._order = ordered
            for tag in ordered:
                self._list.body.addWidget(self.languages[tag])

    def _summary(self, tag: str) -> str:
        """The states of a language's sheets, each once."""
        return ", ".join(dict.fromkeys(state_words(row.state) for row in self._model.of(tag)))

    def _show_texts(self) -> None:
        empty(self._lines)
        for place, text in enumerate(self._model.rows):
            if place:
                self._lines.addWidget(hairline())
            self._lines.addWidget(self._line(text))

    def _line(self, text: ReviewedText) -> QWidget:
        holder = QWidget()
        rows, first = column(holder, 4), row(None, 10)
        tone, icon = STATE_LOOK[text.state]
        name = self._model.title(text.sheet, screen_language())
        first.addWidget(Label(name, "strong", wrap=True), 1)
        first.addWidget(Label(tr("Revision {n}", n=text.revision), "meta", "muted"))
        first.addWidget(Tag(state_words(text.state), tone, icon))
        rows.addLayout(first)
        if text.title != name:
            rows.addWidget(Label(text.title, "body", "muted", wrap=True))
        if text.was_approved:
            rows.addWidget(Label(tr("The text has changed since it was reviewed."), "meta", "amber", wrap=True))
        if text.approval is not None:
            rows.addWidget(self._reviewer(text))
        return holder

    def _reviewer(self, text: ReviewedText) -> QWidget:
        holder = QWidget()
        line = row(holder, 10)
        approval = text.approval
        assert approval is not None
        day = formats.date(approval.approved_on, screen_language())
        words = tr("Read by {name} on {day}", name=approval.reviewer, day=day)
        line.addWidget(Label(words, "body", "muted", wrap=True), 1)
        if self._model.texts.may_approve:
            button = Button("quiet", "undo-2", text=tr("Take back"), small=True)
            button.setAccessibleName(
                tr("Take back the approval of {title}", title=self._model.title(text.sheet, screen_language()))
            )
            button.clicked.connect(lambda: self._take_back(text))
            line.addWidget(button)
        return holder

    def _take_back(self, text: ReviewedText) -> None:
        sure = decide(
            self,
            tr("Take the approval back?"),
            tr("The text is then again what it was before: a draft is not given to anybody."),
            act=tr("Take back"),
            keep=tr("Keep it"),
            danger=False,
        )
        if sure and text.approval is not None:
            self._model.take_back(text.approval.record)

    def _on_language(self, tag: str) -> None:
        self._error.hide()
        self._model.choose(tag)

    def _on_recorded(self) -> None:
        self._error.hide()
        self.approval.clear()
        Toast.say(self, tr("Recorded. The reviewed texts can now be printed."))

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()
