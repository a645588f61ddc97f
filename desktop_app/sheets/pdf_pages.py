"""Marks written as the content of PDF pages, each text in the marked content of its heading or paragraph.

The operators are written here (ISO 32000-1, 8 and 9), the file by ReportLab's document: its canvas and its colours
would be loaded for a few of their lines. Importing this module loads ReportLab.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFInfo,
    PDFName,
    PDFPage,
    PDFResourceDictionary,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from desktop_app.sheets.drawing import Colour, Frame, Mark, Page, Role, Rule, Squares, Text
from desktop_app.sheets.pdf_font import PdfFont
from desktop_app.sheets.pdf_structure import add_structure
from desktop_app.sheets.structure import Structure

PRODUCER = "Luotsi"
_VERSION = (1, 7)
#: How far the handles of a Bézier curve reach towards the corner that it rounds like a circle, as a part of the radius.
_HANDLE = 0.5523


class _Info(PDFInfo):  # type: ignore[misc]  # ReportLab has no types
    """Document information without dates, author, subject and keywords."""

    def format(self, document: object) -> bytes:
        told = {"Title": self.title, "Creator": PRODUCER, "Producer": PRODUCER}
        return bytes(PDFDictionary({key: PDFString(value) for key, value in told.items()}).format(document))


class _Page(PDFPage):  # type: ignore[misc]  # ReportLab has no types
    """A page with its place in the structure, without what the canvas would leave on it."""

    __NoDefault__ = ("MediaBox", "Resources", "Contents", "Parent", "StructParents", "Tabs")

    def check_format(self, document: PDFDocument) -> None:
        """Name its parent when it is written."""
        self.Parent = document.Reference(document.Pages)


class PdfPages:
    """The pages of one document, added one after the other."""

    def __init__(self, title: str, language: str) -> None:
        self._fonts: dict[str, PdfFont] = {}
        self._structure = Structure()
        self._document = PDFDocument(compression=1, invariant=1, pdfVersion=_VERSION, lang=language)
        self._document.info = _Info()
        self._document.setTitle(title)
        self._document.Catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})

    def _font(self, face: str) -> PdfFont:
        known = self._fonts.get(face)
        if known is None:
            known = self._fonts[face] = PdfFont(face)
        return known

    def add_page(self, page: Page) -> None:
        """Write the marks of one page, in reading order.

        Lines of one heading or paragraph that follow each other share one marked content; what is no text of the
        sheet is an artifact.
        """
        number = len(self._structure.parents)
        begin = self._structure.page(number)
        said: list[str] = []
        for _, together in groupby(enumerate(page.marks), lambda placed: _together(*placed)):
            said += self._marked([mark for _, mark in together], begin)
        content = "\n".join(said)
        resources = PDFResourceDictionary()
        resources.basicFonts()
        made = _Page()
        made.Resources = resources
        made.StructParents, made.Tabs = number, PDFName("S")
        made.MediaBox = PDFArray([0, 0, page.width, page.height])
        made.Contents = PDFStream(content=content, filters=[PDFZCompress])
        self._document.addPage(made)
        self._document.updateSignature(content)

    def _marked(self, marks: Sequence[Mark], begin: Callable[[Sequence[Text]], str]) -> list[str]:
        texts = [mark for mark in marks if isinstance(mark, Text)]
        opening = begin(texts) if texts else f"/{Role.ARTIFACT} BMC"
        return [opening, *map(self._operators, marks), "EMC"]

    def _operators(self, mark: Mark) -> str:
        match mark:
            case Text():
                return self._text(mark)
            case Rule():
                return f"{_pen(mark)} {mark.x:.3f} {mark.y:.3f} m {mark.x + mark.width:.3f} {mark.y:.3f} l S"
            case Frame():
                return f"{_pen(mark)} {_rounded(mark)} s"
            case Squares():
                return _squares(mark)

    def _text(self, mark: Text) -> str:
        """One line of text."""
        turn = math.radians(mark.angle)
        cosine, sine = (round(math.cos(turn), 6), round(math.sin(turn), 6)) if mark.angle else (1, 0)
        said = [f"{_fill(mark.colour)} BT {cosine} {sine} {-sine} {cosine} {mark.x:.3f} {mark.y:.3f} Tm"]
        for face, glyphs in mark.line.stretches:
            said.append(self._font(face).operators(glyphs, mark.size, self._document))
        return " ".join((*said, "ET"))

    def to_bytes(self) -> bytes:
        """The whole file; nothing can be added afterwards."""
        add_structure(self._document, self._structure)
        return bytes(self._document.GetPDFData(None))


def _together(index: int, mark: Mark) -> tuple[int, int]:
    """Equal for lines of one part; marks without a part stand alone."""
    part = mark.part if isinstance(mark, Text) else 0
    return (part, 0) if part else (0, index)


def _squares(mark: Squares) -> str:
    """White paper under all of it, then each run of dark modules of a row as one rectangle."""
    side = mark.size / len(mark.rows)
    said = [f"1 1 1 rg {mark.x:.3f} {mark.y:.3f} {mark.size:.3f} {mark.size:.3f} re f {_fill(Colour.BLACK)}"]
    for row, modules in enumerate(mark.rows):
        y = mark.y + mark.size - (row + 1) * side
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                said.append(f"{mark.x + column * side:.3f} {y:.3f} {length * side:.3f} {side:.3f} re")
            column += length
    return " ".join((*said, "f"))


def _rounded(frame: Frame) -> str:
    """The path of a rectangle with rounded corners, against the clock from the left end of its foot."""
    radius, handle = frame.radius, frame.radius * (1 - _HANDLE)
    left, bottom, right, top = frame.x, frame.y, frame.x + frame.width, frame.y + frame.height
    corners = (
        ((right - radius, bottom), (right - handle, bottom), (right, bottom + handle), (right, bottom + radius)),
        ((right, top - radius), (right, top - handle), (right - handle, top), (right - radius, top)),
        ((left + radius, top), (left + handle, top), (left, top - handle), (left, top - radius)),
        ((left, bottom + radius), (left, bottom + handle), (left + handle, bottom), (left + radius, bottom)),
    )
    said = [f"{left + radius:.3f} {bottom:.3f} m"]
    for start, *curve in corners:
        said.append(f"{start[0]:.3f} {start[1]:.3f} l {' '.join(f'{x:.3f} {y:.3f}' for x, y in curve)} c")
    return " ".join(said)


def _pen(mark: Rule | Frame) -> str:
    return f"{_rgb(mark.colour)} RG {mark.thickness:.4g} w"


def _fill(colour: Colour) -> str:
    """The operator that fills with a colour."""
    return f"{_rgb(colour)} rg"


@cache
def _rgb(colour: Colour) -> str:
    """The three parts of a colour of the form #RRGGBB, from 0 to 1."""
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.4g}" for place in (1, 3, 5))
