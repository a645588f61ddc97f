"""The fields of one record kind as a form: made from the kind's declaration, kept by a form view model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.check import Problem
from desktop_app.domain.kind import By, Field, FieldType, Kind, Sensitivity
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ui.language import N_, TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.field_editors import editor_for, is_typed, offer
from desktop_app.ui.pages.rows_editor import RowsEditor
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.editor import Options, Unread
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.use_cases.records import RAW

#: What a problem of a field says below it.
PROBLEMS: dict[str, str] = {
    "required": N_("Choose or write something here, so that the record can be kept."),
    "required_here": N_("Choose or write something here, so that the record can be kept."),
    "cannot_be_read": N_("This cannot be read yet. Write it another way; what you typed is kept."),
    "no_such_day": N_("There is no such day. Write it like 3.11.2026."),
    "no_such_moment": N_("There is no such time. Write it like 3.11.2026 13.40."),
    "identity_code_form": N_("A personal identity code has eleven characters, such as 010594Y9032."),
    "identity_code_century": N_("A personal identity code looks like 010594Y9032."),
    "identity_code_date": N_("A personal identity code begins with a day, a month and a year that exist."),
    "identity_code_number": N_("A personal identity code looks like 010594Y9032."),
    "identity_code_check": N_("The last character does not fit the others. Check each character."),
}

_UNREAD = PROBLEMS["cannot_be_read"]

#: The same where the field itself can say what to do.
FIELD_PROBLEMS: dict[tuple[str, str, str], str] = {
    ("ending", "overall_assessment", "required_here"): N_(
        "Ending because help is no longer needed cites the overall assessment. Choose it here; if there is none yet, "
        "write it first. Your text is kept."
    ),
}

#: The grey line below free text: what is not written down.
NOT_WRITTEN = N_("No names of others, no address, no acts that the person could be blamed for.")
NOT_WRITTEN_ANONYMOUS = N_("No name, place, workplace, citizenship or rare language.")

#: Long texts that are agreed plans and need no reminder.
_WITHOUT_HINT = frozenset({"next_step"})

#: Who fills in fields that no form offers: the program, and the rule that an administrator sets.
_BY_OTHERS = frozenset({By.PROGRAM, By.ADMIN})


class RecordForm(TranslatedWidget, QWidget):
    """Field blocks for the fields of a kind. Values come from and go to the view model; the form holds none itself.

    `made` are blocks that the page has built itself, by field name. With `later` each block is made when it is asked
    for, by `block`; `blocks` has those that are made. `value_shown` names a field of level 4 that was revealed.
    """

    value_shown = Signal(str)

    def __init__(
        self,
        model: FormViewModel,
        kind: Kind,
        labels: Labels,
        fields: Sequence[str] | None = None,
        lines: Mapping[str, int] = MappingProxyType({}),
        made: Mapping[str, FieldBlock[QWidget]] = MappingProxyType({}),
        later: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._kind, self._labels = model, kind, labels
        self._lines, self._made, self._later = lines, made, later
        self.blocks: dict[str, FieldBlock[QWidget]] = {}
        self._editors: dict[str, QWidget] = {}
        self._problems: dict[str, str] = {}
        self._spoken: dict[str, str] = {}
        self.fields = {field.name: field for field in self._shown(fields)}
        self._language = ""
        if later:
            self.hide()  # its blocks stand on the page, once they are made
        self._hear_language()
        for name in () if later else self.fields:
            self.block(name)
        model.loaded.connect(self.show_values)
        model.saved.connect(self.show_problems)

    def block(self, name: str) -> FieldBlock[QWidget]:
        """Return the block of a field, made with its words and its value when it is first asked for."""
        if name not in self.blocks:
            self._add(self.fields[name])
            self._name(self.fields[name])
            if name in self._made:
                self._offer(self.fields[name])
            if self._model.is_open:
                self._show_value(name)
            self._show_error(name)
        return self.blocks[name]

    def lay_out(self, gap: int = 12) -> QVBoxLayout:
        """Put the blocks under one another and return the layout."""
        layout = column(self, gap=gap)
        for block in self.blocks.values():
            layout.addWidget(block)
        return layout

    def show_values(self) -> None:
        """Show what the view model holds; what is being typed is in it already."""
        for name in self._editors:
            self._show_value(name)

    def _show_value(self, name: str) -> None:
        self._editors[name].set_value(self._value(self.fields[name]))  # type: ignore[attr-defined]  # every editor has it

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say below each field what is to be put right."""
        self._problems = {problem.field: problem.code for problem in problems if problem.field}
        for name in self.blocks:
            self._show_error(name)

    def lead_to_problem(self) -> bool:
        """Go to the first field in sight that is to be put right; False when there is none."""
        for name in self.fields:
            block = self.blocks.get(name)
            if name in self._problems and block is not None and block.isVisible():
                block.editor.setFocus()
                return True
        return False

    def offer_references(self, offered: Mapping[str, Options]) -> None:
        """Let fields that point at something choose among `offered`, by target; what is chosen stays."""
        for name, editor in self._editors.items():
            field = self._kind.by_name[name]
            options = offered.get(field.target or "")
            if field.type is FieldType.REF and options is not None and isinstance(editor, Choice):
                editor.set_options(options)

    def retranslate(self) -> None:
        """Set labels, options, hints and errors in the screen's language, unless they are in it already."""
        if self._language == screen_language():
            return
        self._hear_language()
        for name in self.blocks:
            self._name(self.fields[name])
            self._offer(self.fields[name])
            self._show_error(name)

    def _hear_language(self) -> None:
        self._language = screen_language()
        self._spoken = spoken_names(self._kind, self._labels, self._language)

    def _name(self, field: Field) -> None:
        """Set the words of a field in the screen's language."""
        language, block = screen_language(), self.blocks[field.name]
        label = self._labels.field(self._kind.name, field.name, language)
        if isinstance(block.editor, Checkbox):
            block.editor.setText(label)
        else:
            block.set_label(label)
        block.editor.setAccessibleName(self._spoken[field.name])
        if field.type is FieldType.LONG and field.name not in _WITHOUT_HINT:
            anonymous = self._kind.name == "consultation"
            block.set_hint(tr(NOT_WRITTEN_ANONYMOUS) if anonymous else tr(NOT_WRITTEN))

    def _offer(self, field: Field) -> None:
        """Set the options in the screen's language; a new editor has them already."""
        offer(self._editors[field.name], field, self._labels, screen_language())

    def _shown(self, fields: Sequence[str] | None) -> list[Field]:
        typed = [field for field in self._kind.fields if is_typed(field) and field.by not in _BY_OTHERS]
        if fields is None:
            return typed
        by_name = {field.name: field for field in typed}
        return [by_name[name] for name in fields]

    def _add(self, field: Field) -> None:
        editor: QWidget
        made = self._made.get(field.name)
        if made is not None:
            editor = made.editor
        elif field.sens == Sensitivity.SAFETY:
            editor = HiddenValue(partial(self._value, field), make_editor=partial(self._new_editor, field))
            editor.shown.connect(partial(self.value_shown.emit, field.name))
        elif field.name in self._lines:
            editor = TextArea(lines=self._lines[field.name])
        else:
            editor = self._new_editor(field)
        self._editors[field.name] = editor
        self.blocks[field.name] = made or FieldBlock(editor, parent=self if self._later else None)
        editor.edited.connect(partial(self._on_edited, field))  # type: ignore[attr-defined]  # every editor has it

    def _new_editor(self, field: Field) -> QWidget:
        if field.type is FieldType.ROWS:
            return RowsEditor(self._kind.name, field, self._labels)
        return editor_for(field, self._labels, screen_language())

    def _value(self, field: Field) -> object:
        """Return what the editor of a field shows: what cannot be read as it was typed."""
        value = self._model.value(field.name)
        if isinstance(value, dict):
            return Unread(str(value.get(RAW, "")))
        return value

    def _on_edited(self, field: Field) -> None:
        editor = self._editors[field.name]
        typed = editor.value()  # type: ignore[attr-defined]  # every editor has it
        self._model.set_value(field.name, self._written(field, typed))
        if self._problems.pop(field.name, None):
            self.blocks[field.name].set_error(None)

    def _written(self, field: Field, typed: object) -> Json:
        """Return what an editor's value is in the record."""
        if field.type in (FieldType.ROWS, FieldType.LANGUAGES) and isinstance(typed, list):
            return list(typed)
        if isinstance(typed, list):
            return [str(code) for code in typed]
        if isinstance(typed, Unread):
            return {RAW: typed.text}
        return typed if isinstance(typed, str | bool) else None

    def _show_error(self, name: str) -> None:
        code = self._problems.get(name)
        own_words = getattr(self._editors[name], "problem", "")  # a day tells best what is wrong with it
        words = FIELD_PROBLEMS.get((self._kind.name, name, str(code))) or PROBLEMS.get(str(code), _UNREAD)
        self.blocks[name].set_error(own_words or (tr(words) if code else None))


def spoken_names(kind: Kind, labels: Labels, language: str) -> dict[str, str]:
    """Return what a screen reader calls each field: its label, after its section's where two have the same label."""
    shown = {field.name: labels.field(kind.name, field.name, language) for field in kind.fields}
    often = Counter(shown.values())
    return {
        name: f"{labels.section(kind.by_name[name].section, language)}: {label}" if often[label] > 1 else label
        for name, label in shown.items()
    }
