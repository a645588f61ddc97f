"""What a screen reader is told of a paper: each heading and paragraph whole, in the order in which it is read."""

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium
import pytest

from desktop_app.sheets.catalogue import languages, sheet_text
from desktop_app.sheets.font_faces import is_right_to_left
from desktop_app.sheets.letter import LetterPart, write_letters
from desktop_app.sheets.render import render_sheet
from tests.sheets.reading import missing_words, opened, plain, text_of
from tests.sheets.test_letter import letter
from tests.sheets.test_render import said_by

SHEET = "you-can-get-help"


def replacements(pdf: bytes) -> list[str]:
    """The text that stands for each structure element instead of its glyphs."""
    found: list[str] = []
    with opened(pdf) as document:
        for page in document:
            tree = pdfium.FPDF_StructTree_GetForPage(page)
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                found += _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index))
            pdfium.FPDF_StructTree_Close(tree)
            page.close()
    return [plain(text) for text in found]


def _below(element: object) -> Iterator[str]:
    length = pdfium.FPDF_StructElement_GetActualText(element, None, 0)
    if length > 2:
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDF_StructElement_GetActualText(element, buffer, length)
        yield buffer.raw.decode("utf-16-le").rstrip("\0")
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _below(child)


@pytest.mark.parametrize("language", languages(SHEET))
def test_every_paragraph_is_told_whole_or_stands_on_one_line_from_left_to_right(language):
    pdf = render_sheet(SHEET, language, approved=True).pdf
    told, copied = replacements(pdf), text_of(pdf)
    for words in said_by(sheet_text(SHEET, language)):
        said = plain(words)
        listed = plain(f"\u2022 {words}")
        if is_right_to_left(language):
            assert said in told or listed in told, said
        else:
            assert said in told or listed in told or not (len(said) > 90 or missing_words(words, copied)), said


def test_beside_each_other_each_language_is_told_in_its_own_order():
    told = replacements(render_sheet(SHEET, "ar", beside="fi").pdf)
    finnish, arabic = (
        next(plain(words) for words in said_by(sheet_text(SHEET, language)) if len(words) > 150)
        for language in ("fi", "ar")
    )
    assert told.index(finnish) + 2 == told.index(arabic), "after the Arabic heading, which has a replacement, too"


def test_a_letter_is_told_with_its_words_apart_and_every_sign_in_it():
    text = "Sanoi (\u201cei\u201d) \\ ja \u0627\u0628 12 \u20ac, " + "sana toisensa jälkeen " * 30
    told = replacements(write_letters([letter(LetterPart("Osa", (("", text),)))]))
    assert plain(text) in told
