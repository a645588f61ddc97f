"""Until when something is kept, and the way to another day; who chose it stays in the history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.i18n.formats import date
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.date_editor import DateInput
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label


class KeptUntil(TranslatedWidget, QWidget):
    """One sentence with its day, and behind a press the field for another day. `chosen` carries the day (ISO 8601)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label("", "meta", "muted", wrap=True)
        self.other = Button("quiet", "calendar", small=True)
        self.day = FieldBlock(DateInput(prefer="future"))
        self.keep, self._leave = Button("default", "check", small=True), Button("quiet", small=True)
        self._choice = QWidget()
        inner, buttons = column(self._choice, 4), row(None, 8)
        inner.addWidget(self.day)
        buttons.addWidget(self.keep)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        lines = column(self, 4)
        lines.addWidget(self.words)
        lines.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self._choice)
        self._choice.hide()
        self.other.clicked.connect(self._on_other)
        self.keep.clicked.connect(self._on_keep)
        self._leave.clicked.connect(self.close_choice)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word but the sentence."""
        self.other.setText(tr("Choose another day"))
        self.day.set_label(tr("Erased on"))
        self.keep.setText(tr("Record the day"))
        self._leave.setText(tr("Leave it"))

    def show_day(self, sentence: str, *, changeable: bool) -> None:
        """Say the sentence, and offer another day where there is one to change."""
        self.words.setText(sentence)
        self.words.setVisible(bool(sentence))
        self.other.setVisible(changeable and not self._choice.isVisibleTo(self))
        if not changeable:
            self._choice.hide()

    def close_choice(self) -> None:
        """Show the sentence alone again."""
        self._choice.hide()
        self.day.editor.set_value(None)
        self.day.set_error(None)
        self.other.show()

    def refuse(self, error: LuotsiError) -> None:
        """Say why a day cannot be chosen; the field stays."""
        day = error.details.get("day")
        if error.code == "kept_too_long" and isinstance(day, str):
            words = tr(
                "Your organisation's rule lets you choose {day} at the latest.", day=date(day, screen_language())
            )
            self.day.set_error(words)
        else:
            self.day.set_error(words_for(error))

    def _on_other(self) -> None:
        self.other.hide()
        self._choice.show()
        self.day.editor.setFocus()

    def _on_keep(self) -> None:
        self.day.editor.read()
        day = self.day.editor.day()
        if day is not None:
            self.chosen.emit(day)
