"""Pages as the bytes of a tagged PDF that holds nothing about who made it, when or where.

ReportLab writes the file; it is imported when the first one is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from desktop_app.sheets.drawing import Page

# ReportLab knows fonts by name in one register for the whole process: one document at a time.
_ONE_AT_A_TIME = Lock()


def write_pdf(pages: Sequence[Page], title: str, language: str) -> bytes:
    """The PDF of these pages: the same pages give the same bytes in every process.

    `title` is the document title that viewers and printers show, `language` the BCP 47 tag of the document. Any
    thread may call it.
    """
    from desktop_app.sheets.pdf_canvas import PdfCanvas

    with _ONE_AT_A_TIME, PdfCanvas(title, language) as canvas:
        for page in pages:
            canvas.add_page(page)
        return canvas.to_bytes()
