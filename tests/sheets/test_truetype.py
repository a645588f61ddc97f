"""Composite glyphs are checked by an independent reader of fonts."""

from io import BytesIO

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from desktop_app.paths import resources
from desktop_app.sheets.truetype import TrueType

DATA = (resources() / "fonts" / "NotoSansArabic-Regular.ttf").read_bytes()


def bounds(font, number):
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getGlyphName(number)].draw(pen)
    return pen.bounds


def test_a_font_survives_being_read_and_written():
    before, after = TTFont(BytesIO(DATA)), TTFont(BytesIO(TrueType.parse(DATA).to_bytes()))
    assert before.getGlyphOrder() == after.getGlyphOrder()
    assert [bounds(before, number) for number in range(200)] == [bounds(after, number) for number in range(200)]
    assert before["hmtx"].metrics == after["hmtx"].metrics


def test_a_composite_stands_where_its_parts_do():
    font = TrueType.parse(DATA)
    number = font.add_composite([(18, 0, 0), (286, 54, -180)])
    empty = font.add_composite([])
    read = TTFont(BytesIO(font.to_bytes()))
    left, bottom, right, top = bounds(read, 18)
    dot = bounds(read, 286)
    assert bounds(read, number) == (
        min(left, dot[0] + 54),
        min(bottom, dot[1] - 180),
        max(right, dot[2] + 54),
        max(top, dot[3] - 180),
    )
    assert read["hmtx"][read.getGlyphName(number)][0] == read["hmtx"][read.getGlyphName(18)][0]
    assert bounds(read, empty) is None
    assert read["maxp"].numGlyphs == number + 2


def test_checksums_hold():
    written = TrueType.parse(DATA).to_bytes()
    font = TTFont(BytesIO(written), checkChecksums=2)
    assert sorted(font.reader.keys()) == sorted(TTFont(BytesIO(DATA)).reader.keys())
    assert len(written) % 4 == 0
