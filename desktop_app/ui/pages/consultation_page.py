"""Anonymous consultation: what was asked and advised, of nobody in particular; beside it the earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.contact import CONSULTATION
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import RecordId
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.kept_until import KeptUntil
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.view_models.consultation import Consultation, ConsultationViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import assign_letters
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.tab_order import stand_after
from desktop_app.ui.widgets.two_columns import TwoColumns

#: The rows of the form, in the order in which the talk goes; two fields stand side by side.
ROWS = (("occurred_at", "consulted"), ("question",), ("advice",), ("agreed_to_ask", "why_not_named"))

_FIELDS = tuple(name for names in ROWS for name in names)


class ConsultationPage(TranslatedWidget, ScrollPage):
    """No field takes a name, a place, a workplace or a citizenship; nothing typed here is compared with a case."""

    done = Signal()

    def __init__(self, model: ConsultationViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        self._done = Button("default")
        self._new = Button("primary", "plus")
        self.add_action(self._done)
        self.add_action(self._new)
        self.form = RecordForm(model.form, CONSULTATION, labels, _FIELDS, later=True, parent=self)
        self.kept = KeptUntil()
        self.kept.chosen.connect(model.kept.choose)
        model.kept.taken.connect(self.kept.close_choice)
        model.kept.refused.connect(self.kept.refuse)
        self._earlier_title = Label("", "card", wrap=True)
        self._none = Label("", "body", "muted", wrap=True)
        self._earlier = RowList(two_lines=True)
        self._lay_out()
        self._done.clicked.connect(lambda: self.leave(self.done.emit))
        self._new.clicked.connect(self.main_act)
        self._earlier.opened.connect(lambda key: model.open(RecordId(unb64(key))))
        model.changed.connect(self._show)
        self.retranslate()
        model.read()

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self._model.form.save(then)

    def save_now(self) -> None:
        """Ctrl+S saves what is written."""
        self._model.form.save()

    def main_act(self) -> None:
        """Ctrl+Enter begins another consultation."""
        self._model.begin()
        self.making.finish()
        self.form.blocks["question"].editor.setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(self._labels.kind("consultation", screen_language()), wrap=False)
        self.set_subtitle(tr("Belongs to no person and no case. Nothing written here is searched or compared."))
        self._done.setText(tr("Done"))
        self._new.setText(tr("New consultation"))
        self._earlier_title.setText(tr("Earlier consultations"))
        self._earlier.setAccessibleName(tr("Earlier consultations"))
        self._none.setText(tr("There are none yet."))
        self.form.retranslate()
        self._assign_letters()
        self._show()

    def _lay_out(self) -> None:
        self._asked = asked = Card(margins=(20, 14, 20, 14), gap=6)
        earlier, right = Card(margins=(0, 14, 0, 6), gap=4), QWidget()
        self._end = QWidget()
        column(self._end).addWidget(self.kept)
        words = column(None, 8, (20, 0, 20, 4))
        words.addWidget(self._earlier_title)
        words.addWidget(self._none)
        earlier.body.addLayout(words)
        earlier.body.addWidget(self._earlier)
        lines = column(right, 0)
        lines.addWidget(earlier)
        lines.addStretch(1)
        self.body.addWidget(TwoColumns(asked, right, right_width=340))
        self.body.addStretch(1)
        self.making = InTurns(self._parts(), self)
        self.making.begin()

    def _parts(self) -> Iterator[None]:
        """Make row after row, in the order of the keyboard."""
        before: QWidget | None = None
        for names in ROWS:
            line = row(None, 12)
            self._asked.body.addLayout(line)
            for name in names:
                block = self.form.block(name)
                line.addWidget(block, 1, Qt.AlignmentFlag.AlignTop)
                if before is not None:
                    stand_after(before, block)
                before = block
            yield
        self._asked.body.addWidget(self._end)
        stand_after(self.form.blocks[_FIELDS[-1]], self._end)
        self._assign_letters()

    def _assign_letters(self) -> None:
        if len(self.form.blocks) == len(_FIELDS):
            assign_letters([self.form.blocks[name] for name in _FIELDS])

    def _show(self) -> None:
        model, language = self._model, screen_language()
        words, day = "", model.kept.day
        if day:
            words = tr("This note is erased at the latest {day}.", day=formats.date(day, language))
        self.kept.show_day(words, changeable=bool(day))
        self._none.setVisible(not model.earlier)
        self._earlier.setVisible(bool(model.earlier))
        self._earlier.set_rows([self._row(one) for one in model.earlier])

    def _row(self, one: Consultation) -> Row:
        language = screen_language()
        party = self._labels.code("consulted_party", one.consulted, language) if one.consulted else tr("Not recorded")
        return Row(
            b64(one.record),
            formats.moment_in_words(one.at, self._model.now(), language),
            detail=party,
            side=tr("Draft") if one.is_draft else "",
            chosen=one.record == self._model.chosen,
        )
