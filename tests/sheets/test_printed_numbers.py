"""Every number, day and hour on every sheet in every language and form, digit by digit, as it stands on the paper.

A wrong or turned digit sends a person to somebody else. What is read here are the places of the glyphs; what they are
compared with is the file of contact details, not the text of the sheet.
"""

import json
import math
import re
from collections import Counter

import pypdfium2.raw as pdfium
import pytest

from desktop_app.paths import resources
from desktop_app.sheets.catalogue import languages, sheet_list, sheet_text
from desktop_app.sheets.contacts import contacts
from desktop_app.sheets.content import SheetText, words
from desktop_app.sheets.drawing import Text
from desktop_app.sheets.forms import Form
from desktop_app.sheets.number_box import number_box, number_rows
from desktop_app.sheets.render import render_numbers, render_sheet
from tests.sheets.reading import opened

ALL = [(info.sheet_id, language) for info in sheet_list() for language in info.languages]
#: What is shorter is a page, a revision or a question.
SHORTEST = 2
#: Digits of one number stand no further apart than this part of their height: a space is narrower, a comma is not.
GAP = 0.34
ENTRIES = contacts().entries
ADVICE, ABROAD = ENTRIES["assistance"].value, ENTRIES["assistance"].international
EMERGENCY = ENTRIES["emergency"].value
TOKENS = {"phone:assistance": ADVICE, "phone_abroad:assistance": ABROAD, "phone:emergency": EMERGENCY}
DIALLED = Counter({"".join(number.split()): 1 for number in (EMERGENCY, ADVICE, ABROAD)})


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


def said_in(*texts: str) -> Counter[str]:
    """The numbers that the tokens of the texts stand for, and the days and hours that they name themselves."""
    found: Counter[str] = Counter()
    for text in texts:
        tokens = re.findall(r"\{(phone\w*:\w+)\}", text)
        found.update("".join(TOKENS[token].split()) for token in tokens if token in TOKENS)
        found.update(re.findall(r"\d{2,}", re.sub(r"\{phone[^}]*\}", "", text)))
    return found


def of(text: SheetText) -> list[str]:
    return [each for block in text.blocks for each in (block.heading, *(one.text for one in block.paragraphs))]


def box(*used: str) -> Counter[str]:
    """The box of numbers with its labels, of which those that say the same stand there once."""
    labels = {str(getattr(words(language), label)) for label, _ in number_rows(discreet=True) for language in used}
    return DIALLED + said_in(*labels)


@pytest.mark.parametrize(("sheet", "language"), ALL)
def test_every_number_is_that_of_the_contact_details_in_every_form(sheet, language):
    worker = "fi" if language != "fi" else "sv"
    own, beside = of(sheet_text(sheet, language)), of(sheet_text(sheet, worker))
    assert numbers_on(render_sheet(sheet, language, beside=worker).pdf) == box(language, worker) + said_in(
        *own, *beside
    )
    for form in Form:
        assert numbers_on(render_sheet(sheet, language, form=form).pdf) == box(language) + said_in(*own), form
    discreet = numbers_on(render_sheet(sheet, language, form=Form.POCKET, discreet=True).pdf)
    assert box(language) <= discreet <= box(language) + said_in(*own)


@pytest.mark.parametrize("language", dict.fromkeys(language for _, language in ALL))
def test_the_numbers_alone_are_those_of_the_contact_details_in_every_form(language):
    worker = "fi" if language != "fi" else "sv"
    for form in Form:
        assert numbers_on(render_numbers(language, form=form).pdf) == box(language), form
    assert numbers_on(render_numbers(language, worker, discreet=True).pdf) == box(language, worker)


def test_the_contact_details_are_those_that_were_checked():
    assert (EMERGENCY, ADVICE, ABROAD) == ("112", "029 546 3177", "+358 29 546 3177")
    assert ABROAD.replace("+358 ", "0") == ADVICE, "one number, written for here and for abroad"


def test_two_languages_that_say_the_same_of_a_number_say_it_once():
    marks = number_box(500, ("fi", "fi-simple"), 1)
    said = [mark.line.text for mark in marks if isinstance(mark, Text)]
    assert "Hätänumero" in said
    assert [each for each in said if "Neuvonta" in each] == ["Neuvonta 24\u00a0h · Neuvoja, auki 24\u00a0h"]


@pytest.mark.parametrize("language", languages("your-rights"))
def test_the_days_of_the_rights_are_those_of_the_law_data(language):
    rules = json.loads((resources() / "law" / "rules.json").read_text(encoding="utf-8"))
    days = {row["code"]: row["days"] for row in rules if not row.get("ends") and row.get("days")}
    named = [re.findall(r"\d+", re.sub(r"\{[^}]*\}", "", text)) for text in of(sheet_text("your-rights", language))]
    assert [number for found in named for number in found] == [
        str(days["appeal_time"]),
        str(days["reflection_period_least"]),
    ]
