"""A record of a case: its fields in calm groups, saved by themselves; for a person how exactly the person is known."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.kinds import kind_named
from desktop_app.i18n.formats import date
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.childs_case_card import ChildsCaseCard
from desktop_app.ui.pages.duplicates_card import DuplicatesCard
from desktop_app.ui.pages.kept_until import KeptUntil
from desktop_app.ui.pages.meeting_words import meeting_words
from desktop_app.ui.pages.record_cards import COLUMNS, RecordCards
from desktop_app.ui.pages.record_words import ABOUT, BESIDE, CHILD_WELFARE, TITLE_WITH_REFERENCE
from desktop_app.ui.pages.reference_words import reference_options
from desktop_app.ui.pages.undoable_page import UndoablePage
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.segmented import Segmented

#: The width of a page with one column of fields, in px at 100 %.
_ONE_COLUMN = 760


class RecordPage(TranslatedWidget, UndoablePage):
    """One page for every kind that is written field by field. *Done* only leaves."""

    history_asked = Signal(object, str)
    case_asked = Signal(object)
    advice_asked = Signal()
    same_asked = Signal(object)

    def __init__(self, model: RecordViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(model.form, measure=None if model.kind in COLUMNS else _ONE_COLUMN, parent=parent)
        self._model, self._labels = model, labels
        self._title_takes_reference = True
        self._history = Button("quiet", "history")
        self._done = Button("primary")
        self.add_action(self._history)
        self.add_action(self._done)
        self._lay_out()
        self._connect()
        self.retranslate()
        model.read()

    def _lay_out(self) -> None:
        self._banner = Banner("amber")
        self._banner.hide()
        self._sheet = Label("", "strong", wrap=True)
        self._sheet.hide()
        self._level = FieldBlock(Segmented(clearable=False), reserve=False)
        self._level_card = Card(margins=(20, 14, 20, 16), gap=4)
        self._level_words = Label("", "meta", "muted", wrap=True)
        self._level_card.body.addWidget(self._level)
        self._level_card.body.addWidget(self._level_words)
        self._level_card.hide()
        self.duplicates, self.kept = DuplicatesCard(), KeptUntil()
        self.childs_case = ChildsCaseCard(self._model.childs_case)
        self.cards = RecordCards(self._model.form, kind_named(self._model.kind), self._labels)
        above = (self._banner, self.childs_case, self._sheet, self._level_card, self.duplicates)
        for part in (*above, self.cards):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._below = QWidget()
        column(self._below).addWidget(self.kept)
        if self.cards.is_made:
            self._add_below()
        self.cards.made.connect(self._add_below)

    def _add_below(self) -> None:
        """Put the last part under the cards once they stand; earlier it would wander down, and come first by Tab."""
        self.body.insertWidget(self.body.count() - 1, self._below)

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self._model.leave(then)

    def save_now(self) -> None:
        """Ctrl+S saves what is written."""
        self._model.form.save()

    def retranslate(self) -> None:
        """Set every word."""
        language = screen_language()
        title = self._labels.kind(self._model.kind, language)
        self._title_takes_reference = len(title) <= TITLE_WITH_REFERENCE
        self.set_title(title, self._model.reference if self._title_takes_reference else "")
        self._done.setText(tr("Done"))
        self._history.setText(tr("History"))
        self._level.set_label(self._labels.field("case", "identity_level", language))
        codes = self._labels.codes("identity_level")
        self._level.editor.set_options([(one, self._labels.code("identity_level", one, language)) for one in codes])
        self._offer_references()
        self._level_words.setText(tr("No name is asked before the person wishes to be named."))
        self._show()

    def _connect(self) -> None:
        self._banner.acted.connect(lambda: self.leave(self.advice_asked.emit))
        self._done.clicked.connect(lambda: self.finish(self.cards.form))
        self._history.clicked.connect(self._ask_history)
        self._level.editor.edited.connect(self._on_level)
        self._model.changed.connect(self._show)
        self._model.filled.connect(self.cards.show_values)
        self.cards.value_shown.connect(self._model.log_shown)
        self.kept.chosen.connect(self._model.kept.choose)
        self._model.kept.taken.connect(self.kept.close_choice)
        self._model.kept.refused.connect(self.kept.refuse)
        self._model.references_read.connect(self._offer_references)
        self._model.duplicates_found.connect(lambda: self.duplicates.show_found(self._model.duplicates))
        self.duplicates.case_asked.connect(lambda case: self.leave(lambda: self.case_asked.emit(case)))
        self._model.childs_case.opened.connect(lambda case: self.leave(lambda: self.case_asked.emit(case)))
        self.duplicates.same_asked.connect(lambda case: self.leave(lambda: self.same_asked.emit(case)))

    def _offer_references(self) -> None:
        self.cards.offer_references(
            {
                target: reference_options(target, found, self._labels, screen_language())
                for target, found in self._model.references.items()
            }
        )

    def _ask_history(self) -> None:
        if self._model.record is not None:
            record = self._model.record
            self.leave(lambda: self.history_asked.emit(record, self._model.kind))

    def _on_level(self) -> None:
        level = self._level.editor.value()
        if isinstance(level, str):
            self._model.choose_identity_level(level)

    def _show(self) -> None:
        self._history.setVisible(self._model.record is not None)
        self.cards.hide_fields(self._model.hidden())
        said = [*meeting_words(self._model.meeting, self._labels), *(tr(BESIDE[code]) for code in self._model.beside())]
        said += [tr(CHILD_WELFARE[self._model.child_welfare])] if self._model.child_welfare in CHILD_WELFARE else []
        self._banner.setVisible(bool(said))
        advice = tr("Ask for advice without a name") if "child_path" in self._model.beside() else ""
        self._banner.set(" ".join(said), advice)
        level = self._model.identity_level
        self._level_card.setVisible(self._model.kind == "person" and level is not None)
        if level is not None:
            self._level.editor.set_value(level)
            self._level_words.setVisible(level == "none")
        self._show_about()
        self._show_sheet()

    def _show_about(self) -> None:
        """What the kind is about, and until when the record is kept where that is a day."""
        words = [] if self._title_takes_reference else [f"{self._model.reference}."]
        words += [tr(ABOUT[self._model.kind])] if self._model.kind in ABOUT else []
        self.set_subtitle(" ".join(words))
        day = self._model.kept.day
        self.kept.setVisible(bool(day))
        if day:
            words_of_day = tr("Erased {day}.", day=date(day, screen_language()))
            self.kept.show_day(words_of_day, changeable=True)

    def _show_sheet(self) -> None:
        form = self._model.form
        sheet = form.value("sheet") if form.is_open and "sheet" in form.form.fields else None
        self._sheet.setVisible(sheet is not None)
        self._sheet.setText(value_words(self._model.kind, "sheet", sheet, self._labels, screen_language()))
