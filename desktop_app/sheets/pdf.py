"""Pages as the bytes of a tagged PDF that holds nothing about who made it, when or where.

ReportLab writes the file and is imported when the first one is made.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from desktop_app.sheets.drawing import PAGE_HEIGHT, PAGE_WIDTH, Page
from desktop_app.sheets.page_stream import page_stream
from desktop_app.sheets.pdf_fonts import UsedFont
from desktop_app.sheets.pdf_objects import PdfFile
from desktop_app.sheets.structure import Structure


def write_pdf(pages: Sequence[Page], title: str, language: str) -> bytes:
    """The PDF of these pages: the same pages give the same bytes in every process.

    `title` is the document title that viewers and printers show, `language` the BCP 47 tag of the document.
    """
    fonts: dict[str, UsedFont] = {}

    def font_of(face: str) -> UsedFont:
        return fonts.setdefault(face, UsedFont(face, f"F{len(fonts) + 1}"))

    file = PdfFile(title, language)
    structure = Structure()
    for number, page in enumerate(pages):
        stream = page_stream(page.marks, font_of, structure.page(number))
        file.add_page(zlib.compress(stream), PAGE_WIDTH, PAGE_HEIGHT)
    for font in fonts.values():
        file.add_font(font)
    file.add_structure(structure)
    return file.to_bytes()
