"""Sheets: the person's language first, then the sheet; shown from memory, never from a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.ui import theme
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import LANGUAGES, TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.language_names import options
from desktop_app.ui.pages.sheets_form import FormChoice
from desktop_app.ui.pages.sheets_give import Giving
from desktop_app.ui.view_models.sheets import NUMBERS, SheetsViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.named_choice import NamedChoice
from desktop_app.ui.widgets.pdf_pages import PdfPages, print_pdfs
from desktop_app.ui.widgets.row_button import RowButton
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.two_columns import TwoColumns


class SheetsPage(TranslatedWidget, ScrollPage):
    """Picture 08: choose left, look in the middle, give right."""

    def __init__(self, model: SheetsViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        theme.load_script_fonts()
        self.language = NamedChoice(empty=False)
        self._language_block = FieldBlock(self.language, reserve=False)
        self._list = Card(margins=(6, 6, 6, 6), gap=2)
        self._rows = {key: RowButton(key) for key in (*(sheet.sheet_id for sheet in model.sheets), NUMBERS)}
        for key, button in self._rows.items():
            self._list.body.addWidget(button)
            button.clicked.connect(partial(self._choose_sheet, key))
        self.forms = FormChoice(model)
        self._error = Label("", "body", "danger", wrap=True)
        self._error.hide()
        self.pages = PdfPages()
        self._giving: Giving | None = None
        self.body.addWidget(TwoColumns(self._left(), self._right(), left_width=300))
        self.body.addStretch(1)
        self._shown: str = ""
        self.language.edited.connect(self._on_language)
        model.changed.connect(self._show)
        model.failed.connect(self._say)
        self.retranslate()
        self.making = InTurns(self._parts(), self)
        self.making.begin(0)
        model.read()

    @property
    def giving(self) -> Giving:
        """What is done with the sheet; whoever asks before it stands waits for it."""
        self.making.finish()
        assert self._giving is not None
        return self._giving

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Sheets"))
        self.set_note(tr("Opened inside the program; no file stays on the laptop."))
        self._language_block.set_label(tr("The person's language"))
        self.language.set_options(options(self._labels, self._model.languages))
        self.forms.retranslate()
        if self._giving is not None:
            self._giving.retranslate()
        self._model.speak(screen_language())
        self._show()

    def _left(self) -> QWidget:
        left = QWidget()
        rows = column(left, 12)
        for part in (self._language_block, self._list, self.forms, self._error):
            rows.addWidget(part)
        rows.addStretch(1)
        return left

    def _right(self) -> QWidget:
        beside = QWidget()
        self._giving_place = column(beside)
        return TwoColumns(self.pages, beside, right_width=286)

    def _parts(self) -> Iterator[None]:
        self._giving = Giving(self._model, self._labels, print_pdfs)
        yield
        self._giving_place.addWidget(self._giving)

    def _show(self) -> None:
        model = self._model
        self.language.set_value(model.language)
        for sheet in model.sheets:
            language = screen_language() if screen_language() in sheet.languages else LANGUAGES[0]
            text = sheet.text(language)
            self._rows[sheet.sheet_id].set(text.title, text.summary, chosen=model.sheet == sheet.sheet_id)
        self._rows[NUMBERS].set(tr("Numbers"), tr("only numbers and hours"), chosen=model.sheet == NUMBERS)
        if model.shown is None and self._shown:
            self._shown = ""
            self.pages.show_pdf(b"")
            self.pages.setAccessibleDescription("")
        if model.shown is not None and model.shown.sha256 != self._shown:
            self._shown = model.shown.sha256
            self._error.hide()
            self.pages.show_pdf(model.shown.pdf)
            self.pages.setAccessibleName(model.shown.title)
            self.pages.setAccessibleDescription(self.pages.text())

    def _choose_sheet(self, key: str) -> None:
        self._model.choose(sheet=key)

    def _on_language(self) -> None:
        tag = self.language.value()
        if isinstance(tag, str):
            self._model.choose(language=tag)

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()
