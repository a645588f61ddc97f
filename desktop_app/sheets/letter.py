"""A letter of plain parts, such as a referral to a recipient without laptops, as PDF.

Its bytes go to the printer or to a file that the worker names, and nowhere else. A character that no font has is
replaced, so that an unusual name never keeps a letter from being printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.sheets.drawing import Colour, Role, Rule
from desktop_app.sheets.font_faces import Weight
from desktop_app.sheets.layout import MARGIN, WIDTH, Flow
from desktop_app.sheets.pdf import write_pdf
from desktop_app.sheets.typesetting import Column, Style, set_paragraph

_TITLE = Style(18, 25, Weight.STRONG, Colour.INK, Role.TITLE)
_MARKING = Style(11, 16, Weight.STRONG, Colour.INK, Role.PARAGRAPH, after=4)
_HEADING = Style(11.5, 16, Weight.STRONG, Colour.ACCENT, Role.HEADING, after=2)
_LABEL = Style(9.5, 14, Weight.REGULAR, Colour.MUTED, Role.PARAGRAPH)
_BODY = Style(11, 16, Weight.REGULAR, Colour.INK, Role.PARAGRAPH, after=5)
_DOCUMENT_TITLE = "Luotsi"


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A heading with lines of (label, words) below it."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def letter(title: str, marking: str, parts: Sequence[LetterPart], language: str) -> bytes:
    """Return the letter in `language`: the secrecy marking above, then the parts that have lines."""
    flow = Flow()
    number = 0

    def put(text: str, style: Style) -> None:
        nonlocal number
        for paragraph in text.splitlines():
            if paragraph.strip():
                number += 1
                column = Column(MARGIN, WIDTH, language)
                flow.row([set_paragraph(paragraph.strip(), style, column, number, replace_missing=True)])

    put(marking, _MARKING)
    put(title, _TITLE)
    flow.space(6)
    flow.add(Rule(MARGIN, flow.y, WIDTH, 1.4, Colour.ACCENT))
    for part in parts:
        if part.lines:
            flow.space(14)
            put(part.heading, _HEADING)
            for label, words in part.lines:
                put(label, _LABEL)
                put(words, _BODY)
    return write_pdf(flow.finished(), _DOCUMENT_TITLE, language)
