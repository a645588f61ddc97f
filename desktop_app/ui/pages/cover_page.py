"""The cover of a case: how exactly the person is known, who may open it, and the end of the own work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.formats import date
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.cover_people import PeopleCard
from desktop_app.ui.pages.kept_until import KeptUntil
from desktop_app.ui.pages.kept_words import kept_rule
from desktop_app.ui.view_models.cover import CaseCover, CoverViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.date_editor import DateInput
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.two_columns import TwoColumns

_CARD = (20, 14, 20, 18)


class CoverPage(TranslatedWidget, ScrollPage):
    """Each choice is recorded when it is made; *Done* only leaves."""

    done = Signal()

    def __init__(self, model: CoverViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model = model
        self._done = Button("primary")
        self.add_action(self._done)
        self._level_card = Card(margins=_CARD, gap=6)
        self._level = FieldBlock(Choice(empty=False), reserve=False)
        self._level_words = Label("", "meta", "muted", wrap=True)
        self._level_card.body.addWidget(self._level)
        self._level_card.body.addWidget(self._level_words)
        self._people = PeopleCard(model)
        self._end_card = Card(margins=_CARD, gap=10)
        self._fill_end()
        self._lay_out()
        self._done.clicked.connect(self.done)
        self._level.editor.edited.connect(self._on_level)
        self._close.clicked.connect(self._on_close)
        self._again.clicked.connect(model.open_again)
        self.erase.clicked.connect(self._on_erase)
        self.kept.chosen.connect(model.keep_until)
        model.kept.connect(self.kept.close_choice)
        model.refused.connect(self.kept.refuse)
        self._reason.editor.edited.connect(lambda: self._reason.set_error(None))
        model.changed.connect(self._show)
        self.retranslate()
        model.read()

    def entered(self) -> None:
        """Read again what may have changed meanwhile."""
        self._model.read()

    def retranslate(self) -> None:
        """Set every word."""
        labels, language = self._model.labels, screen_language()
        self._done.setText(tr("Done"))
        self._level.set_label(labels.field("case", "identity_level", language))
        self._level.editor.set_options(self._codes("identity_level"))
        self._level_words.setText(tr("No name is asked before the person wishes to be named."))
        self._end_card.set_title(tr("End of your own work"))
        self._end_words.setText(
            tr("Ending your own work ends no help and no client relationship. Only the authority decides on those.")
        )
        self._on.set_label(labels.field("case", "closed_on", language))
        self._on.set_hint(tr("Empty: today"))
        self._reason.set_label(labels.field("case", "close_reason", language))
        self._reason.editor.set_options(self._codes("close_reason"))
        self._close.setText(tr("End your own work"))
        self._again.setText(tr("Go on with the work"))
        self.erase.setText(tr("Erase everything now, at the person's wish"))
        self._show()

    def _fill_end(self) -> None:
        self._end_words = Label("", "body", "muted", wrap=True)
        self._on = FieldBlock(DateInput(prefer="past"))
        self._reason = FieldBlock(Choice())
        self._close = Button()
        self._closed = Label("", "strong", wrap=True)
        self.kept = KeptUntil()
        self._again = Button()
        for part in (self._end_words, self._on, self._reason, self._closed, self.kept):
            self._end_card.body.addWidget(part)
        self.erase = Button("danger", "trash-2")
        for button in (self._close, self._again, self.erase):
            self._end_card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        for side, cards in ((left, (self._level_card, self._end_card)), (right, (self._people,))):
            lines = column(side, 16)
            for card in cards:
                lines.addWidget(card)
            lines.addStretch(1)
        self.body.addWidget(TwoColumns(left, right))
        self.body.addStretch(1)

    def _codes(self, name: str) -> list[tuple[str, str]]:
        labels, language = self._model.labels, screen_language()
        return [(code, labels.code(name, code, language)) for code in labels.codes(name)]

    def _show(self) -> None:
        cover = self._model.cover
        self.set_title(self._model.labels.kind("case", screen_language()), cover.reference if cover else "")
        for card in (self._level_card, self._people, self._end_card):
            card.setVisible(cover is not None)
        nothing = self._model.is_read and cover is None
        self.set_subtitle(tr("This case came from elsewhere and has no cover here.") if nothing else "")
        if cover is None:
            return
        self._level.editor.set_value(cover.identity_level)
        self._level_words.setVisible(cover.identity_level == "none")
        self._show_end(cover)

    def _show_end(self, cover: CaseCover) -> None:
        language, ended = screen_language(), bool(cover.closed_on)
        going_on: tuple[QWidget, ...] = (self._on, self._reason, self._close)
        over: tuple[QWidget, ...] = (self._closed, self._again)
        for part in (*going_on, *over):
            part.setVisible((part in over) == ended)
        if ended:
            reason = self._model.labels.code("close_reason", cover.close_reason, language) if cover.close_reason else ""
            self._closed.setText(" · ".join(part for part in (date(cover.closed_on, language), reason) if part))
        self.kept.show_day(self._kept_words(cover), changeable=bool(cover.delete_on))

    def _kept_words(self, cover: CaseCover) -> str:
        if cover.delete_on:
            day = date(cover.delete_on, screen_language())
            return tr("Your organisation's own records in this case are erased {day}.", day=day)
        return "" if cover.closed_on and cover.kept_days is not None else kept_rule(cover.kept_days)

    def _on_level(self) -> None:
        level = self._level.editor.value()
        if isinstance(level, str):
            self._model.choose_identity_level(level)

    def _on_erase(self) -> None:
        words = tr(
            "Everything that your organisation wrote in this case goes with its history and drafts, here at once, "
            "elsewhere in your organisation and at the central system with the next sync, and cannot be brought back. "
            "A dated line remains. What has been sent stays with its reader: ask there, by phone, that it be erased."
        )
        title = tr("Erase everything in this case on every laptop?")
        if decide(self, title, words, act=tr("Erase everything"), keep=tr("Keep it")):
            self._model.erase_now()

    def _on_close(self) -> None:
        reason, day = self._reason.editor.value(), self._on.editor
        if not day.is_understood():
            day.setFocus()
        elif reason is None:
            self._reason.set_error(tr("Choose why your own work ends."))
            self._reason.editor.setFocus()
        else:
            self._model.close_work(reason, day.day())
