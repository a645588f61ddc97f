"""The records of one kind in a case: newest on top, a new one by the button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import RecordId
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.pages.record_rows import row_of
from desktop_app.ui.pages.record_words import ABOUT, TITLE_WITH_REFERENCE
from desktop_app.ui.view_models.record_list import RecordListViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.scroll_page import ScrollPage

#: Kinds that belong to no case and come into its list only by being joined.
JOINED_ONLY = frozenset({"consultation"})


class RecordsPage(TranslatedWidget, ScrollPage):
    """Days and neutral facts; what was written stands on the record's own page."""

    open_record = Signal(object)
    new_record = Signal()

    def __init__(self, model: RecordListViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=760, parent=parent)
        self._model = model
        self._new = Button("primary", "plus")
        self._new.clicked.connect(self.new_record)
        self.add_action(self._new)
        self._new.setVisible(model.kind not in JOINED_ONLY)
        self._card = Card(margins=0, gap=0)
        self._rows = RowList()
        self._rows.opened.connect(lambda key: self.open_record.emit(RecordId(unb64(key))))
        self._card.body.addWidget(self._rows)
        self._empty = EmptyState("file-text")
        self.body.addWidget(self._card)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)
        model.changed.connect(self._show)
        self.retranslate()
        model.read()

    def entered(self) -> None:
        """Read again what may have changed meanwhile."""
        self._model.read()

    def main_act(self) -> None:
        """Ctrl+Enter begins a new one."""
        if self._model.kind not in JOINED_ONLY:
            self.new_record.emit()

    def retranslate(self) -> None:
        """Set every word."""
        kind = self._model.labels.kind(self._model.kind, screen_language())
        about = tr(ABOUT[self._model.kind]) if self._model.kind in ABOUT else ""
        beside = len(kind) <= TITLE_WITH_REFERENCE
        self.set_title(kind, self._model.reference if beside else "")
        self.set_subtitle(about if beside else f"{self._model.reference}. {about}")
        self._new.setText(tr("Write a new one"))
        self._rows.setAccessibleName(kind)
        self._empty.set(tr("Nothing has been written down yet."))
        self._show()

    def _show(self) -> None:
        rows = self._model.rows
        self._card.setVisible(bool(rows))
        self._empty.setVisible(rows == ())
        kind, labels = self._model.kind, self._model.labels
        self._rows.set_rows([row_of(one, kind, labels) for one in rows or ()])
        self._rows.set_current(self._rows.current_key() or (b64(rows[0].record) if rows else ""))
