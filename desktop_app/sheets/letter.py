"""A letter or form as PDF, laid out after SFS 2487.

Sender top left; to the right the document's name, the date and the secrecy marking, in the corner page `n (m)`; side
headings in the margin, the body at the second tab. Its bytes go to the printer or to a file that the worker names, and
nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.sheets.drawing import Mark, Page, Role, Text
from desktop_app.sheets.letter_setting import (
    CONTINUED,
    FOOT,
    FOOT_Y,
    HEAD_TOP,
    LEFT,
    RIGHT,
    TITLE_X,
    Bar,
    Setter,
)
from desktop_app.sheets.page_frame import watermark
from desktop_app.sheets.pdf import write_pdf
from desktop_app.sheets.typesetting import Style, shaped_line

__all__ = ["Bar", "Letter", "LetterHead", "LetterPart", "write_letters"]

_DOCUMENT_TITLE = "Luotsi"
_RUNNING_GAP = 13.0


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What identifies a document: its name and subject, its day, who sends it to whom, why it is secret.

    The first line of `marking` is the marking itself, the others its provision. A `draft` says so across every page.
    """

    kind: str
    subject: str
    date: str
    marking: tuple[str, ...]
    sender: tuple[str, ...]
    recipient: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A side heading with lines of (label, words); below them a list, boxes to tick, blanks for a pen; or a bar chart.

    An empty label leaves the words alone; a part without a heading goes on with the one before.
    """

    heading: str
    lines: tuple[tuple[str, str], ...] = ()
    boxes: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole document in one language; `foot` stands below every page."""

    head: LetterHead
    parts: tuple[LetterPart, ...]
    language: str
    foot: str = ""


def write_letters(letters: Sequence[Letter]) -> bytes:
    """Return letters after each other as one tagged PDF with a neutral title; each counts its own pages.

    A character that no font has is replaced, so that an unusual name never keeps a letter from being printed.
    """
    pages: list[Page] = []
    last_part = 0
    for letter in letters:
        setter = Setter(letter.language, last_part)
        _fill(setter, letter)
        last_part = setter.last_part
        own = setter.flow.finished()
        pages += (_framed(letter, page, number, len(own)) for number, page in enumerate(own, start=1))
    return write_pdf(pages, _DOCUMENT_TITLE, letters[0].language if letters else "fi")


def _fill(setter: Setter, letter: Letter) -> None:
    head = letter.head
    setter.head(head.sender, (head.kind, head.date), head.marking)
    setter.recipient(head.recipient)
    setter.subject(head.subject)
    for part in letter.parts:
        if part.lines or part.items or part.boxes or part.blanks:
            setter.part(part.heading, part.lines, part.boxes, part.blanks, part.items)
        if part.bars:
            setter.bars(part.heading, part.bars)


def _framed(letter: Letter, page: Page, number: int, count: int) -> Page:
    """Put the watermark of a draft under a page, and the page number and what identifies the document beside it."""
    language, head = letter.language, letter.head
    below: tuple[Mark, ...] = (watermark(language, language),) if head.draft else ()
    marks = [*below, *page.marks, *_at_right(f"{number} ({count})", HEAD_TOP, language)]
    if number > 1:
        marks += _artifact(head.sender[0] if head.sender else "", LEFT, HEAD_TOP, CONTINUED, language)
        marks += _artifact(head.kind, TITLE_X, HEAD_TOP, CONTINUED, language)
        marks += _artifact(head.marking[0] if head.marking else "", TITLE_X, HEAD_TOP - _RUNNING_GAP, FOOT, language)
    marks += _artifact(letter.foot, LEFT, FOOT_Y, FOOT, language)
    return Page(tuple(marks))


def _at_right(text: str, y: float, language: str) -> Sequence[Mark]:
    width = shaped_line(text, CONTINUED, language).width * CONTINUED.size / 1000
    return _artifact(text, RIGHT - width, y, CONTINUED, language)


def _artifact(text: str, x: float, y: float, style: Style, language: str) -> Sequence[Mark]:
    """Return text outside the reading order: it repeats what the first page says."""
    if not text:
        return ()
    line = shaped_line(text, style, language, replace_missing=True)
    return (Text(x, y, style.size, line, style.colour, Role.ARTIFACT, language),)
