"""Pages as the bytes of a tagged PDF that holds nothing about who made it, when or where.

ReportLab writes the file; it is imported when the first one is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from desktop_app.sheets.drawing import Page

# Cut fonts and packed streams are kept in one place for the whole process: one document at a time.
_ONE_AT_A_TIME = Lock()


def write_pdf(pages: Sequence[Page], title: str, language: str) -> bytes:
    """The PDF of these pages: the same pages give the same bytes in every process.

    `title` is the document title that viewers and printers show, `language` the BCP 47 tag of the document. Any
    thread may call it.
    """
    with _ONE_AT_A_TIME:
        from desktop_app.sheets.imported_late import imported_late

        imported_late("PIL.Image")  # for pictures, of which a sheet has none; ReportLab imports it anyway
        from desktop_app.sheets.pdf_pages import PdfPages

        document = PdfPages(title, language)
        for page in pages:
            document.add_page(page)
        return document.to_bytes()
