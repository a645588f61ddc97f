"""Every form of every sheet in every language: letters of the right size, the folds of the booklet, nothing lost."""

from itertools import product

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.sheets.catalogue import sheet_list, sheet_text
from desktop_app.sheets.content import Block, Paragraph, SheetState, SheetText
from desktop_app.sheets.drawing import Colour, Role, Squares, Text
from desktop_app.sheets.font_faces import is_right_to_left
from desktop_app.sheets.forms import Form, variant
from desktop_app.sheets.pocket import HEIGHT, PANEL_HEIGHT, PANEL_WIDTH, WIDTH, place_of, pocket_pages
from desktop_app.sheets.render import render_sheet
from desktop_app.sheets.stacked import large_print_flow
from tests.sheets.reading import codes_in, count_colour, missing_words, picture, text_of
from tests.sheets.test_render import said_by

SHEET = "you-can-get-help"
ALL = [(info.sheet_id, language) for info in sheet_list() for language in info.languages]
EACH = pytest.mark.parametrize(("sheet", "language"), ALL)


def letters(pages):
    return [mark for page in pages for mark in page.marks if isinstance(mark, Text)]


@EACH
def test_large_print_has_letters_of_at_least_18_points_and_every_word(sheet, language):
    text = sheet_text(sheet, language)
    pages = large_print_flow((text,)).finished()
    assert min(mark.size for mark in letters(pages) if mark.role is not Role.ARTIFACT) >= 18
    copied = text_of(render_sheet(sheet, language, form=Form.LARGE_PRINT, approved=True).pdf)
    for words in said_by(text):
        assert not missing_words(words, copied)


@EACH
@pytest.mark.parametrize("discreet", [False, True])
def test_the_numbers_of_large_print_stand_together_on_the_last_page(sheet, language, discreet):
    pages = large_print_flow((sheet_text(sheet, language),), discreet=discreet).finished()
    last = [mark for mark in pages[-1].marks if isinstance(mark, Text)]
    shown = " ".join(mark.line.text for mark in last).replace("\u00a0", " ")
    assert all(number in shown for number in ("112", "029 546 3177", "+358 29 546 3177"))
    assert discreet != any(isinstance(mark, Squares) for mark in pages[-1].marks)


@EACH
def test_the_booklet_is_one_page_with_every_word_in_letters_that_can_be_read(sheet, language):
    text = sheet_text(sheet, language)
    rendered = render_sheet(sheet, language, form=Form.POCKET, approved=True)
    assert rendered.pages == 1
    copied = text_of(rendered.pdf)
    for words in said_by(text):
        assert not missing_words(words, copied)
    marks = [mark for mark in letters(pocket_pages(text, SheetState.APPROVED)) if mark.role is not Role.ARTIFACT]
    assert min(mark.size for mark in marks) >= 6.5


@EACH
def test_every_line_of_the_booklet_stands_inside_its_panel(sheet, language):
    for mark in letters(pocket_pages(sheet_text(sheet, language), SheetState.APPROVED)):
        turned = abs(mark.angle - 180) < 1
        width = mark.line.width * mark.size / 1000
        left, right = (mark.x - width, mark.x) if turned else (mark.x, mark.x + width)
        panel = int((left + 0.01) // PANEL_WIDTH)
        assert panel * PANEL_WIDTH + 14 <= left + 0.01
        assert right <= (panel + 1) * PANEL_WIDTH - 14 + 0.01
        assert (mark.y > PANEL_HEIGHT) == turned


@pytest.mark.parametrize("language", ["fi", "ar"])
def test_folded_the_booklet_opens_page_after_page(language):
    """A spread lies side by side on the paper; a leaf has its two pages above each other, one of them upside down."""
    places = {number: place_of(number, language) for number in range(1, 9)}
    assert len({(x, y) for x, y, _ in places.values()}) == 8
    for front, back in ((1, 2), (3, 4), (5, 6), (7, 8)):
        (x, _, turned), (other_x, _, other_turned) = places[front], places[back]
        assert x == other_x or abs(x - other_x) == pytest.approx(PANEL_WIDTH)
        if turned != other_turned:
            assert x == other_x
    for first, second in ((2, 3), (4, 5), (6, 7), (8, 1)):
        (x, y, turned), (other_x, other_y, other_turned) = places[first], places[second]
        assert (y, turned) == (other_y, other_turned)
        right_of = (other_x - x) * (-1 if turned else 1) * (-1 if is_right_to_left(language) else 1)
        assert right_of == pytest.approx(PANEL_WIDTH)


def test_the_booklet_is_printed_lying_down_and_its_upper_row_upside_down():
    image = picture(render_sheet(SHEET, "fi", form=Form.POCKET).pdf)
    assert image.size == (round(WIDTH + 0.4), round(HEIGHT + 0.4))
    pages = pocket_pages(sheet_text(SHEET, "fi"), SheetState.UNCONFIRMED)
    assert {mark.angle for mark in letters(pages)} == {0.0, 180.0}


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("language", ["fi", "ar"])
def test_the_code_of_every_form_is_read(form, language, tmp_path):
    rendered = render_sheet(SHEET, language, form=form, approved=True)
    found = [code for page in range(rendered.pages) for code in codes_in(picture(rendered.pdf, page, 3), tmp_path)]
    assert found == ["https://ihmiskauppa.fi"]


@pytest.mark.parametrize("form", list(Form))
def test_a_draft_carries_its_watermark_in_every_form(form):
    rendered = render_sheet(SHEET, "ru", form=form)
    for page in range(rendered.pages):
        image = picture(rendered.pdf, page)
        width, height = image.size
        for x, y in product((0, width // 2), (0, height // 2)):
            corner = image.crop((x, y, x + width // 2, y + height // 2))
            if form is Form.POCKET or (x == 0) != (y == 0):
                assert count_colour(corner, Colour.WATERMARK) > 1000
    clean = render_sheet(SHEET, "ru", form=form, approved=True)
    assert all(count_colour(picture(clean.pdf, page), Colour.WATERMARK) == 0 for page in range(clean.pages))


def test_large_print_and_booklet_have_the_person_s_language_alone():
    for form in (Form.LARGE_PRINT, Form.POCKET):
        assert render_sheet(SHEET, "ar", beside="fi", form=form).beside is None
    assert render_sheet(SHEET, "ar", beside="fi").beside == "fi"


def test_a_text_too_long_for_the_booklet_is_refused_by_name():
    long = SheetText("fi", "Pitkä", "", 1, SheetState.DRAFT, (Block("Alku", (Paragraph("sana " * 4000, False),)),))
    with pytest.raises(LuotsiError, match="sheet_too_long"):
        pocket_pages(long, SheetState.DRAFT)


def test_a_record_names_the_form_and_whether_it_was_discreet():
    assert variant(Form.STANDARD, discreet=False) == "standard"
    assert variant(Form.STANDARD, discreet=True) == "discreet"
    assert variant(Form.POCKET, discreet=False) == "pocket"
    assert variant(Form.LARGE_PRINT, discreet=True) == "large_print,discreet"


@pytest.mark.parametrize("form", list(Form))
def test_every_form_has_the_same_bytes_again(form):
    assert render_sheet(SHEET, "ar", form=form).sha256 == render_sheet(SHEET, "ar", form=form).sha256
