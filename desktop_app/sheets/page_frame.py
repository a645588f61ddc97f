"""What stands on every page of a sheet: the watermark of a draft, the state and revision, the page number."""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop_app.sheets.content import SheetState, SheetText, words
from desktop_app.sheets.drawing import PAGE_HEIGHT, PAGE_WIDTH, Colour, Mark, Page, Role, Text
from desktop_app.sheets.font_faces import Weight, is_right_to_left
from desktop_app.sheets.isolates import isolated
from desktop_app.sheets.layout import MARGIN, WIDTH, Flow
from desktop_app.sheets.typesetting import Style, shaped_line

_FOOT = Style(9, 12, Weight.REGULAR, Colour.MUTED, Role.ARTIFACT)
_FOOT_HEIGHT = 36.0
_BETWEEN = " \u00b7 "
_WATERMARK_LANGUAGE = "fi"
_REACH = 0.80
_STEEP = 0.954
_LARGEST = 0.114


def finished_pages(
    flow: Flow, texts: Sequence[SheetText], text: SheetText, state: SheetState, *, discreet: bool = False
) -> tuple[Page, ...]:
    """The pages of the flow, each with its foot, under it all the watermark when the text is a draft."""
    base = texts[0].language
    below = (watermark(base, text.language),) if state is SheetState.DRAFT else ()
    pages = flow.finished()
    said = foot_words(base, text, state, discreet=discreet)
    return tuple(
        Page((*below, *page.marks, *_foot(base, said, number, len(pages))))
        for number, page in enumerate(pages, start=1)
    )


def foot_words(base: str, text: SheetText, state: SheetState, *, discreet: bool) -> str:
    """Revision, language and state in the language of the first column; a discreet sheet says its revision alone."""
    own = words(base)
    revision = own.revision.format(revision=text.revision)
    if discreet:
        return revision
    name = own.languages.get(text.language) or words(text.language).languages[text.language]
    return _BETWEEN.join((revision, name, own.states[state]))


def _foot(base: str, said: str, number: int, count: int) -> tuple[Mark, ...]:
    left = shaped_line(said, _FOOT, base)
    right = shaped_line(isolated(f"{number} / {count}"), _FOOT, base)
    width = right.width * _FOOT.size / 1000
    places = (MARGIN, MARGIN + WIDTH - width)
    if is_right_to_left(base):
        places = (MARGIN + WIDTH - left.width * _FOOT.size / 1000, MARGIN)
    return tuple(
        Text(x, _FOOT_HEIGHT, _FOOT.size, line, _FOOT.colour, _FOOT.role, base)
        for x, line in zip(places, (left, right), strict=True)
    )


def watermark(base: str, language: str, width: float = PAGE_WIDTH, height: float = PAGE_HEIGHT) -> Text:
    """The word for a draft in the worker's and the person's language, from corner to corner."""
    first = base if base != language else _WATERMARK_LANGUAGE
    said = list(dict.fromkeys((words(first).draft_word, words(language).draft_word)))
    style = Style(10, 10, Weight.STRONG, Colour.WATERMARK, Role.ARTIFACT)
    line = shaped_line(_BETWEEN.join(said), style, first)
    angle = math.atan2(_STEEP * height, width)
    size = min(_REACH * math.hypot(width, height) / line.width * 1000, _LARGEST * height)
    half = line.width * size / 2000
    drop = size * 0.36
    x = width / 2 - half * math.cos(angle) + drop * math.sin(angle)
    y = height / 2 - half * math.sin(angle) - drop * math.cos(angle)
    return Text(x, y, size, line, style.colour, style.role, first, angle=math.degrees(angle))
