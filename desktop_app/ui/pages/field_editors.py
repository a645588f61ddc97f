"""Which editor a field of the catalogue gets, and the words that it offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop_app.domain.kind import Field, FieldType
from desktop_app.i18n.labels import Labels
from desktop_app.ui.pages.levels_editor import LevelsEditor
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.date_editor import DateInput, DateTimeInput, PartialDateInput
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.tick import Checkbox

Options = list[tuple[str, str]]

#: Lists with at most this many codes, all short, stand side by side; longer ones open.
_SIDE_BY_SIDE = 4
_SIDE_BY_SIDE_LETTERS = 44

#: Fields that the program fills in or that have a page of their own; no form offers them.
_NOT_TYPED = frozenset({FieldType.REFS, FieldType.ORG, FieldType.INT})

#: Fields with rows that have a page of their own.
_ROWS_ELSEWHERE = frozenset({"interview_answers", "questions"})

#: What a field may point at by choosing from a list; for anything else a page of its own fills the field.
CHOSEN_TARGETS = frozenset({"needs_assessment", "consent", "user"})


class _Offers(Protocol):
    def set_options(self, options: Options) -> None: ...


def is_typed(field: Field) -> bool:
    """Tell whether a form offers a field."""
    if field.type is FieldType.REF:
        return field.target in CHOSEN_TARGETS
    if field.type is FieldType.ROWS:
        return field.name not in _ROWS_ELSEWHERE
    return field.type not in _NOT_TYPED


def editor_for(field: Field, labels: Labels, language: str) -> QWidget:
    """Return a new editor for a field, with its options in the screen's language."""
    make = _SIMPLE.get(field.type)
    if make is not None:
        return make()
    if field.type is FieldType.CODE:
        options = options_of(field, labels, language)
        short = len(options) <= _SIDE_BY_SIDE and sum(len(label) for _, label in options) <= _SIDE_BY_SIDE_LETTERS
        return Segmented(options) if short else Choice(options)
    if field.type is FieldType.YN:
        return Segmented(options_of(field, labels, language))
    if field.type is FieldType.LANGUAGES:
        return LevelsEditor(field, labels, options_of(field, labels, language))
    if field.type in {FieldType.CODES, FieldType.COUNTRIES}:
        few = 8 if field.type is FieldType.CODES else 0
        return ChipFlow(options_of(field, labels, language), shown=few)
    return Choice(options_of(field, labels, language))


def options_of(field: Field, labels: Labels, language: str) -> Options:
    """Return the codes that a field offers with their labels, in the order of the list or sorted by name."""
    if field.type is FieldType.LANG:
        return [(tag, labels.language_name(tag, language)) for tag in labels.languages(language)]
    if field.type is FieldType.MUNICIPALITY:
        return [(code, labels.municipality(code, language)) for code in labels.municipalities(language)]
    if field.type is FieldType.COUNTRIES:
        return [(code, labels.country(code, language)) for code in labels.countries(language)]
    if field.type is FieldType.LANGUAGES:
        return [(tag, labels.language_name(tag, language)) for tag in labels.languages(language)]
    if field.code_list is None:
        return []
    return [(code, labels.code(field.code_list, code, language)) for code in labels.codes(field.code_list)]


def offer(editor: QWidget, field: Field, labels: Labels, language: str) -> None:
    """Set the options anew in another language; what is chosen stays."""
    options = options_of(field, labels, language)
    if options and hasattr(editor, "set_options"):
        offers: _Offers = editor
        offers.set_options(options)


_SIMPLE: Mapping[FieldType, Callable[[], QWidget]] = {
    FieldType.TEXT: TextInput,
    FieldType.HETU: TextInput,
    FieldType.LONG: TextArea,
    FieldType.DATE: DateInput,
    FieldType.PDATE: PartialDateInput,
    FieldType.DATETIME: lambda: DateTimeInput(prefer="past"),
    FieldType.FLAG: Checkbox,
}
