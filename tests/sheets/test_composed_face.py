"""Composite glyphs are checked by an independent reader of fonts."""

from io import BytesIO

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from reportlab.pdfbase.pdfdoc import PDFDocument

from desktop_app.paths import resources
from desktop_app.sheets.pdf_font import PdfFont
from desktop_app.sheets.shaping import Part

FILE = resources() / "fonts" / "NotoSansArabic-Regular.ttf"
BASE, DOT = Part(18, 0, 0), Part(286, 54, -180)


@pytest.fixture
def face():
    from desktop_app.sheets.composed_face import ComposedFace, LoadedFace

    return ComposedFace(LoadedFace(str(FILE)))


def embedded(face, codes):
    data = face.makeSubset(codes)
    return data, TTFont(BytesIO(data), checkChecksums=2)


def glyph_of(font, index):
    return font["cmap"].getcmap(1, 0).cmap[index]


def bounds(font, name):
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds


def test_a_composite_stands_where_its_parts_do(face):
    whole = TTFont(FILE)
    base, dot = (bounds(whole, whole.getGlyphName(part.number)) for part in (BASE, DOT))
    assert face.add_character(1, (BASE, DOT)) == whole["hmtx"][whole.getGlyphName(18)][0]
    _, font = embedded(face, [0, 1])
    left, bottom, right, top = base
    wanted = (min(left, dot[0] + 54), min(bottom, dot[1] - 180), max(right, dot[2] + 54), max(top, dot[3] - 180))
    name = glyph_of(font, 1)
    assert bounds(font, name) == wanted
    assert font["hmtx"][name] == (whole["hmtx"][whole.getGlyphName(18)][0], wanted[0])
    assert font["maxp"].maxComponentElements >= 2


def test_a_glyph_of_the_font_keeps_its_outline(face):
    whole = TTFont(FILE)
    face.add_character(1, (BASE,))
    _, font = embedded(face, [0, 1])
    assert bounds(font, glyph_of(font, 1)) == bounds(whole, whole.getGlyphName(18))


def test_a_character_without_outlines_draws_nothing_and_takes_no_room(face):
    assert face.add_character(1, ()) == 0
    _, font = embedded(face, [0, 1])
    assert bounds(font, glyph_of(font, 1)) is None
    assert font["hmtx"][glyph_of(font, 1)][0] == 0


def test_only_the_glyphs_in_use_are_embedded(face):
    face.add_character(1, (BASE, DOT))
    data, font = embedded(face, [0, 1])
    assert font["maxp"].numGlyphs == 4
    assert len(data) < FILE.stat().st_size / 4


def test_faces_of_two_documents_do_not_mix(face):
    from desktop_app.sheets.composed_face import ComposedFace

    other = ComposedFace(face)
    face.add_character(1, (BASE, DOT))
    other.add_character(1, (DOT, BASE))
    first, second = embedded(face, [0, 1])[0], embedded(other, [0, 1])[0]
    assert first != second


def test_characters_get_the_numbers_that_the_library_would_give_them_over_several_subsets():
    ours, theirs = PdfFont("NotoSans-Regular"), PdfFont("NotoSans-Regular")
    first, second = PDFDocument(), PDFDocument()
    for code in (*range(0xF0000, 0xF0000 + 900), 0xF0001, 0xF0300):
        for font in (ours, theirs):
            font.face.charToGlyph[code] = 1
        ((subset, byte),) = theirs.splitString(chr(code), second)
        assert ours._assigned(code, first) == (subset << 8) + byte[0]
    assert ours.state[first].subsets == theirs.state[second].subsets
