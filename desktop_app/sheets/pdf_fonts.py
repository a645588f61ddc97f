"""Fonts inside a PDF: only the glyphs used, each with the characters that it stands for.

A glyph gets one code for every text it stands for, so that what a reader copies is exactly what was written.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from desktop_app.sheets.font_faces import font_face
from desktop_app.sheets.shaping import Glyph, Part
from desktop_app.sheets.truetype import TrueType

_TABLES_NOT_NEEDED = ("GSUB", "GPOS", "GDEF", "name", "post", "OS/2", "STAT", "gasp", "cmap", "DSIG", "meta")


@dataclass(slots=True)
class UsedFont:
    """One font of a document: the codes given out so far, in order of first use, and the widths by code."""

    face: str
    resource: str
    codes: dict[tuple[tuple[Part, ...], str], int] = field(default_factory=dict)
    widths: list[int] = field(default_factory=list)
    shown: dict[Glyph, str] = field(default_factory=dict)

    def show(self, glyph: Glyph) -> str:
        """What a TJ array holds for the glyph inside a hexadecimal string.

        That is the two-byte code of its outline with its meaning, and what its advance differs from the width that
        the font itself gives it.
        """
        code = self.codes.setdefault((glyph.parts, glyph.text), len(self.codes) + 1)
        if code > len(self.widths):
            self.widths.append(sum(_natural_width(self.face, part.number) for part in glyph.parts))
        back = self.widths[code - 1] - glyph.advance
        self.shown[glyph] = f"{code:04X}>{back}<" if back else f"{code:04X}"
        return self.shown[glyph]


@lru_cache(maxsize=16384)
def _natural_width(face: str, number: int) -> int:
    return int(font_face(face).font.get_glyph_h_advance(number))


@dataclass(frozen=True, slots=True)
class FontProgram:
    """The parts of an embedded font: compressed TrueType file, code to glyph map, ToUnicode map."""

    subset: bytes
    subset_length: int
    glyph_map: bytes
    to_unicode: bytes
    tag: str


def font_program(used: UsedFont) -> FontProgram:
    """Cut the font down to the glyphs in use."""
    drawn = tuple(sorted({parts for parts, _ in used.codes}))
    subset, length, numbers = _subset(used.face, drawn)
    mapping = b"\0\0" + b"".join(numbers[parts].to_bytes(2, "big") for parts, _ in used.codes)
    letters = zlib.crc32(subset)
    tag = "".join(chr(65 + (letters // 26**place) % 26) for place in range(6))
    return FontProgram(subset, length, mapping, _to_unicode([text for _, text in used.codes]), tag)


@lru_cache(maxsize=64)
def _subset(face: str, drawn: tuple[tuple[Part, ...], ...]) -> tuple[bytes, int, dict[tuple[Part, ...], int]]:
    """The compressed font file with these glyphs, its plain length, and the number of each glyph in it."""
    import uharfbuzz

    request = uharfbuzz.SubsetInput()
    request.flags = uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE | uharfbuzz.SubsetFlags.NO_HINTING
    request.glyph_set.update({part.number for parts in drawn for part in parts})
    request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _TABLES_NOT_NEEDED)
    plan = uharfbuzz.SubsetPlan(font_face(face).face, request)
    font = TrueType.parse(plan.execute().blob.data)
    new = {int(before): int(after) for before, after in plan.old_to_new_glyph_mapping.items()}
    numbers: dict[tuple[Part, ...], int] = {}
    for parts in drawn:
        moved = [part._replace(number=new[part.number]) for part in parts]
        plain = len(moved) == 1 and not moved[0].dx and not moved[0].dy
        numbers[parts] = moved[0].number if plain else font.add_composite(moved)
    data = font.to_bytes()
    return zlib.compress(data), len(data), numbers


def _to_unicode(texts: Sequence[str]) -> bytes:
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts, start=1)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
