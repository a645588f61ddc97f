"""What every sheet looks like in every language: thumbnails of its pages against a stored picture of each sheet.

Each stored picture has a row for each language. After a wanted change of a text or of the layout:
`LUOTSI_NEW_PICTURES=1 pytest tests/sheets/test_every_sheet.py`, then look at every picture that git shows as changed.
"""

import os
from functools import cache

import pytest
from PIL import Image, ImageChops, ImageStat

from desktop_app.sheets.catalogue import languages, sheet_list, sheet_text
from desktop_app.sheets.drawing import PAGE_HEIGHT, PAGE_WIDTH, Frame, Squares
from desktop_app.sheets.font_faces import is_right_to_left
from desktop_app.sheets.layout import BOTTOM
from desktop_app.sheets.qr import qr_rows
from desktop_app.sheets.render import render_sheet
from desktop_app.sheets.sheet_pages import sheet_flow
from tests.sheets.reading import codes_in, picture
from tests.sheets.test_pictures import FOLDER

SHEETS = [info.sheet_id for info in sheet_list()]
ALL = [(sheet, language) for sheet in SHEETS for language in languages(sheet)]
EACH = pytest.mark.parametrize(("sheet", "language"), ALL)
SCALE = 0.2
WIDE, HIGH = round(PAGE_WIDTH * SCALE), round(PAGE_HEIGHT * SCALE)
#: Shades that differ by less are drawn by another version of the rasteriser.
SHADE = 40
#: So many pixels of a page may differ by more: about one line of text.
PIXELS = 60


def thumbnails(sheet: str, language: str) -> Image.Image:
    """Both pages beside each other, in grey; the second is white where there is none."""
    beside = "fi" if language != "fi" else "sv"
    rendered = render_sheet(sheet, language, beside=beside, approved=True)
    row = Image.new("L", (2 * WIDE, HIGH), 255)
    for number in range(rendered.pages):
        row.paste(picture(rendered.pdf, number, SCALE).convert("L").resize((WIDE, HIGH)), (number * WIDE, 0))
    return row


def stored(sheet: str, language: str) -> Image.Image:
    whole = Image.open(FOLDER / f"{sheet}.png").convert("L")
    top = languages(sheet).index(language) * HIGH
    return whole.crop((0, top, 2 * WIDE, top + HIGH))


def changed_pixels(found: Image.Image, wanted: Image.Image) -> int:
    difference = ImageChops.difference(found, wanted).point(lambda value: 255 if value > SHADE else 0)
    return difference.tobytes().count(255)


@cache
def store_anew(sheet: str) -> None:
    whole = Image.new("L", (2 * WIDE, HIGH * len(languages(sheet))), 255)
    for number, language in enumerate(languages(sheet)):
        whole.paste(thumbnails(sheet, language), (0, number * HIGH))
    whole.point(lambda value: min(value // 16 * 17, 255)).save(FOLDER / f"{sheet}.png", optimize=True)


@EACH
def test_it_looks_as_it_did(sheet, language, tmp_path):
    if os.environ.get("LUOTSI_NEW_PICTURES"):
        store_anew(sheet)
    found = thumbnails(sheet, language)
    changed = changed_pixels(found, stored(sheet, language))
    if changed > PIXELS:
        found.save(tmp_path / "found.png")
        pytest.fail(f"{changed} pixels changed; see {tmp_path / 'found.png'}")


def test_the_pictures_tell_languages_and_sheets_apart():
    """A comparison that lets another language, another sheet or a turned page pass would notice nothing."""
    arabic = thumbnails("your-rights", "ar")
    assert changed_pixels(arabic, stored("your-rights", "fa")) > PIXELS
    assert changed_pixels(arabic, stored("what-permission-means", "ar")) > PIXELS
    mirrored = arabic.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert changed_pixels(mirrored, stored("your-rights", "ar")) > PIXELS
    assert ImageStat.Stat(stored("your-rights", "ar")).stddev[0] > 20, "something is drawn there"


@EACH
def test_it_has_the_one_code_on_the_side_where_its_first_language_ends(sheet, language):
    for texts in ((sheet_text(sheet, language),), (sheet_text(sheet, "fi"), sheet_text(sheet, language))):
        pages = sheet_flow(texts).finished()
        (code,) = [mark for page in pages for mark in page.marks if isinstance(mark, Squares)]
        assert code.rows == qr_rows("https://ihmiskauppa.fi")
        assert code.size / len(code.rows) >= 1.6, "a phone reads it from paper"
        left = code.x + code.size < PAGE_WIDTH / 2
        assert left == is_right_to_left(texts[0].language)
        (frame,) = [mark for page in pages for mark in page.marks if isinstance(mark, Frame)]
        assert frame.y >= BOTTOM - 0.01, "the box keeps off the foot of the page"


@pytest.mark.parametrize("language", languages("you-can-get-help"))
def test_a_phone_reads_the_code_in_every_language(language, tmp_path):
    rendered = render_sheet("you-can-get-help", language, approved=True)
    assert codes_in(picture(rendered.pdf, scale=2), tmp_path) == ["https://ihmiskauppa.fi"]
