"""The fonts of one PDF: ReportLab embeds the glyphs that HarfBuzz chose, each with the characters it stands for.

ReportLab knows glyphs by characters. Here every pair of a glyph and the text that it stands for gets a character of
its own, in private planes of Unicode and for one document only; the file tells readers the text instead, so that what
they copy is exactly what was written. Importing this module loads ReportLab.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont

from desktop_app.paths import resources
from desktop_app.sheets.composed_face import ComposedFace, LoadedFace
from desktop_app.sheets.shaping import Glyph, Part

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

_FIRST_PRIVATE = 0xF0000
_SPACE = 32


class _Written(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An array that is written already."""

    def __init__(self, inside: str) -> None:
        self._inside = inside

    def format(self, _document: PDFDocument) -> bytes:
        return f"[{self._inside}]".encode("ascii")


class PackedOnce:
    """Flate compression that remembers what it packed, as one sheet is often made several times."""

    pdfname = "FlateDecode"

    @staticmethod
    def encode(content: str | bytes) -> bytes:
        """The packed bytes of a stream."""
        return _packed(content if isinstance(content, bytes) else content.encode("latin-1"))


@lru_cache(maxsize=64)
def _packed(content: bytes) -> bytes:
    return zlib.compress(content)


@cache
def _loaded(face: str) -> LoadedFace:
    """The font file as ReportLab reads it; never drawn with, so that no document leaves a trace in the next."""
    return LoadedFace(str(resources() / "fonts" / f"{face}.ttf"))


class PdfFont(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """One font of one document."""

    def __init__(self, face: str) -> None:
        self.fontName = face
        self.encoding = TTEncoding()
        self.shapable = False
        self._asciiReadable = False
        self.state: WeakKeyDictionary[PDFDocument, TTFont.State] = WeakKeyDictionary()
        self.face = ComposedFace(_loaded(face))
        self._meanings: dict[tuple[tuple[Part, ...], str], int] = {}
        self._own: TTFont.State | None = None  # what ReportLab keeps of the font in its one document
        self._codes: dict[Glyph, str] = {}
        self._further: dict[Glyph, int] = {}  # the subset of each glyph that is not in the first

    def operators(self, glyphs: Sequence[Glyph], size: float, document: PDFDocument) -> str:
        """What shows the glyphs, in visual order, where the pen stands: Tf and TJ (ISO 32000-1, 9.4.3)."""
        codes = self._codes
        try:
            inside = "".join([codes[glyph] for glyph in glyphs])
        except KeyError:
            for glyph in glyphs:
                if glyph not in codes:
                    self._show(glyph, document)
            inside = "".join([codes[glyph] for glyph in glyphs])
        if not self._further:
            return f"{self.getSubsetInternalName(0, document)} {size:.5g} Tf [<{inside}>] TJ"
        said = []
        for subset, together in groupby(glyphs, lambda glyph: self._further.get(glyph, 0)):
            name = self.getSubsetInternalName(subset, document)
            said.append(f"{name} {size:.5g} Tf [<{''.join([codes[glyph] for glyph in together])}>] TJ")
        return " ".join(said)

    def _show(self, glyph: Glyph, document: PDFDocument) -> None:
        """Give a glyph a code in a subset; the code brings the way back or on from its width to its advance."""
        code = self._meanings.setdefault((glyph.parts, glyph.text), _FIRST_PRIVATE + len(self._meanings))
        width = self.face.charWidths.get(code)
        if width is None:
            width = self.face.add_character(code, glyph.parts)
        number = self._assigned(code, document)
        back = width - glyph.advance
        self._codes[glyph] = f"{number & 0xFF:02X}>{back}<" if back else f"{number & 0xFF:02X}"
        if number > 0xFF:
            self._further[glyph] = number >> 8

    def _assigned(self, code: int, document: PDFDocument) -> int:
        """The number of a character in ReportLab's subsets of the font, as its splitString() gives it, only sooner.

        The low byte is what is written, the rest says in which subset; in each, 0 is no glyph and 32 the space.
        """
        state = self._own = self._own or self._assignState(document)
        known: int | None = state.assignments.get(code)
        if known is not None:
            return known
        number: int = state.nextCode
        if number & 0xFF == _SPACE:
            if number != _SPACE:
                state.subsets[number >> 8].append(_SPACE)
            number += 1
        if number < _SPACE:
            state.subsets[0][number] = code
        else:
            if not number & 0xFF:
                state.subsets.append([0])
                number += 1
            state.subsets[number >> 8].append(code)
        state.nextCode, state.assignments[code] = number + 1, number
        return number

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802  # ReportLab calls it so
        """Embed the font; ReportLab's table from codes to characters gives way to one of codes to texts."""
        state = self.state[document]
        super().addObjects(document)
        texts = {code: text for (_, text), code in self._meanings.items()}
        fonts = document.idToObject["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            font = fonts[f"{state.internalName}+{number}"]
            font.Widths = _Written(" ".join(f"{width:.5g}" for width in font.Widths.sequence))
            stream = document.idToObject[font.ToUnicode.name]
            stream.content = _to_unicode([texts.get(code, "") for code in subset])
            descriptor = document.idToObject[font.FontDescriptor.name]
            for packed in (stream, document.idToObject[descriptor["FontFile2"].name]):
                packed.filters = [PackedOnce]


def _to_unicode(texts: Sequence[str]) -> str:
    """A ToUnicode map (ISO 32000-1, 9.10.3) of one-byte codes, counted from 0, to the texts; "" for unused codes."""
    entries = [f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts) if text]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
