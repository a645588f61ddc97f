"""Languages that are spoken, each with how well: chosen as chips, the level beside each chosen one, none required."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.kind import Field
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ui.language import TranslatedWidget, screen_language
from desktop_app.ui.measure import column
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.editor import Options
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.segmented import Segmented


class LevelsEditor(TranslatedWidget, QWidget):
    """Rows of `{"lang", "level"}`; `level` is a code of the field's list and is left out where it was not told."""

    edited = Signal()

    def __init__(self, field: Field, labels: Labels, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list, self._labels = field.code_list or "", labels
        self._rows: dict[str, dict[str, Json]] = {}
        self._levels: dict[str, FieldBlock[Segmented]] = {}
        self.languages = ChipFlow(options, shown=0)
        self.languages.edited.connect(self._on_languages)
        self._lines = column(self, 4)
        self._lines.addWidget(self.languages)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.languages)

    def level(self, language: str) -> Segmented:
        """The editor of the level of a chosen language."""
        return self._levels[language].editor

    def value(self) -> list[dict[str, Json]] | None:
        """The rows in the order of writing, or None; members that this program does not know are kept."""
        return list(self._rows.values()) or None

    def set_value(self, value: object) -> None:
        """Show rows without emitting `edited`."""
        rows = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        self._rows = {str(one["lang"]): dict(one) for one in rows if "lang" in one}
        self.languages.set_value(list(self._rows))
        self._show_levels()

    def set_options(self, options: Options) -> None:
        """Offer languages with their names in the screen's language; what is chosen stays."""
        self.languages.set_options(options)
        self.retranslate()

    def setAccessibleName(self, name: str) -> None:
        """The chips carry the field's name."""
        super().setAccessibleName(name)
        self.languages.setAccessibleName(name)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Focus goes to the first chip."""
        self.languages.setFocus(reason)

    def retranslate(self) -> None:
        """Name the languages and their levels."""
        language = screen_language()
        codes = self._labels.codes(self._list)
        for tag, block in self._levels.items():
            block.editor.set_options([(code, self._labels.code(self._list, code, language)) for code in codes])
            block.set_label(self._labels.language_name(tag, language))

    def _on_languages(self) -> None:
        chosen = self.languages.value()
        tags = chosen if isinstance(chosen, list) else []
        kept = {tag: row for tag, row in self._rows.items() if tag in tags}
        self._rows = {**kept, **{tag: {"lang": tag} for tag in tags if tag not in kept}}
        self._show_levels()
        self.edited.emit()

    def _show_levels(self) -> None:
        for tag in self._levels.keys() - self._rows.keys():
            block = self._levels.pop(tag)
            self._lines.removeWidget(block)
            block.hide()
            block.deleteLater()
        for place, tag in enumerate(self._rows, start=1):
            if tag not in self._levels:
                self._levels[tag] = self._make(tag)
                self._lines.insertWidget(place, self._levels[tag])
        self.retranslate()
        for tag, row in self._rows.items():
            self._levels[tag].editor.set_value(row.get("level"))
        self.updateGeometry()

    def _make(self, tag: str) -> FieldBlock[Segmented]:
        block = FieldBlock(Segmented(), reserve=False, inline=True, parent=self)
        block.editor.edited.connect(lambda: self._on_level(tag))
        return block

    def _on_level(self, tag: str) -> None:
        level = self.level(tag).value()
        row = {name: value for name, value in self._rows[tag].items() if name != "level"}
        self._rows[tag] = {**row, "level": level} if level else row
        self.edited.emit()
