"""The fonts of one PDF: ReportLab embeds the glyphs that HarfBuzz chose, each with the characters it stands for.

ReportLab knows glyphs by characters. Here every pair of a glyph and the text that it stands for gets a character of
its own, in private planes of Unicode and for one document only; the file tells readers the text instead, so that what
they copy is exactly what was written. Importing this module loads ReportLab.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont

from desktop_app.paths import resources
from desktop_app.sheets.composed_face import ComposedFace
from desktop_app.sheets.shaping import Glyph, Part

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

_FIRST_PRIVATE = 0xF0000


@cache
def _loaded(face: str) -> TTFont:
    """The font file as ReportLab reads it; never drawn with, so that no document leaves a trace in the next."""
    return TTFont(face, str(resources() / "fonts" / f"{face}.ttf"), asciiReadable=False)


class PdfFont(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """One font of one document."""

    def __init__(self, face: str) -> None:
        loaded = _loaded(face)
        self.__dict__.update(loaded.__dict__)
        self.state: WeakKeyDictionary[PDFDocument, TTFont.State] = WeakKeyDictionary()
        self.face = ComposedFace(loaded.face)
        self._meanings: dict[tuple[tuple[Part, ...], str], int] = {}
        self._shown: dict[Glyph, tuple[str, ShapeData]] = {}

    def shaped(self, glyphs: Sequence[Glyph]) -> ShapedStr:
        """The glyphs, in visual order, as ReportLab's text objects draw them: where HarfBuzz wants them."""
        shown = [self._shown.get(glyph) or self._show(glyph) for glyph in glyphs]
        characters, places = "".join([character for character, _ in shown]), [place for _, place in shown]
        if all(place.x_advance == place.width for place in places):
            return characters
        return ShapedStr(characters, places)

    def _show(self, glyph: Glyph) -> tuple[str, ShapeData]:
        code = self._meanings.setdefault((glyph.parts, glyph.text), _FIRST_PRIVATE + len(self._meanings))
        width = self.face.charWidths.get(code)
        if width is None:
            width = self.face.add_character(code, glyph.parts)
        place = ShapeData(0, glyph.advance, 0, 0, 0, width)
        self._shown[glyph] = chr(code), place
        return self._shown[glyph]

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802  # ReportLab calls it so
        """Embed the font; ReportLab's table from codes to characters gives way to one of codes to texts."""
        state = self.state[document]
        super().addObjects(document)
        texts = {code: text for (_, text), code in self._meanings.items()}
        fonts = document.idToObject["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            font = fonts[f"{state.internalName}+{number}"]
            stream = document.idToObject[font.ToUnicode.name]
            stream.content = _to_unicode([texts.get(code, "") for code in subset])


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
