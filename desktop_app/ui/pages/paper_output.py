"""The two ways out that every paper shares: the printer that was chosen, and a file after its warning."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.ui.language import tr
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.decision_dialog import decide

#: Copies offered; more are printed by pressing again.
COPIES = ("1", "2", "3", "5", "10")


def chosen_printer(name: Choice, copies: Choice) -> QPrinter:
    """Return the printer and number of copies that were chosen; the system's own printer and one when none was."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer_name, count = name.value(), copies.value()
    if isinstance(printer_name, str):
        printer.setPrinterName(printer_name)
    printer.setCopyCount(int(count) if isinstance(count, str) else 1)
    return printer


def ask_where_to_save(parent: QWidget, name: str) -> Path | None:
    """Warn that the file is not locked, then ask for its place, offering `name`; None when the worker turns back."""
    if not sure_to_save(parent):
        return None
    path, _ = QFileDialog.getSaveFileName(parent, tr("Save as PDF"), name, "PDF (*.pdf)")
    return Path(path) if path else None


def sure_to_save(parent: QWidget) -> bool:
    """Warn that a file is not locked; whether the worker goes on."""
    return decide(
        parent,
        tr("Save as a file?"),
        tr("The file is not locked: anybody who uses this laptop or the stick can open it. Remove it afterwards."),
        act=tr("Save"),
        keep=tr("Do not save"),
        danger=False,
    )
