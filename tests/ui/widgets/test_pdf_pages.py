"""Pages go to the printer in a size that a small laptop bears, and their job lies in memory on its way."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop_app.sheets.forms import Form
from desktop_app.sheets.render import render_sheet
from desktop_app.ui.widgets import pdf_pages, print_folder
from desktop_app.ui.widgets.pdf_pages import print_pdfs
from desktop_app.ui.widgets.print_folder import job_in_memory, memory_folder


def printer_into(path: Path, mode: QPrinter.PrinterMode = QPrinter.PrinterMode.HighResolution) -> QPrinter:
    printer = QPrinter(mode)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_printer_of_many_dots_gets_pages_that_fit_into_memory(look, tmp_path):
    pdfs = [render_sheet("your-rights", "fi", form=form).pdf for form in (Form.STANDARD, Form.POCKET)]
    printer = printer_into(tmp_path / "out.pdf")
    assert printer.resolution() > 300, "as a printer begins"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert print_pdfs(pdfs, printer)
    assert printer.resolution() == 300
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000, "kilobytes; it was a gigabyte"
    assert (tmp_path / "out.pdf").stat().st_size < 8_000_000


def test_every_page_is_printed_whole_on_white_paper(look, tmp_path):
    sheet = render_sheet("your-rights", "fi", beside="sv")
    assert print_pdfs([sheet.pdf], printer_into(tmp_path / "out.pdf"))
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(document) == sheet.pages
    printed = document[0].render(scale=0.5).to_pil().convert("L")
    wanted = pypdfium2.PdfDocument(sheet.pdf)[0].render(scale=0.5).to_pil().convert("L").resize(printed.size)
    document.close()
    ink, meant = (sum(255 - shade for shade in image.tobytes()) for image in (printed, wanted))
    assert 0.7 * meant < ink < 1.1 * meant, "what is printed is a little smaller, for the printer's margins"
    assert printed.getpixel((3, 3)) == 255


def test_the_job_is_painted_where_temporary_files_lie_in_memory(look, tmp_path, monkeypatch):
    seen = []

    class Watched(QPainter):
        def begin(self, device):
            seen.append(os.environ.get("TMPDIR"))
            return super().begin(device)

    monkeypatch.setattr(pdf_pages, "QPainter", Watched)
    monkeypatch.setattr(print_folder, "memory_folder", lambda: tmp_path / "memory")
    monkeypatch.setenv("TMPDIR", "/somewhere")
    print_pdfs([render_sheet("important-numbers", "fi").pdf], printer_into(tmp_path / "out.pdf"))
    assert seen[0] == str(tmp_path / "memory")
    assert os.environ["TMPDIR"] == "/somewhere"


def test_the_environment_is_as_before_whatever_happens(monkeypatch, tmp_path):
    monkeypatch.setattr(print_folder, "memory_folder", lambda: tmp_path)
    monkeypatch.delenv("TMPDIR", raising=False)
    with pytest.raises(RuntimeError), job_in_memory():
        raise RuntimeError
    assert "TMPDIR" not in os.environ


@pytest.mark.parametrize(("kind", "taken"), [("tmpfs", True), ("ext4", False)])
def test_the_user_s_own_folder_is_taken_when_it_lies_in_memory(tmp_path, monkeypatch, kind, taken):
    own = tmp_path / "run"
    own.mkdir()
    mounts = tmp_path / "mounts"
    mounts.write_text(f"none / ext4 rw 0 0\nnone {own} {kind} rw 0 0\nnone /dev/shm ext4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(print_folder, "_MOUNTS", mounts)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(own))
    assert memory_folder() == (own if taken else None)
