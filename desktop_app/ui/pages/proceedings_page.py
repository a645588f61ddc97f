"""Criminal proceedings on a page apart; no other page, list, date or print changes by what is written here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.pages.record_cards import RecordCards
from desktop_app.ui.pages.record_words import ABOUT
from desktop_app.ui.view_models.proceedings import ProceedingsViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.scroll_page import ScrollPage


class ProceedingsPage(TranslatedWidget, ScrollPage):
    """The case's one record of them, by the person's wish."""

    done = Signal()
    history_asked = Signal(object, str)

    def __init__(self, model: ProceedingsViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(measure=760, parent=parent)
        self._model, self._labels = model, labels
        self._history = Button("quiet", "history")
        self._done = Button("primary")
        self.add_action(self._history)
        self.add_action(self._done)
        self._history.hide()
        self.cards = RecordCards(model.form, model.kind, labels)
        self.body.addWidget(self.cards)
        self.body.addStretch(1)
        self._done.clicked.connect(lambda: self.leave(self.done.emit))
        self._history.clicked.connect(self._ask_history)
        model.form.loaded.connect(self._show)
        model.form.saved.connect(lambda _problems: self._show())
        self.retranslate()
        model.read()

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self._model.leave(then)

    def save_now(self) -> None:
        """Ctrl+S saves what is written."""
        self._model.form.save()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(self._labels.kind(self._model.kind.name, screen_language()), self._model.reference)
        self.set_subtitle(tr(ABOUT[self._model.kind.name]))
        self._done.setText(tr("Done"))
        self._history.setText(tr("History"))
        self._show()

    def _show(self) -> None:
        form = self._model.form
        self._history.setVisible(form.is_open and form.form.exists)

    def _ask_history(self) -> None:
        record = self._model.form.form.record
        self.leave(lambda: self.history_asked.emit(record, self._model.kind.name))
