"""A field that holds rows: each row a block of its columns, a row more by a press, none of them required."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.kind import By, Column, Field, FieldType, Need, Sensitivity, Stream
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.column_words import COLUMN_LABELS
from desktop_app.ui.pages.field_editors import editor_for, offer
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.tick import Checkbox


class RowsEditor(TranslatedWidget, QWidget):
    """The rows in the order of writing. A row in which nothing stands is not kept."""

    edited = Signal()

    def __init__(self, kind: str, field: Field, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._field, self._labels = kind, field, labels
        self.rows: list[_RowBlock] = []
        self._lines = column(self, 12)
        self.add = Button("default", "plus", small=True)
        self.add.clicked.connect(self.add_row)
        self._lines.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        _as_high_as_needed(self)
        self.setFocusProxy(self.add)
        self.retranslate()

    def value(self) -> list[dict[str, Json]] | None:
        """The rows in which something stands, or None."""
        return [filled for one in self.rows if (filled := one.value())] or None

    def set_value(self, value: object) -> None:
        """Show rows without emitting `edited`; a row being begun stays while the others are the same."""
        wanted = [dict(each) for each in value if isinstance(each, dict)] if isinstance(value, list) else []
        if wanted == (self.value() or []):
            return
        while self.rows:
            self._drop(self.rows[-1])
        for each in wanted:
            self._make().set_value(each)

    def add_row(self) -> None:
        """Begin a row and lead to it."""
        self._make().setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word."""
        self.add.setText(tr("Add one more"))
        for place, one in enumerate(self.rows, start=1):
            one.set_words(place)

    def _make(self) -> _RowBlock:
        made = _RowBlock(self._kind, self._field, self._labels)
        made.edited.connect(self.edited)
        made.removed.connect(lambda: self._remove(made))
        self.rows.append(made)
        self._lines.insertWidget(len(self.rows) - 1, made)
        self.retranslate()
        return made

    def _remove(self, one: _RowBlock) -> None:
        said = bool(one.value())
        self._drop(one)
        self.retranslate()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        if said:
            self.edited.emit()

    def _drop(self, one: _RowBlock) -> None:
        self.rows.remove(one)
        self._lines.removeWidget(one)
        one.hide()
        one.deleteLater()


class _RowBlock(QWidget):
    """One row: an editor for each column, and the way to take the row away."""

    edited = Signal()
    removed = Signal()

    def __init__(self, kind: str, field: Field, labels: Labels) -> None:
        super().__init__()
        self._kind, self._field, self._labels = kind, field, labels
        self._columns = {one.name: _as_field(one) for one in field.columns}
        self._kept: Mapping[str, Json] = {}
        self.blocks = {
            name: FieldBlock(editor_for(one, labels, screen_language())) for name, one in self._columns.items()
        }
        self._remove = Button("quiet", "trash-2", small=True)
        self._remove.clicked.connect(self.removed)
        _as_high_as_needed(self)
        self._lay_out()
        for block in self.blocks.values():
            block.editor.edited.connect(self.edited)  # type: ignore[attr-defined]  # every editor has it
        self.setFocusProxy(next(iter(self.blocks.values())).editor)

    def value(self) -> dict[str, Json]:
        """What stands in the row; members that this program does not know are kept."""
        unknown = {name: value for name, value in self._kept.items() if name not in self.blocks}
        typed = {name: block.editor.value() for name, block in self.blocks.items()}  # type: ignore[attr-defined]
        said = {name: value for name, value in typed.items() if value not in (None, "", False)}
        return {**unknown, **said} if said else {}

    def set_value(self, value: Mapping[str, Json]) -> None:
        """Show a row."""
        self._kept = value
        for name, block in self.blocks.items():
            block.editor.set_value(value.get(name))  # type: ignore[attr-defined]  # every editor has it

    def set_words(self, place: int) -> None:
        """Name the columns; `place` tells a screen reader which row this is."""
        for name, block in self.blocks.items():
            words = tr(COLUMN_LABELS[self._kind, self._field.name, name])
            offer(block.editor, self._columns[name], self._labels, screen_language())
            block.set_label(words)
            block.editor.setAccessibleName(f"{words}, {place}")
        self._remove.setText(tr("Take this away"))
        self._remove.setAccessibleName(f"{self._remove.text()}, {place}")

    def _lay_out(self) -> None:
        lines = column(self, 0)
        short: list[FieldBlock[QWidget]] = []
        for name, block in self.blocks.items():
            if self._columns[name].type is FieldType.LONG or isinstance(block.editor, Checkbox):
                lines.addWidget(block)
            else:
                short.append(block)
        pair = row(None, 16)
        for block in short:
            pair.addWidget(block, 1, Qt.AlignmentFlag.AlignTop)
        lines.insertLayout(0, pair)
        lines.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)


def _as_high_as_needed(part: QWidget) -> None:
    """Let a part take the height that its words need at its width, and never less."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    part.setSizePolicy(policy)


def _as_field(one: Column) -> Field:
    return Field(one.name, one.type, Need.OPTIONAL, By.WORKER, Stream.OWN, Sensitivity.SECRET, code_list=one.code_list)
