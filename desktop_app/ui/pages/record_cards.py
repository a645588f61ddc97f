"""The sections of a record as cards: two columns where there is room, one below the other where there is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
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
from desktop_app.ui.widgets.field_block import assign_letters
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

#: Types of fields that take the whole width.
_WIDE = frozenset({FieldType.LONG, FieldType.CODES})


class RecordCards(TranslatedWidget, QWidget):
    """The fields of a record in the groups of the catalogue. `hide_fields` takes fields and empty groups away."""

    def __init__(self, model: FormViewModel, kind: Kind, labels: Labels) -> None:
        super().__init__()
        self._kind, self._labels = kind, labels
        self.form = RecordForm(model, kind, labels, lines=LINES.get(kind.name, {}), parent=self)
        self.form.hide()
        self._cards: dict[str, Card] = {}
        for section, fields in kind.sections:
            names = [field.name for field in fields if field.name in self.form.blocks]
            if names:
                self._cards[section] = self._card(names)
        self.left, self.right = QWidget(), QWidget()
        self._lay_out()
        self.retranslate()

    def hide_fields(self, hidden: frozenset[str]) -> None:
        """Show every field but these."""
        for name, block in self.form.blocks.items():
            block.setVisible(name not in hidden)
        for section, fields in self._kind.sections:
            if section in self._cards:
                shown = any(field.name in self.form.blocks and field.name not in hidden for field in fields)
                self._cards[section].setVisible(shown)

    def retranslate(self) -> None:
        """Set every word."""
        self.form.retranslate()
        language = screen_language()
        for section, card in self._cards.items():
            card.set_title("" if section in _WITHOUT_TITLE else self._labels.section(section, language))
        for (kind, field), words in FIELD_HINTS.items():
            if kind == self._kind.name and field in self.form.blocks:
                self.form.blocks[field].set_hint(tr(words))
        assign_letters(list(self.form.blocks.values()))

    def _card(self, names: Sequence[str]) -> Card:
        card = Card(margins=(20, 14, 20, 8), gap=6)
        for block_row in self._rows(names):
            if len(block_row) == 1:
                card.body.addWidget(self.form.blocks[block_row[0]])
                if self._kind.by_name[block_row[0]].type is FieldType.LONG:
                    card.body.addSpacing(px(_BELOW_HINT))
                continue
            pair = row(None, 16)
            for name in block_row:
                pair.addWidget(self.form.blocks[name], 1, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(pair)
        return card

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
        lefts, rights = COLUMNS.get(self._kind.name, (tuple(self._cards), ()))
        for side, sections in ((self.left, lefts), (self.right, rights)):
            lines = column(side, 16)
            for section in sections:
                lines.addWidget(self._cards[section])
            lines.addStretch(1)
        outer = column(self, 0)
        outer.addWidget(TwoColumns(self.left, self.right) if rights else self.left)
