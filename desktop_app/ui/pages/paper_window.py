"""Letters and forms over the page that they come from: look left, choose, print and save right; no file is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import px, row
from desktop_app.ui.pages.paper_output import COPIES, ask_where_to_save, chosen_printer
from desktop_app.ui.view_models.papers import FILE_NAME, JOB_NAME, ON_PAPER, PapersViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.focus_ring import FocusRing
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.pdf_pages import PdfPages, print_pdfs
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.ui.widgets.toast import Toast

#: So many more papers to choose stand before printing; longer lists stand below it.
_FEW = 3

Paint = Callable[[Sequence[bytes], QPrinter], bool]


class PaperWindow(TranslatedWidget, QDialog):
    """Esc or the button closes it; a lock closes it, too. How it went out is asked where that is recorded."""

    def __init__(
        self,
        model: PapersViewModel,
        labels: Labels,
        parent: QWidget,
        *,
        other_words: Callable[[str], str] = str,
        warning: str = "",
        paint: Paint = print_pdfs,
    ) -> None:
        super().__init__(parent)
        self._model, self._labels, self._other_words, self._paint = model, labels, other_words, paint
        self._warning = warning
        model.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Luotsi")
        self.setModal(True)
        self.pages = PdfPages()
        self._shown = b""
        self._make_parts()
        self._lay_out()
        self._connect()
        self._ring = FocusRing(self)
        self.resize(px(1040), px(640))
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        language, labels = screen_language(), self._labels
        self.setAccessibleName(tr("Print preview"))
        self._left.set_title(tr("Print preview"))
        self._left.set_note(tr("Opened inside the program; no file stays on the laptop."))
        self._language_block.set_label(tr("Language"))
        names = [(tag, labels.language_name(tag, language)) for tag in self._model.work.languages]
        self.language.set_options(names)
        for code, tick in self.others.items():
            tick.setText(self._other_words(code))
        self.safety.setText(tr("Print also how and where the person is reached, and whom not to contact"))
        self._home.setText(
            tr("With non-disclosure, address and municipality are left out. What you wrote is printed as it stands.")
        )
        self._printer_block.set_label(tr("Printer"))
        self._copies_block.set_label(tr("Copies"))
        self._copies.set_options([(number, number) for number in COPIES])
        self._copies.set_value(self._copies.value() or COPIES[0])
        self._none.setText(tr("No printer was found. Save as PDF and print elsewhere."))
        self.print_button.setText(tr("Print"))
        self._spool.setText(
            tr("The printer or its server may keep a copy. Use a printer that your organisation controls.")
        )
        self.save_button.setText(tr("Save as PDF"))
        self._how_block.set_label(labels.field("disclosure", "how", language))
        self.how.set_options([(code, labels.code("sent_how", code, language)) for code in ON_PAPER])
        self._agreed.setText(tr("Agree by phone where it is sent. Ordinary e-mail is not safe."))
        self.note_button.setText(tr("Note that it went on paper"))
        self.close_button.setText(tr("Close"))
        self._show()

    def printers(self) -> list[str]:
        """The names of the printers that the system knows."""
        return list(QPrinterInfo.availablePrinterNames())

    def print_to(self, printer: QPrinter) -> None:
        """Print everything on the screen as one job, whose name says nothing."""
        printer.setDocName(JOB_NAME)
        self._model.printing.begin(partial(self._paint, (self._model.pdf,), printer), self._model.work.log)

    def _on_printed(self, took: bool) -> None:
        if not took:
            self._say(tr("The printer did not begin. Check it and try again."))

    def save_to(self, path: Path) -> None:
        """Write everything on the screen as one PDF."""
        try:
            self._model.save(path)
        except LuotsiError as error:
            self._say(words_for(error))
        else:
            Toast.say(self, tr("Saved. Remove the file when it is printed."))

    def _make_parts(self) -> None:
        self._state, self._error = Banner("amber"), Label("", "body", "danger", wrap=True)
        self._error.hide()
        self.language, self.how = Choice(empty=False), Choice(empty=False)
        self._printer, self._copies = Choice(empty=False), Choice(empty=False)
        self._language_block, self._how_block = (
            FieldBlock(self.language, reserve=False),
            FieldBlock(self.how, reserve=False),
        )
        self._printer_block = FieldBlock(self._printer, reserve=False)
        self._copies_block = FieldBlock(self._copies, reserve=False)
        self.others = {code: Checkbox() for code in self._model.work.others}
        self.safety = Checkbox()
        self._home, self._none, self._spool, self._agreed = (Label("", "meta", "muted", wrap=True) for _ in range(4))
        self.print_button, self.save_button = Button("primary", "printer"), Button("default", "download")
        self.note_button, self.close_button = Button("default", "check"), Button("quiet", "x")

    def _lay_out(self) -> None:
        work = self._model.work
        self._left = ScrollPage(margin=20)
        self._left.body.addWidget(self.pages)
        self._left.body.addStretch(1)
        right = ScrollPage(margin=16)
        parts: list[QWidget] = [self._state, self._error]
        parts += [self._language_block] if work.languages else []
        few = len(self.others) <= _FEW
        parts += self.others.values() if few else ()
        parts += [self.safety, self._home] if work.asks_safety else []
        parts += [self._printer_block, self._copies_block, self._none, self.print_button, self._spool, self.save_button]
        parts += () if few else self.others.values()
        if work.note is not None:
            parts += [hairline(), self._how_block, self._agreed, self.note_button]
        for part in (*parts, self.close_button):
            right.body.addWidget(part)
        right.body.addStretch(1)
        right.setFixedWidth(px(340))
        columns: QHBoxLayout = row(self, 0)
        columns.addWidget(self._left, 1)
        columns.addWidget(right)

    def _connect(self) -> None:
        model = self._model
        self.language.edited.connect(lambda: model.choose(language=str(self.language.value())))
        for code, tick in self.others.items():
            tick.edited.connect(partial(self._on_other, code))
        self.safety.edited.connect(lambda: model.choose(with_safety=self.safety.value() is True))
        self.how.edited.connect(self._show)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.note_button.clicked.connect(self._on_note)
        self.close_button.clicked.connect(self.close)
        model.changed.connect(self._show)
        model.failed.connect(lambda error: self._say(words_for(error)))
        model.printing.changed.connect(self._show)
        model.printing.ended.connect(self._on_printed)
        model.noted.connect(self.close)

    def _show(self) -> None:
        model = self._model
        self.language.set_value(model.language or None)
        for code, tick in self.others.items():
            tick.set_value(code in model.wanted.others)
        self.safety.set_value(model.wanted.with_safety)
        draft = bool(model.pdf) and model.is_draft
        self._state.setVisible(draft or bool(self._warning))
        self._state.set(self._draft_words() if draft else self._warning, title=tr("Draft") if draft else "")
        names = self.printers()
        self._printer.set_options([(name, name) for name in names])
        if names and self._printer.value() is None:
            self._printer.set_value(names[0])
        for part in (self._printer_block, self._copies_block, self.print_button, self._spool):
            part.setVisible(bool(names))
        self._none.setVisible(not names)
        ready = bool(model.pdf) and not model.busy
        self.print_button.setEnabled(ready)
        self.print_button.set_busy(model.printing.busy)
        self.save_button.setEnabled(ready)
        self.note_button.setEnabled(ready and not model.is_draft and bool(self.how.value()))
        if model.pdf and model.pdf != self._shown:
            self._error.hide()
        if model.pdf != self._shown and (model.pdf or not model.letters):
            self._shown = model.pdf
            self.pages.show_pdf(model.pdf)
            self.pages.setAccessibleName(tr("Print preview"))
            self.pages.setAccessibleDescription(self.pages.text())

    def _draft_words(self) -> str:
        if self._model.language == "en":
            return tr("English is for reading. The letter goes in Finnish or Swedish.")
        return tr("Every page says that it is a draft: there is no permission for it, or it has gone out already.")

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.show()

    def _on_other(self, code: str) -> None:
        self._model.choose(other=(code, self.others[code].value() is True))

    def _on_print(self) -> None:
        self.print_to(chosen_printer(self._printer, self._copies))

    def _on_save(self) -> None:
        path = ask_where_to_save(self, FILE_NAME)
        if path is not None:
            self.save_to(path)

    def _on_note(self) -> None:
        sure = decide(
            self,
            tr("Note that it went on paper?"),
            tr("What stands on these pages is recorded as given. It cannot be taken back afterwards."),
            act=tr("Note"),
            keep=tr("Not yet"),
            danger=False,
        )
        if sure:
            self._model.note(str(self.how.value()))
