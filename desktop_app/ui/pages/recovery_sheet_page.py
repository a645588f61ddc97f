"""The organisation's recovery sheet: trying its words, and making another one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.errors import LuotsiError
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.pages.sheet_cards import NewSheetCard, saved_words, words_label
from desktop_app.ui.view_models.recovery_sheet import RecoverySheetViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.toast import Toast


class RecoverySheetPage(TranslatedWidget, ScrollPage):
    """Only on a laptop with an administrator's role. What is typed here is kept nowhere."""

    def __init__(self, model: RecoverySheetViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=760, parent=parent)
        self._model = model
        self._error = Label("", "body", "danger", wrap=True)
        self._opened = Banner("info", "check")
        self.words = TextArea(lines=3)
        self._words = FieldBlock(self.words, reserve=False)
        self.rehearse = Button("primary", "check")
        self._say_try, self._say_new = Label("", "body", "muted", wrap=True), Label("", "body", "muted", wrap=True)
        self.make = Button("default", "plus")
        self.sheet = NewSheetCard()
        self._try, self._new = Card(), Card()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        for part in (self._say_try, self._words):
            self._try.body.addWidget(part)
        self._try.body.addWidget(self.rehearse, 0, Qt.AlignmentFlag.AlignLeft)
        self._new.body.addWidget(self._say_new)
        self._new.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._error, self._opened, self._try, self._new, self.sheet):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        for hidden in (self._error, self._opened, self.sheet):
            hidden.hide()

    def _connect(self) -> None:
        model = self._model
        self.rehearse.clicked.connect(self._on_rehearse)
        self.make.clicked.connect(self._on_make)
        self.sheet.save_asked.connect(self._save_sheet)
        self.sheet.stored.connect(model.put_in_force)
        self.sheet.division_asked.connect(model.keep_on)
        model.changed.connect(self._show)
        model.failed.connect(self._say)
        model.opened.connect(self._on_opened)
        model.renewed.connect(
            lambda: Toast.say(self, tr("The new sheet is in force. Destroy the old one: it opens nothing any more."))
        )

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("The organisation's recovery sheet"), wrap=False)
        self._try.set_title(tr("Try the sheet"))
        self._say_try.setText(
            tr(
                "Once a year, take the paper out and type its words. The program tells whether they open the "
                "organisation's keys. Nothing is changed, and the words are kept nowhere."
            )
        )
        self._words.set_label(words_label())
        self.rehearse.setText(tr("Try the words"))
        self._opened.set(tr("These words open the organisation's newest keys. Lock the paper away again."))
        self._new.set_title(tr("Make another sheet"))
        self._say_new.setText(
            tr(
                "Make one if the paper is lost, if its words have been used, or if somebody who knows them leaves. "
                "The present sheet opens nothing as soon as the new one is in force."
            )
        )
        self.make.setText(tr("Make a new sheet"))
        self._show()

    def _show(self) -> None:
        model = self._model
        self.rehearse.set_busy(model.busy)
        self.sheet.setVisible(bool(model.new_papers))
        for card in (self._try, self._new):
            card.setVisible(not model.new_papers)
        self.sheet.show_papers(model.new_papers, model.busy)
        if model.busy:
            self._error.hide()

    def _on_rehearse(self) -> None:
        text = self.words.value()
        self._opened.hide()
        if text:
            self._model.rehearse(text)

    def _on_opened(self) -> None:
        self.words.set_value("")
        self._opened.show()

    def _on_make(self) -> None:
        self._opened.hide()
        self.sheet.begin_anew()
        self._model.begin_new()

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()

    def _save_sheet(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Save the recovery sheet"), "palautus.pdf", "PDF (*.pdf)")
        if path:
            self.save_sheet_to(Path(path))

    def save_sheet_to(self, path: Path) -> None:
        """Write the new sheet as PDF, to be printed and removed."""
        try:
            self._model.save_paper(path)
        except LuotsiError as error:
            self._say(error)
            return
        self.sheet.sheet_made()
        Toast.say(self, saved_words(len(self._model.new_papers)))
