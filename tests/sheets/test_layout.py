"""Rows of columns over pages: nothing is lost, nothing leaves the page, baselines are level."""

from itertools import pairwise

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.sheets import render
from desktop_app.sheets.catalogue import sheet_text
from desktop_app.sheets.content import Block, Paragraph, SheetState, SheetText
from desktop_app.sheets.drawing import PAGE_HEIGHT, PAGE_WIDTH, Colour, Role, Text
from desktop_app.sheets.font_faces import Weight
from desktop_app.sheets.forms import Form
from desktop_app.sheets.layout import BOTTOM, MARGIN, TOP, WIDTH, Flow
from desktop_app.sheets.number_box import number_box
from desktop_app.sheets.page_frame import finished_pages
from desktop_app.sheets.pdf import write_pdf
from desktop_app.sheets.sheet_pages import sheet_flow
from desktop_app.sheets.typesetting import Column, Style, set_paragraph
from tests.sheets.reading import opened
from tests.sheets.test_shaping import NASTY

STYLE = Style(11, 15, Weight.REGULAR, Colour.INK, Role.PARAGRAPH)
LEFT, RIGHT = Column(MARGIN, 230, "fi"), Column(MARGIN + 254, 230, "ar")


def texts_of(pages):
    return [[mark for mark in page.marks if isinstance(mark, Text)] for page in pages]


def test_first_baselines_of_a_row_are_level():
    flow = Flow()
    flow.row([set_paragraph("Yksi", STYLE, LEFT, 1), set_paragraph("واحد", STYLE, RIGHT, 2)])
    (marks,) = texts_of(flow.finished())
    assert marks[0].y == pytest.approx(marks[1].y)


def test_right_to_left_text_ends_at_the_right_edge():
    (line,) = set_paragraph("واحد", STYLE, RIGHT, 1)
    (mark,) = line.marks
    assert mark.x + mark.line.width * mark.size / 1000 == pytest.approx(RIGHT.x + RIGHT.width)


def test_a_row_that_fits_a_page_is_kept_together():
    flow = Flow()
    flow.space(TOP - BOTTOM - 40)
    flow.row([set_paragraph("sana " * 60, STYLE, LEFT, 1)])
    first, second = texts_of(flow.finished())
    assert not first
    assert len(second) > 3


def test_a_column_taller_than_a_page_goes_on_and_loses_no_line():
    lines = set_paragraph("sana " * 3000, STYLE, LEFT, 1)
    flow = Flow()
    flow.row([lines, set_paragraph("lyhyt", STYLE, LEFT, 2)])
    pages = texts_of(flow.finished())
    assert len(pages) > 2
    assert sum(map(len, pages)) == len(lines) + 1
    assert all(BOTTOM - 1 <= mark.y <= TOP for page in pages for mark in page)


@pytest.mark.parametrize("language", ["fi", "sv", "en", "ru", "ar"])
@pytest.mark.parametrize("worker", [None, "fi", "sv"])
def test_nothing_leaves_the_margins(language, worker):
    texts = tuple(sheet_text("you-can-get-help", each) for each in (worker, language) if each)
    for marks in texts_of(sheet_flow(texts).finished()):
        for mark in marks:
            assert mark.x >= MARGIN - 0.01
            assert mark.x + mark.line.width * mark.size / 1000 <= MARGIN + WIDTH + 0.01
            assert 0 < mark.y < PAGE_HEIGHT


@pytest.mark.parametrize("language", ["sv", "en", "ru", "ar"])
def test_no_block_of_a_shipped_sheet_is_divided(language):
    texts = tuple(sheet_text("you-can-get-help", each) for each in ("fi", language))
    assert sheet_flow(texts).divided == 0


@pytest.mark.parametrize("nasty", ["x" * 10_000, "\u202e(" * 300, "a b " * 1000, "\x07", "ب" * 2000])
def test_an_unreasonable_sheet_is_still_printed(nasty):
    blocks = (Block(nasty, (Paragraph(nasty, False), Paragraph(nasty, True))), Block("", ()))
    strange = SheetText("ar", "outo", "", 1, SheetState.DRAFT, blocks)
    usual = sheet_text("you-can-get-help", "fi")
    texts = (strange,) if len(nasty) > 2000 else (usual, strange)
    pages = finished_pages(sheet_flow(texts), texts, strange, SheetState.DRAFT)
    assert write_pdf(pages, "outo", "ar").startswith(b"%PDF-1.7")


def test_the_watermark_reaches_from_edge_to_edge():
    text = sheet_text("you-can-get-help", "ru")
    pages = finished_pages(sheet_flow((text,)), (text,), text, SheetState.DRAFT)
    for page in pages:
        mark = page.marks[0]
        assert isinstance(mark, Text)
        assert mark.colour is Colour.WATERMARK
        assert mark.line.width * mark.size / 1000 > 0.75 * (PAGE_WIDTH**2 + PAGE_HEIGHT**2) ** 0.5


@pytest.mark.parametrize("language", ["fi", "sv", "en", "ru", "ar"])
@pytest.mark.parametrize("worker", [None, "fi", "sv", "en", "ru", "ar"])
def test_labels_and_numbers_of_the_box_do_not_touch(language, worker):
    used = [each for each in (worker, language) if each]
    rows: dict[float, list[tuple[float, float]]] = {}
    for mark in number_box(400, used, 1):
        if isinstance(mark, Text):
            rows.setdefault(mark.y, []).append((mark.x, mark.x + mark.line.width * mark.size / 1000))
    assert len(rows) == 4
    for spans in rows.values():
        ordered = sorted(spans)
        assert all(first[1] + 8 < second[0] for first, second in pairwise(ordered))


@pytest.mark.parametrize("said", NASTY)
@pytest.mark.parametrize("form", list(Form))
def test_a_sheet_of_nasty_text_is_drawn_or_refused_by_name(said, form, monkeypatch):
    """A reviewer may write anything into a file; a sheet then names what it cannot draw and never breaks."""
    lines = (Paragraph(said[:2000], False), Paragraph(said[:2000], True))
    text = SheetText("ar", "Otsikko", "", 1, SheetState.DRAFT, (Block(said[:200], lines),) * 2)
    monkeypatch.setattr(render, "sheet_text", lambda *_: text)
    rendered, refused = None, ""
    try:
        rendered = render.render_sheet("your-rights", "ar", beside="fi", form=form)
    except LuotsiError as error:
        refused = error.code
    assert refused in ("", "missing_glyph", "sheet_too_long")
    if rendered is not None:
        with opened(rendered.pdf) as document:
            assert len(document) == rendered.pages
