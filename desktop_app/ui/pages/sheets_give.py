"""The right side of the sheets: its state, the question before giving, printing, saving, recording as given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import TranslatedWidget, ntr, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.paper_output import COPIES, ask_where_to_save, chosen_printer
from desktop_app.ui.pages.sheets_pile import Pile
from desktop_app.ui.view_models.sheets import FILE_NAME, JOB_NAME, NUMBERS, SheetsViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.toast import Toast


class Giving(TranslatedWidget, QWidget):
    """Drafts are not printed whole: only their numbers are. Without a printer the sheet is saved."""

    def __init__(
        self, model: SheetsViewModel, labels: Labels, paint: Callable[[Sequence[bytes], QPrinter], bool]
    ) -> None:
        super().__init__()
        self._model, self._labels, self._paint = model, labels, paint
        rows = column(self, 8)
        self._state = Banner("amber")
        self._old = Banner("amber", "clock")
        self._before = Card(margins=16, gap=6)
        self._question, self._advice = Label("", "body", wrap=True), Label("", "body", "muted", wrap=True)
        self._before.body.addWidget(self._question)
        self._before.body.addWidget(self._advice)
        self._printer, self._copies = Choice(empty=False), Choice(empty=False)
        self._printer_block = FieldBlock(self._printer, reserve=False)
        self._copies_block = FieldBlock(self._copies, reserve=False)
        self._none, self._spool, self._whole = (Label("", "meta", "muted", wrap=True) for _ in range(3))
        self.print_sheet = Button("primary", "printer")
        self.pile = Pile(model, labels)
        self.print_numbers = Button("default", "printer")
        self.save = Button("default", "download")
        self.give = GivenCard(model, labels)
        for part in (
            self._state, self._old, self._before, self._printer_block, self._copies_block, self._none,
            self.print_sheet, self._spool, self._whole, self.print_numbers, self.pile,
            self.save, self.give,
        ):  # fmt: skip
            rows.addWidget(part)
        rows.addStretch(1)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        model = self._model
        self.print_sheet.clicked.connect(self._on_print)
        self.print_numbers.clicked.connect(lambda: model.choose(sheet=NUMBERS))
        self.save.clicked.connect(self._on_save)
        model.changed.connect(self._show)
        model.printing.changed.connect(self._show_pile)
        model.printing.ended.connect(self._on_printed)

    def retranslate(self) -> None:
        """Set every word."""
        self._before.set_title(tr("Before you give it"))
        self._question.setText(tr("Does somebody look at the person's bag, phone or room?"))
        self._advice.setText(tr("Tell it aloud or show it, if paper is not safe to carry."))
        self._printer_block.set_label(tr("Printer"))
        self._copies_block.set_label(tr("Copies"))
        self._copies.set_options([(number, number) for number in COPIES])
        if self._copies.value() is None:
            self._copies.set_value(COPIES[0])
        self._none.setText(tr("No printer was found. Save the sheet and print it elsewhere."))
        self._spool.setText(
            tr("The printer or its server may keep a copy. Use a printer that your organisation controls.")
        )
        self._whole.setText(tr("A draft is not printed whole."))
        self.print_numbers.setText(tr("Only the numbers"))
        self.save.setText(tr("Save as PDF"))
        self._show()

    def printers(self) -> list[str]:
        """The names of the printers that the system knows."""
        return list(QPrinterInfo.availablePrinterNames())

    def save_to(self, path: Path) -> None:
        """Write the sheet on the screen as PDF."""
        if self._model.save(path):
            Toast.say(self, tr("Saved. Remove the file when it is printed."))

    def print_to(self, printer: QPrinter) -> None:
        """Print what is on the screen; the job's name says nothing."""
        printer.setDocName(JOB_NAME)
        self._model.printing.begin(partial(self._paint, self._model.to_print(), printer))

    def _on_printed(self, took: bool) -> None:
        if not took:
            Toast.say(self, tr("The printer did not begin. Check it and try again."))

    def _show(self) -> None:
        model, language = self._model, screen_language()
        draft = model.is_draft
        self._state.setVisible(draft)
        if model.shown is not None:
            name = self._labels.language_name(model.shown.language, language)
            checked = formats.date(model.shown.contacts_checked_on, language)
            self._state.set(
                tr(
                    "This text ({language}) has not been checked. It can be looked at and read aloud, not given. "
                    "The numbers were checked on {day}.",
                    language=name,
                    day=checked,
                ),
                title=tr("Draft"),
            )
            self._old.set(tr("The numbers were last checked on {day}. Check them before you print.", day=checked))
        self._old.setVisible(model.contacts_old)
        names = self.printers()
        self._printer.set_options([(name, name) for name in names])
        if names and self._printer.value() is None:
            self._printer.set_value(names[0])
        for part in (self._printer_block, self._copies_block):
            part.setVisible(bool(names) and (model.may_print or bool(model.pile)))
        self._none.setVisible(not names)
        self.print_sheet.setVisible(bool(names))
        self._show_pile()
        self._spool.setVisible(bool(names))
        self._whole.setVisible(draft)
        self.print_numbers.setVisible(model.sheet != NUMBERS)

    def _show_pile(self) -> None:
        """What is printed together."""
        model = self._model
        count = len(model.pile)
        self.print_sheet.setEnabled(model.may_print or count > 0)
        self.print_sheet.set_busy(model.printing.busy)
        self.print_sheet.setText(
            ntr("Print {n} collected sheet", "Print {n} collected sheets", count) if count else tr("Print")
        )

    def _on_print(self) -> None:
        self.print_to(chosen_printer(self._printer, self._copies))

    def _on_save(self) -> None:
        path = ask_where_to_save(self, FILE_NAME)
        if path is not None:
            self.save_to(path)


