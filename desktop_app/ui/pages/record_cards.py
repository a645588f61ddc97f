"""The sections of a record as cards: two columns where there is room, one below the other where there is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.kind import FieldType, Kind
from desktop_app.i18n.catalog import LANGUAGES
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, px, row
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.pages.record_words import FIELD_HINTS
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.editor import Options
from desktop_app.ui.widgets.field_block import FieldBlock, assign_letters
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.two_columns import TwoColumns

Sections = Sequence[str]

#: The sections of each column; kinds that are not named stand in one.
COLUMNS: Mapping[str, tuple[Sections, Sections]] = {
    "person": (("name", "age", "citizenship", "languages"), ("residence", "municipality", "authorities", "support")),
    "safety_assessment": (("safety_now", "fear"), ("contact_way", "phone_and_post", "plan")),
    "account_and_observations": (("account",), ("observations", "exploitation")),
}

#: Room of long texts that are the heart of their page, in lines.
LINES: Mapping[str, Mapping[str, int]] = {
    "account_and_observations": {"account": 9, "observations": 6, "not_to_be_passed_on": 3},
    "note": {"text": 8},
    "child_in_finland": {"child_view": 2},
    "information_given": {"understood": 2},
}

#: Short fields that share a row; in kinds with one section all short fields stand two and two.
PAIRS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "person": (
        ("family_name", "given_names"),
        ("date_of_birth", "age_band"),
        ("migri_customer_number", "reception_centre"),
    ),
    "account_and_observations": (("period_from", "period_to"),),
}

#: Sections that stand alone and need no heading over them.
_WITHOUT_TITLE = frozenset({"all"})

#: Air below the grey line of a long text, in px at 100 %.
_BELOW_HINT = 6

#: The longest choice that has room in half of a card that takes the whole page, in letters.
_LETTERS_IN_HALF = 34

#: Rows that stand before the page is shown, so that the keyboard has a place to go.
_AT_ONCE = 3

#: Types of fields that take the whole width.
_WIDE = frozenset({FieldType.LONG, FieldType.CODES})


class RecordCards(TranslatedWidget, QWidget):
    """The fields of a record in the groups of the catalogue. `hide_fields` takes fields and empty groups away.

    The first rows stand at once, the others follow from turn to turn; `made` when all stand.
    """

    made = Signal()
    value_shown = Signal(str)

    def __init__(self, model: FormViewModel, kind: Kind, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._labels = kind, labels
        self._hidden: frozenset[str] = frozenset()
        self._offered: Mapping[str, Options] = {}
        self._form = RecordForm(model, kind, labels, lines=LINES.get(kind.name, {}), later=True, parent=self)
        self._form.value_shown.connect(self.value_shown)
        self._names = {
            section: names
            for section, fields in kind.sections
            if (names := [field.name for field in fields if field.name in self._form.fields])
        }
        self._cards: dict[str, Card] = {}
        self.left, self.right = QWidget(self), QWidget(self)
        self._lay_out()
        self._making = InTurns(self._parts(), self)
        self._making.done.connect(self.made)
        self._making.begin(_AT_ONCE)

    @property
    def form(self) -> RecordForm:
        """The form with all its blocks; whoever asks before they stand waits for them."""
        self._making.finish()
        return self._form

    @property
    def is_made(self) -> bool:
        """Whether every card stands."""
        return self._making.is_done

    def hide_fields(self, hidden: frozenset[str]) -> None:
        """Show every field but these."""
        if hidden != self._hidden:
            self._hidden = hidden
            for section in self._cards:
                self._hide_in(section)

    def offer_references(self, offered: Mapping[str, Options]) -> None:
        """Let fields that point at something choose among `offered`, by target."""
        self._offered = offered
        self._form.offer_references(offered)

    def show_values(self) -> None:
        """Show what the view model holds."""
        self._form.show_values()

    def retranslate(self) -> None:
        """Set every word."""
        self._form.retranslate()
        for section in self._cards:
            self._set_words(section)
        if self.is_made:
            self._assign_letters()

    def _parts(self) -> Iterator[None]:
        """Make row after row, in the order of the keyboard."""
        for side, sections in ((self.left, self._columns[0]), (self.right, self._columns[1])):
            lines = column(side, 16)
            lines.addStretch(1)
            for at, section in enumerate(sections):
                self._cards[section] = card = Card(margins=(20, 14, 20, 8), gap=6, parent=side)
                self._set_words(section)
                self._hide_in(section)
                lines.insertWidget(at, card)
                for names in self._rows(self._names[section]):
                    self._add_row(card, names)
                    self._set_words(section)
                    self._hide_in(section)
                    yield
        self._form.offer_references(self._offered)
        self._assign_letters()

    def _add_row(self, card: Card, names: Sequence[str]) -> None:
        if len(names) == 1:
            card.body.addWidget(self._form.block(names[0]))
            if self._kind.by_name[names[0]].type is FieldType.LONG:
                card.body.addSpacing(px(_BELOW_HINT))
            return
        pair = row(None, 16)
        card.body.addLayout(pair)
        for name in names:
            pair.addWidget(self._form.block(name), 1, Qt.AlignmentFlag.AlignTop)

    def _made_in(self, section: str) -> Iterator[tuple[str, FieldBlock[QWidget]]]:
        return ((name, self._form.blocks[name]) for name in self._names[section] if name in self._form.blocks)

    def _set_words(self, section: str) -> None:
        title = "" if section in _WITHOUT_TITLE else self._labels.section(section, screen_language())
        self._cards[section].set_title(title)
        for name, block in self._made_in(section):
            words = FIELD_HINTS.get((self._kind.name, name))
            if words is not None:
                block.set_hint(tr(words))

    def _hide_in(self, section: str) -> None:
        for name, block in self._made_in(section):
            block.setVisible(name not in self._hidden)
        self._cards[section].setVisible(not self._hidden.issuperset(self._names[section]))

    def _assign_letters(self) -> None:
        assign_letters(list(self._form.blocks.values()))

    def _rows(self, names: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the names of the fields row by row."""
        if self._kind.name in COLUMNS:
            pairs = dict(PAIRS.get(self._kind.name, ()))
            seconds = set(pairs.values())
            return [(name, pairs[name]) if name in pairs else (name,) for name in names if name not in seconds]
        rows: list[tuple[str, ...]] = []
        for name in names:
            before = rows[-1] if rows else ()
            if len(before) == 1 and self._is_short(before[0]) and self._is_short(name):
                rows[-1] = (before[0], name)
            else:
                rows.append((name,))
        return rows

    def _is_short(self, name: str) -> bool:
        """Tell whether a field and every choice that it offers has room in half a card, in every language."""
        field = self._kind.by_name[name]
        if field.type in _WIDE:
            return False
        code_list = field.code_list
        codes = self._labels.codes(code_list) if code_list is not None else ()
        words = [self._labels.code(str(code_list), code, language) for code in codes for language in LANGUAGES]
        return all(len(one) <= _LETTERS_IN_HALF for one in words)

    def _lay_out(self) -> None:
        lefts, rights = COLUMNS.get(self._kind.name, (tuple(self._names), ()))
        self._columns = (
            [section for section in lefts if section in self._names],
            [section for section in rights if section in self._names],
        )
        outer = column(self, 0)
        outer.addWidget(TwoColumns(self.left, self.right, parent=self) if rights else self.left)
        self.right.setVisible(bool(rights))
