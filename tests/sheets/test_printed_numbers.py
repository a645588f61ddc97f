"""Every number on every sheet in every language and form, digit by digit, as the ink stands on the paper.

A wrong or turned digit sends a person to somebody else. What is read here are the places of the glyphs; what they are
compared with is the file of contact details, not the text of the sheet.
"""

import math
import re
from collections import Counter

import pypdfium2.raw as pdfium
import pytest

from desktop_app.sheets.catalogue import sheet_list, sheet_text
from desktop_app.sheets.contacts import contacts
from desktop_app.sheets.content import SheetText
from desktop_app.sheets.drawing import Text
from desktop_app.sheets.forms import Form
from desktop_app.sheets.number_box import number_box
from desktop_app.sheets.render import render_numbers, render_sheet
from tests.sheets.reading import opened

ALL = [(info.sheet_id, language) for info in sheet_list() for language in info.languages]
#: A number of the digits of a telephone; what is shorter is a day, a page, a revision or an hour.
SHORTEST = 3
#: Digits of one number stand no further apart than this part of their height: a space is narrower, a comma is not.
GAP = 0.34
ENTRIES = contacts().entries
ADVICE, ABROAD = ENTRIES["assistance"].value, ENTRIES["assistance"].international
EMERGENCY = ENTRIES["emergency"].value
TOKENS = {"phone:assistance": ADVICE, "phone_abroad:assistance": ABROAD, "phone:emergency": EMERGENCY}
BOX = Counter({"".join(number.split()): 1 for number in (EMERGENCY, ADVICE, ABROAD)})


def numbers_on(pdf: bytes) -> Counter[str]:
    """Each number of the file, its digits from left to right as a reader sees them; a turned panel is turned back."""
    found: Counter[str] = Counter()
    with opened(pdf) as document:
        for page in document:
            rows: dict[tuple[bool, int], list[tuple[float, float, float, str]]] = {}
            text = page.get_textpage()
            for index in range(text.count_chars()):
                character = chr(pdfium.FPDFText_GetUnicode(text, index))
                if not (character.isdigit() or character == "+"):
                    continue
                left, bottom, right, top = text.get_charbox(index, loose=True)
                turned = abs(pdfium.FPDFText_GetCharAngle(text, index) - math.pi) < 0.1
                place = (-right, -left) if turned else (left, right)
                rows.setdefault((turned, round(-top if turned else bottom)), []).append(
                    (*place, top - bottom, character)
                )
            for row in rows.values():
                found.update(_numbers_of(sorted(row)))
            text.close()
            page.close()
    return Counter({number: count for number, count in found.items() if len(number) >= SHORTEST})


def _numbers_of(row: list[tuple[float, float, float, str]]) -> list[str]:
    numbers, end = [""], math.inf
    for left, right, height, character in row:
        if left - end > GAP * height:
            numbers.append("")
        numbers[-1] += character
        end = right
    return numbers


def said_in(*texts: SheetText) -> Counter[str]:
    """The numbers that the tokens of the texts stand for."""
    tokens = [
        token
        for text in texts
        for block in text.blocks
        for paragraph in block.paragraphs
        for token in re.findall(r"\{(phone\w*:\w+)\}", paragraph.text)
        if token in TOKENS
    ]
    return Counter("".join(TOKENS[token].split()) for token in tokens)


@pytest.mark.parametrize(("sheet", "language"), ALL)
def test_every_number_is_that_of_the_contact_details_in_every_form(sheet, language):
    worker = "fi" if language != "fi" else "sv"
    text, beside = sheet_text(sheet, language), sheet_text(sheet, worker)
    assert numbers_on(render_sheet(sheet, language, beside=worker).pdf) == BOX + said_in(text, beside)
    for form in Form:
        assert numbers_on(render_sheet(sheet, language, form=form).pdf) == BOX + said_in(text), form
    discreet = numbers_on(render_sheet(sheet, language, form=Form.POCKET, discreet=True).pdf)
    assert BOX <= discreet <= BOX + said_in(text)


@pytest.mark.parametrize("language", dict.fromkeys(language for _, language in ALL))
def test_the_numbers_alone_are_those_of_the_contact_details_in_every_form(language):
    for form in Form:
        assert numbers_on(render_numbers(language, form=form).pdf) == BOX, form
    assert numbers_on(render_numbers(language, "fi" if language != "fi" else "sv", discreet=True).pdf) == BOX


def test_the_contact_details_are_those_that_were_checked():
    assert (EMERGENCY, ADVICE, ABROAD) == ("112", "029 546 3177", "+358 29 546 3177")
    assert ABROAD.replace("+358 ", "0") == ADVICE, "one number, written for here and for abroad"


def test_two_languages_that_say_the_same_of_a_number_say_it_once():
    marks = number_box(500, ("fi", "fi-simple"), 1)
    said = [mark.line.text for mark in marks if isinstance(mark, Text)]
    assert "Hätänumero" in said
    assert [each for each in said if "Neuvonta" in each] == ["Neuvonta 24\u00a0h · Neuvoja, auki 24\u00a0h"]