class GivenCard(TranslatedWidget, Card):
    """On which case, how, and where the paper went."""

    def __init__(self, model: SheetsViewModel, labels: Labels) -> None:
        super().__init__(margins=16, gap=8)
        self._model, self._labels = model, labels
        self.case, self.how, self.carried = Choice(), Choice(), Choice()
        self.to_whom = TextInput()
        self._blocks = {
            "case": FieldBlock(self.case, reserve=False),
            "to_whom": FieldBlock(self.to_whom, reserve=False),
            "how": FieldBlock(self.how, reserve=False),
            "carried": FieldBlock(self.carried, reserve=False),
        }
        self._another = Label("", "body", "amber", wrap=True)
        self.record = Button("default", "check")
        for part in (*self._blocks.values(), self._another, self.record):
            self.body.addWidget(part)
        for choice in (self.case, self.how, self.carried):
            choice.edited.connect(self._follow)
        self.record.clicked.connect(self._on_record)
        model.changed.connect(self._show)
        model.recorded.connect(self._on_recorded)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        language, labels = screen_language(), self._labels
        self.set_title(tr("Record as given"))
        self._blocks["case"].set_label(tr("Case"))
        self._blocks["to_whom"].set_label(labels.field("information_given", "to_whom", language))
        self._blocks["how"].set_label(labels.field("information_given", "how", language))
        self._blocks["carried"].set_label(labels.field("information_given", "carried", language))
        for choice, codes in ((self.how, "sheet_how"), (self.carried, "sheet_carried")):
            choice.set_options([(code, labels.code(codes, code, language)) for code in labels.codes(codes)])
        self._another.setText(tr("The sheet has another case's reference on it."))
        self.record.setText(tr("Record on the case"))
        self._show()

    def _show(self) -> None:
        first = not self.case.value()
        self.case.set_options([(row.case.hex(), row.reference or "–") for row in self._model.rows])
        likely = self._model.named or self._model.case
        if first and likely is not None:
            self.case.set_value(likely.hex())
        self._follow()

    def _chosen(self) -> CaseId | None:
        code = self.case.value()
        return CaseId(bytes.fromhex(code)) if isinstance(code, str) and code else None

    def _follow(self) -> None:
        case = self._chosen()
        chosen = bool(case and self.how.value() and self._model.shown)
        another = case is not None and self._model.names_another(case)
        self._another.setVisible(another)
        self.record.setEnabled(chosen and not another)
        self.record.setToolTip("" if chosen else tr("Choose the case and how the sheet was given."))

    def _on_record(self) -> None:
        case, how, carried = self._chosen(), self.how.value(), self.carried.value()
        if case is not None and isinstance(how, str):
            self._model.record_given(case, how, carried, self.to_whom.value())

    def _on_recorded(self) -> None:
        for editor in (self.how, self.carried, self.to_whom):
            editor.set_value(None)
        self._follow()
        Toast.say(self, tr("Recorded on the case."))
