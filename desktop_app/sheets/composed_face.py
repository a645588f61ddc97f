"""A font face of ReportLab with glyphs composed of several glyphs of the font (OpenType specification: glyf, maxp).

Fonts draw one letter from several glyphs (a base and its dots). A PDF that holds them as one glyph can be read,
searched and copied letter by letter. ReportLab's subsetter carries composite glyphs of a font but can make none, so
they are put behind the font's own before it cuts the font. Importing this module loads ReportLab.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFace

from desktop_app.sheets.shaping import Part

_SUBSETS_KEPT = 64
_subsets: dict[tuple[object, ...], bytes] = {}
_METRIC, _ADVANCE = struct.Struct(">2H"), struct.Struct(">H")
_ARGUMENTS_ARE_WORDS, _ARGUMENTS_ARE_OFFSETS, _MORE_PARTS = 0x0001, 0x0002, 0x0020


class LoadedFace(TTFontFace):  # type: ignore[misc]  # ReportLab has no types
    """A font file as ReportLab reads it, but for its table of characters, which HarfBuzz has read.

    The file is mapped and not read, as HarfBuzz does: a sheet needs few of its pages.
    """

    def readFile(self, name: str) -> None:  # noqa: N802  # ReportLab calls it so
        """Map the file."""
        with Path(name).open("rb") as file:
            self._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.filename, self._pos = name, 0

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803  # ReportLab calls it so
        """Names, extents, and the places and widths of all glyphs."""
        super().extractInfo(0)
        (short,) = struct.unpack_from(">h", self.get_table("head"), 50)
        (measured,) = struct.unpack_from(">H", self.get_table("hhea"), 34)
        self.hmetrics = _Metrics(self.get_table("hmtx"), measured)
        self.defaultWidth = self._pdfScale(self.hmetrics[0][0])
        self.glyphPos = _Places(self.get_table("loca"), self.numGlyphs + 1, "I" if short else "H")
        self.charToGlyph: dict[int, int] = {}
        self.charWidths: dict[int, int] = {}


class _Metrics:
    """The advance and the left side bearing of each glyph (hmtx), read when they are asked for."""

    def __init__(self, table: bytes, measured: int, more: Sequence[tuple[int, int]] = ()) -> None:
        self._table, self._measured, self._more = table, measured, more
        self._count = measured + (len(table) - 4 * measured) // 2

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        if glyph >= self._count:
            return self._more[glyph - self._count]
        if glyph < self._measured:
            advance, bearing = _METRIC.unpack_from(self._table, 4 * glyph)
            return advance, bearing
        (advance,) = _ADVANCE.unpack_from(self._table, 4 * self._measured - 4)
        (bearing,) = _ADVANCE.unpack_from(self._table, 2 * (self._measured + glyph))
        return advance, bearing

    def with_more(self, more: Sequence[tuple[int, int]]) -> _Metrics:
        """The same with those of further glyphs behind them."""
        return _Metrics(self._table, self._measured, more)


class _Places:
    """Where the outline of each glyph begins (loca), read when it is asked for."""

    def __init__(self, table: bytes, count: int, code: str, more: Sequence[int] = ()) -> None:
        self._table, self._count, self._code, self._more = table, count, code, more
        self._one, self._unit = struct.Struct(f">{code}"), 1 if code == "I" else 2

    def __len__(self) -> int:
        return self._count + len(self._more)

    def __getitem__(self, glyph: int) -> int:
        if glyph >= self._count:
            return self._more[glyph - self._count]
        place: int = self._one.unpack_from(self._table, self._one.size * glyph)[0]
        return place * self._unit

    def with_more(self, more: Sequence[int]) -> _Places:
        """The same with those of further glyphs behind them."""
        return _Places(self._table, self._count, self._code, more)


class _Grown:
    """The bytes of a font file from a place on, with more behind them; a font is large, so neither is copied."""

    def __init__(self, file: mmap.mmap, more: bytes, start: int = 0) -> None:
        self._file, self._more, self._start = file, more, start

    def __getitem__(self, place: slice) -> bytes:
        """A stretch of the file or of what is behind it; none has parts of both."""
        begin, end, size = place.start + self._start, place.stop + self._start, len(self._file)
        return self._file[begin:end] if end <= size else self._more[begin - size : end - size]


class ComposedFace(TTFontFace):  # type: ignore[misc]  # ReportLab has no types
    """The outlines and metrics of a loaded face, with characters that are given to it one by one."""

    def __init__(self, loaded: LoadedFace) -> None:
        self.__dict__.update(loaded.__dict__)
        self.glyphPos: _Places = loaded.glyphPos
        self.hmetrics: _Metrics = loaded.hmetrics
        self._file: mmap.mmap = loaded._ttf_data  # noqa: SLF001  # behind which the composites are put
        self._outlines = b""
        self.charToGlyph: dict[int, int] = {}
        self.charWidths: dict[int, int] = {}
        self._composites: dict[tuple[Part, ...], int] = {}
        self._composed = False

    def add_character(self, code: int, parts: tuple[Part, ...]) -> int:
        """Let a character stand for these outlines and give its width in 1/1000 em: that of all of them."""
        if len(parts) == 1:
            advance = self.hmetrics[parts[0].number][0]
        else:
            advance = sum([self.hmetrics[part.number][0] for part in parts])
        width: int = round(self._pdfScale(advance))
        self.charWidths[code] = width
        if len(parts) == 1 and not parts[0].dx and not parts[0].dy:
            self.charToGlyph[code] = parts[0].number
        else:
            # One number behind the font's own stays free, see _compose().
            self.charToGlyph[code] = self._composites.setdefault(parts, len(self.glyphPos) + len(self._composites))
        return width

    def makeSubset(self, subset: Sequence[int]) -> bytes:  # noqa: N802  # ReportLab calls it so
        """A font file with the glyphs of these characters; kept, as one sheet is often made several times.

        After it no characters can be added.
        """
        key = (self.filename, tuple(self._composites), *(self.charToGlyph.get(code, 0) for code in subset))
        if key not in _subsets:
            if len(_subsets) >= _SUBSETS_KEPT:
                _subsets.pop(next(iter(_subsets)))
            self._compose()
            _subsets[key] = bytes(super().makeSubset(subset))
        return _subsets[key]

    def _compose(self) -> None:
        """Append the composite glyphs of all characters."""
        if self._composed:
            return
        self._composed = True
        start, _ = self.get_table_pos("glyf")
        end = len(self._file) - start
        # What lies between the outlines of the font and the end of its file counts as one glyph that is never drawn.
        places, metrics = [end], [(0, 0)]
        for parts in self._composites:
            left, outline = self._composite(parts)
            self._outlines += outline
            places.append(end + len(self._outlines))
            metrics.append((sum(self.hmetrics[part.number][0] for part in parts), left & 0xFFFF))
        self.glyphPos, self.hmetrics = self.glyphPos.with_more(places), self.hmetrics.with_more(metrics)
        self._ttf_data = _Grown(self._file, self._outlines)

    def _composite(self, parts: Sequence[Part]) -> tuple[int, bytes]:
        """Left side bearing and outline of a glyph made of others; without parts it has no outline."""
        boxes = []
        components = b""
        for index, part in enumerate(parts):
            dx, dy = (round(value * self.unitsPerEm / 1000) for value in (part.dx, part.dy))
            more = _MORE_PARTS if index + 1 < len(parts) else 0
            components += struct.pack(
                ">HHhh", _ARGUMENTS_ARE_WORDS | _ARGUMENTS_ARE_OFFSETS | more, part.number, dx, dy
            )
            box = self._box(part.number)
            if box:
                boxes.append((box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy))
        if not boxes:
            return 0, b""
        left, bottom, right, top = zip(*boxes, strict=True)
        return min(left), struct.pack(">5h", -1, min(left), min(bottom), max(right), max(top)) + components

    def _box(self, number: int) -> tuple[int, ...]:
        """The bounding box of a glyph; empty when it has no outline."""
        begin, end = self.glyphPos[number], self.glyphPos[number + 1]
        start, _ = self.get_table_pos("glyf")
        return struct.unpack_from(">4h", self._file, start + begin + 2) if end > begin else ()

    def get_table(self, tag: str) -> bytes | _Grown:
        """A table as the subsetter reads it: with the composite glyphs, and with room for them."""
        place, length = self.get_table_pos(tag)
        if tag == "glyf":
            return _Grown(self._file, self._outlines, place)
        table = self._file[place : place + length]
        return self._with_room(table) if tag == "maxp" and self._composites else table

    def _with_room(self, maxp: bytes) -> bytes:
        points, contours, composite_points, composite_contours = struct.unpack_from(">4H", maxp, 6)
        elements, depth = struct.unpack_from(">2H", maxp, 28)
        longest = max(map(len, self._composites))
        changed = bytearray(maxp)
        most = (longest * max(points, composite_points), longest * max(contours, composite_contours))
        struct.pack_into(">2H", changed, 10, *(min(value, 0xFFFF) for value in most))
        struct.pack_into(">2H", changed, 28, max(elements, longest), depth + 1)
        return bytes(changed)
