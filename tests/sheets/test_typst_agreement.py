"""Right-to-left text has the same outlines in the same places as in Typst, which shapes and orders it on its own."""

import re
from functools import cache

import pytest
import typst
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

from desktop_app.paths import resources
from desktop_app.sheets.catalogue import languages, sheet_text
from desktop_app.sheets.content import filled
from desktop_app.sheets.font_faces import ARABIC_SCRIPT_LANGUAGES, Weight
from desktop_app.sheets.isolates import isolated
from desktop_app.sheets.lines import fill_lines
from desktop_app.sheets.shaping import shape_words
from tests.benchmarks.typst_sheet import FONTS, quoted
from tests.sheets.sentences import SENTENCES

SHEET = "you-can-get-help"
PHONE = isolated("+358 29 546 3177")
LINES = [
    *((code, f"{SENTENCES[code]} {PHONE}") for code in sorted(SENTENCES) if code in ARABIC_SCRIPT_LANGUAGES),
    *(
        (code, filled(paragraph.text))
        for code in languages(SHEET)
        if code in ARABIC_SCRIPT_LANGUAGES
        for block in sheet_text(SHEET, code).blocks
        for paragraph in block.paragraphs
    ),
]
_PAGE = """#set page(width: 4000pt, height: 60pt, margin: 20pt)
#set text(font: ("Noto Sans Arabic", "Noto Sans"), size: 10pt, lang: "ar", dir: rtl)
#text({text})"""
_GROUP = re.compile(r'<g transform="matrix\(1 0 0 -1 ([\d.]+) [\d.]+\)">(.*?)</g>', re.DOTALL)
_USE = re.compile(r'<use xlink:href="#(\w+)" x="([-\d.]+)"')
_SYMBOL = re.compile(r'<symbol id="(\w+)"[^>]*><path d="([^"]*)"')


@cache
def font(face):
    return TTFont(resources() / "fonts" / f"{face}.ttf")


@cache
def box(face, number):
    """The box of the control points of a glyph in 1/1000 em; none for a space."""
    glyphs = font(face).getGlyphSet()
    pen = ControlBoundsPen(glyphs)
    glyphs[font(face).getGlyphName(number)].draw(pen)
    return tuple(map(round, pen.bounds)) if pen.bounds else None


def ours(text, language):
    """Left edge and box of everything that is drawn, from left to right."""
    (line,) = fill_lines(shape_words(text, language, Weight.REGULAR), float("inf"))
    found, pen = [], 0
    for run in line.runs:
        for glyph in run.glyphs:
            for part in glyph.parts:
                outline = box(run.face, part.number)
                if outline:
                    found.append((pen + part.dx + outline[0], outline))
            pen += glyph.advance
    return sorted(found)


def theirs(text, tmp_path):
    """The same from Typst's SVG, where 10 pt are 1000 units."""
    file = tmp_path / "line.typ"
    file.write_text(_PAGE.format(text=quoted(text)), encoding="utf-8")
    made: bytes = typst.compile(str(file), format="svg", font_paths=FONTS, ignore_system_fonts=True)
    svg = made.decode()
    boxes: dict[str, tuple[int, ...]] = {}
    for name, path in _SYMBOL.findall(svg):
        pen = ControlBoundsPen(None)
        parse_path(path.replace("M 0 0m", "m"), pen)
        bounds: tuple[float, ...] | None = pen.bounds
        if bounds:
            boxes[name] = tuple(round(100 * value) for value in bounds)
    found = []
    for left, uses in _GROUP.findall(svg):
        for name, x in _USE.findall(uses):
            if name in boxes:
                found.append((round(100 * (float(left) + float(x))) + boxes[name][0], boxes[name]))
    return sorted(found)


@pytest.mark.parametrize(("language", "text"), LINES, ids=map(str, range(len(LINES))))
def test_glyphs_and_their_places_agree_with_typst(language, text, tmp_path):
    own, other = ours(text, language), theirs(text, tmp_path)
    assert len(own) == len(other) > 0
    start = other[0][0] - own[0][0]
    assert [each for _, each in own] == [each for _, each in other]
    assert all(abs(mine + start - their) <= 4 for (mine, _), (their, _) in zip(own, other, strict=True))
