"""Recorded values as label and words, for reading; level 4 behind one press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import N_, TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, empty
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.view_models.decision import Said
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.ui.widgets.label import Label


class SaidRows(TranslatedWidget, QWidget):
    """Label above, words below; with `secret` nothing stands in a widget before the press.

    `none` gives the sentence for when there is nothing.
    """

    shown = Signal(tuple)

    def __init__(self, labels: Labels, *, secret: bool = False, none: str = N_("Not told.")) -> None:
        super().__init__()
        self._labels, self._none_words = labels, none
        self._said: tuple[Said, ...] = ()
        self._drawn: tuple[tuple[Said, ...], str] | None = None
        rows = column(self, 8)
        self._hidden = HiddenValue(self._words) if secret else None
        if self._hidden is not None:
            self._hidden.shown.connect(lambda: self.shown.emit(self._said))
            rows.addWidget(self._hidden)
        self._none = Label("", "body", "muted")
        self._lines = column(None, 2)
        rows.addWidget(self._none)
        rows.addLayout(self._lines)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self._none.setText(tr(self._none_words))
        self.show_said(self._said)

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self._said)

    def set_name(self, name: str) -> None:
        """Say what the hidden values are about."""
        if self._hidden is not None:
            self._hidden.setAccessibleName(name)

    def show_said(self, said: Sequence[Said]) -> None:
        """Show values."""
        self._said = tuple(said)
        self._none.setVisible(not self._said)
        if self._hidden is not None:
            self._hidden.setVisible(bool(self._said))
            return
        state = (self._said, screen_language())
        if state == self._drawn:
            return
        self._drawn = state
        empty(self._lines)
        for one in self._said:
            label, words = self._line(one)
            self._lines.addWidget(Label(label, "meta", "muted", wrap=True))
            self._lines.addWidget(Label(words, "body", wrap=True, selectable=True))

    def _line(self, one: Said) -> tuple[str, str]:
        language = screen_language()
        return self._labels.field(one.kind, one.field, language), value_words(
            one.kind, one.field, one.value, self._labels, language
        )

    def _words(self) -> str | None:
        return "\n".join(f"{label}: {words}" for label, words in map(self._line, self._said)) or None
