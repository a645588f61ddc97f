"""A contact: the one page of twelve starred fields, written after the meeting; nothing on it is required."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.domain.contact import CONTACT
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import px, row, space
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.pages.record_words import BESIDE
from desktop_app.ui.pages.undoable_page import UndoablePage
from desktop_app.ui.view_models.contact import ContactViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.date_editor import DateInput
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.phone_number import PhoneNumber
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.two_columns import TwoColumns

#: The starred fields of the left card, in the order of the page.
MEETING = ("occurred_at", "written_afterwards", "how_met", "place_type", "spoken_language", "alone", "interpreter_kind")

#: The starred fields of the right card.
PERSON = ("person_wishes", "immediate_needs", "told_topics", "next_step")

#: Pairs that share a row.
_PAIRS = {"spoken_language": "alone"}

#: Air below fields whose own line is full or missing, in px at 100 %.
_AIR = {"written_afterwards": 6, "person_wishes": 8, "immediate_needs": 12, "told_topics": 12}

#: Fields that stand before the page is shown, so that the keyboard has a place to go.
_AT_ONCE = 3

#: Margins of the two cards: the last field keeps the room for its own line below.
_CARD = (20, 12, 20, 0)


def _own_blocks() -> dict[str, FieldBlock[QWidget]]:
    """The fields that stand otherwise here than in other forms, so that the page is one screen high."""
    return {
        "danger": FieldBlock(Segmented(), inline=True, reserve=False),
        "interpreter_kind": FieldBlock(Choice(), reserve=False),
        "immediate_needs": FieldBlock(ChipFlow(shown=8, max_rows=2), reserve=False),
        "told_topics": FieldBlock(ChipFlow(shown=0, max_rows=2), reserve=False),
        "next_step": FieldBlock(TextArea(lines=1, most=2)),
    }


class ContactPage(TranslatedWidget, UndoablePage):
    """The page of picture 04: danger first with the numbers beside it, the touches left, sentences and chips right."""

    talk_asked = Signal(object)

    def __init__(self, model: ContactViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(model.form, margin=24, parent=parent)
        self._model, self._labels = model, labels
        self._form = RecordForm(model.form, CONTACT, labels, made=_own_blocks(), later=True, parent=self)
        self._next_day = FieldBlock(DateInput(prefer="future"))
        self._next_day.editor.edited.connect(self._on_next_day)
        self._more = Button()
        self._more.setCheckable(True)
        self._done = Button("primary")
        self._talk = Button("default", "message-circle")
        self.add_action(self._talk)
        self.add_action(self._more)
        self.add_action(self._done)
        self._build()
        self._more.toggled.connect(self._show_more)
        self._done.clicked.connect(self._on_done)
        self._talk.clicked.connect(self._on_talk)
        model.form.draft_kept.connect(self._follow)
        model.form.loaded.connect(self._show_advice)
        model.form.field_changed.connect(lambda _field: self._show_advice())
        self.retranslate()

    def _build(self) -> None:
        self._banner = Banner("amber", "circle-alert")
        self._banner.hide()
        self._banner.acted.connect(self._ask_who_interpreted)
        self.body.addWidget(self._danger_card())
        self.body.addWidget(self._banner)
        self._meeting, self._person = Card(margins=_CARD, gap=0), Card(margins=_CARD, gap=0)
        self._columns = TwoColumns(self._meeting, self._person, left_width=384)
        self.body.addWidget(self._columns, 1)
        self._rest = Card()
        self._rest.hide()
        self.body.addWidget(self._rest)
        space(self.body, 12)
        self.making = InTurns(self._parts(), self)
        self.making.begin(_AT_ONCE)
        self.narrow_changed.connect(self._turn_danger)

    def _is_begun(self) -> bool:
        """A first contact has a case from its first keystroke on."""
        return self._model.form.is_open and self._model.form.form.case is not None

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("First contact") if self._model.is_first else tr("Contact"), self._model.reference)
        self.set_note(tr("Nothing is required. Everything is saved by itself."))
        self._more.setText(tr("More details"))
        self._talk.setText(tr("Talk"))
        self._follow()
        self._done.setText(tr("Done"))
        self._meeting.set_title(tr("Meeting"))
        self._person.set_title(tr("Person and help"))
        self._emergency.set(tr("emergency number"))
        self._system.set(tr("Assistance System"))
        self._rest.set_title(tr("More details"))
        self._next_day.set_label(tr("Day"))
        self._form.retranslate()
        self._show_advice()

    def _danger_card(self) -> QWidget:
        card = Card(margins=(20, 10, 20, 10))
        self._danger_row = row(gap=16)
        self._emergency = PhoneNumber("112")
        self._system = PhoneNumber(self._model.system_phone)
        self._danger_row.addWidget(self._form.block("danger"), 1)
        self._danger_row.addWidget(self._emergency)
        self._danger_row.addWidget(self._system)
        card.body.addLayout(self._danger_row)
        return card

    def _turn_danger(self, narrow: bool) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._danger_row.setDirection(down if narrow else across)

    def _parts(self) -> Iterator[None]:
        """Make field after field, in the order of the keyboard."""
        yield from self._fill(self._meeting, MEETING)
        yield from self._fill(self._person, PERSON)

    def _fill(self, card: Card, names: tuple[str, ...]) -> Iterator[None]:
        seconds = set(_PAIRS.values())
        card.body.addSpacing(px(8))
        for name in names:
            if name in seconds:
                continue
            block = self._form.block(name)
            second: FieldBlock[QWidget] | None = self._next_day if name == "next_step" else None
            if name in _PAIRS:
                second = self._form.block(_PAIRS[name])
            if second is None:
                card.body.addWidget(block)
                card.body.addSpacing(px(_AIR.get(name, 0)))
            else:
                pair = row(gap=12)
                card.body.addLayout(pair)
                pair.addWidget(block, 5 if name == "next_step" else 1, Qt.AlignmentFlag.AlignTop)
                pair.addWidget(second, 2 if name == "next_step" else 1, Qt.AlignmentFlag.AlignTop)
            yield
        card.body.addStretch(1)

    def _fill_rest(self) -> None:
        """Make the fields that few contacts need."""
        self.making.finish()
        for name in self._form.fields:
            if name not in self._form.blocks:
                self._rest.body.addWidget(self._form.block(name))

    def _show_more(self, on: bool) -> None:
        if on:
            self._fill_rest()
        self._rest.setVisible(on)
        if on:
            self.scroll_to(self._rest)

    def _on_next_day(self) -> None:
        day = self._next_day.editor.value()
        if isinstance(day, str):
            self._model.set_next_day(day)
            self._form.show_values()

    def _show_advice(self) -> None:
        self._follow()
        self._next_day.editor.set_value(self._model.next_day())
        codes = self._model.beside()
        if codes:
            action = tr("Say who it was") if "who_interpreted" in codes else ""
            self._banner.set(" ".join(tr(BESIDE[code]) for code in codes), action)
        self._banner.setVisible(bool(codes))

    def _follow(self) -> None:
        """A talk belongs to a case: a first contact gets one when its first word is written or a talk begins."""
        self._talk.setEnabled(self._model.form.is_open)

    def _on_talk(self) -> None:
        self._model.save_begun(lambda: self.talk_asked.emit(self._model.form.form.case))

    def _ask_who_interpreted(self) -> None:
        self._more.setChecked(True)
        self._form.block("interpreter_relation").editor.setFocus()

    def _on_done(self) -> None:
        self.finish(self._form)
