"""Marks drawn on a ReportLab canvas, each text in the marked content of its heading or paragraph.

Importing this module loads ReportLab.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from itertools import groupby
from types import TracebackType

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFName, PDFStream, PDFString, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from desktop_app.sheets.drawing import PAGE_HEIGHT, PAGE_WIDTH, Colour, Frame, Mark, Page, Role, Rule, Squares, Text
from desktop_app.sheets.font_faces import Weight, font_chain
from desktop_app.sheets.pdf_font import PdfFont
from desktop_app.sheets.pdf_structure import add_structure
from desktop_app.sheets.structure import Structure

PRODUCER = "Luotsi"


class _Info(PDFInfo):  # type: ignore[misc]  # ReportLab has no types
    """Document information without dates, author, subject and keywords."""

    def format(self, document: object) -> bytes:
        told = {"Title": self.title, "Creator": self.creator, "Producer": self.producer}
        return bytes(PDFDictionary({key: PDFString(value) for key, value in told.items()}).format(document))


class PdfCanvas:
    """One document being drawn; a context manager that lends ReportLab the fonts of the document by their names."""

    def __init__(self, title: str, language: str) -> None:
        self._fonts: dict[str, PdfFont] = {}
        self._structure = Structure()
        # ReportLab sets its first font on every page, unless that is one of ours, which then costs nothing.
        first = self._font(font_chain(language, Weight.REGULAR)[0]).fontName
        size = (PAGE_WIDTH, PAGE_HEIGHT)
        self._canvas = Canvas(
            BytesIO(), size, pageCompression=1, invariant=1, pdfVersion=(1, 7), initialFontName=first, lang=language
        )
        self._document = self._canvas._doc  # noqa: SLF001  # pages and catalog are reached through it alone
        self._document.info = _Info()
        self._canvas.setTitle(title)
        self._canvas.setCreator(PRODUCER)
        self._canvas.setProducer(PRODUCER)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    def __enter__(self) -> PdfCanvas:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for font in self._fonts.values():
            font.unregister()

    def _font(self, face: str) -> PdfFont:
        known = self._fonts.get(face)
        if known is None:
            known = self._fonts[face] = PdfFont(face)
            # Registering a name again would leave the font of a document that broke off before.
            known.unregister()
            pdfmetrics.registerFont(known)
        return known

    def add_page(self, page: Page) -> None:
        """Draw the marks of one page, in reading order.

        Lines of one heading or paragraph that follow each other share one marked content; what is no text of the
        sheet is an artifact.
        """
        self._canvas.setPageSize((page.width, page.height))
        number = len(self._structure.parents)
        begin = self._structure.page(number)
        for _, together in groupby(enumerate(page.marks), lambda placed: _together(*placed)):
            self._add_marked([mark for _, mark in together], begin)
        self._canvas.showPage()
        made = self._document.Pages[number]
        made.__NoDefault__ = [*made.__NoDefault__, "StructParents", "Tabs"]
        made.StructParents, made.Tabs = number, PDFName("S")
        made.Contents = PDFStream(content=made.stream, filters=[PDFZCompress])
        self._document.updateSignature(made.stream)

    def _add_marked(self, marks: Sequence[Mark], begin: Callable[[Text], str]) -> None:
        first = marks[0]
        self._canvas.addLiteral(begin(first) if isinstance(first, Text) else f"/{Role.ARTIFACT} BMC", 1)
        for mark in marks:
            match mark:
                case Text():
                    self._text(mark)
                case Rule():
                    self._pen(mark)
                    self._canvas.line(mark.x, mark.y, mark.x + mark.width, mark.y)
                case Frame():
                    self._pen(mark)
                    self._canvas.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius)
                case Squares():
                    self._squares(mark)
        self._canvas.addLiteral("EMC", 1)

    def _pen(self, mark: Rule | Frame) -> None:
        self._canvas.setStrokeColorRGB(*_rgb(mark.colour))
        self._canvas.setLineWidth(mark.thickness)

    def _text(self, mark: Text) -> None:
        """One line, written as it stands in the file: ReportLab's own way to it takes several times as long."""
        turn = math.radians(mark.angle)
        cosine, sine = (round(math.cos(turn), 6), round(math.sin(turn), 6)) if mark.angle else (1, 0)
        said = [f"{_fill(mark.colour)} BT {cosine} {sine} {-sine} {cosine} {mark.x:.3f} {mark.y:.3f} Tm"]
        for face, glyphs in mark.line.stretches:
            said.append(self._font(face).operators(glyphs, mark.size, self._document))
        self._canvas.addLiteral(" ".join((*said, "ET")), 1)

    def _squares(self, mark: Squares) -> None:
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
        self._canvas.addLiteral(" ".join((*said, "f")), 1)

    def to_bytes(self) -> bytes:
        """The whole file; nothing can be added afterwards."""
        add_structure(self._document, self._structure)
        return bytes(self._canvas.getpdfdata())


def _together(index: int, mark: Mark) -> tuple[int, int]:
    """Equal for lines of one part; marks without a part stand alone."""
    part = mark.part if isinstance(mark, Text) else 0
    return (part, 0) if part else (0, index)


@cache
def _fill(colour: Colour) -> str:
    """The operator that fills with a colour."""
    return " ".join(f"{part:.4g}" for part in _rgb(colour)) + " rg"


@cache
def _rgb(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = HexColor(colour.value).rgb()
    return red, green, blue
