"""The body of a sheet: titles, the rows of blocks, and the box of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.sheets.content import Block, SheetText, filled
from desktop_app.sheets.drawing import Colour, Role, Rule
from desktop_app.sheets.font_faces import Weight, is_right_to_left
from desktop_app.sheets.layout import MARGIN, WIDTH, Flow
from desktop_app.sheets.number_box import BOX_HEIGHT, number_box
from desktop_app.sheets.typesetting import Column, SetLine, Style, set_paragraph

GUTTER = 26.0
SIDE_HEADING = 128.0
_BEFORE_BOX = 14.0
TITLE = Style(17, 23, Weight.STRONG, Colour.INK, Role.TITLE)
HEADING = Style(10.8, 15.0, Weight.STRONG, Colour.ACCENT, Role.HEADING, after=1.0)
BODY = Style(10.8, 15.0, Weight.REGULAR, Colour.INK, Role.PARAGRAPH, after=1.5)


class _Parts:
    """Numbers for the structure elements, in reading order."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        self._last += 1
        return self._last


def _columns(texts: Sequence[SheetText]) -> tuple[Column, ...]:
    if len(texts) == 1:
        return (Column(MARGIN, WIDTH, texts[0].language),)
    width = (WIDTH - GUTTER) / 2
    return tuple(
        Column(MARGIN + index * (width + GUTTER), width, text.language) for index, text in enumerate(texts)
    )


def _body(block: Block, column: Column, parts: _Parts) -> list[SetLine]:
    lines: list[SetLine] = []
    for paragraph in block.paragraphs:
        lines += set_paragraph(filled(paragraph.text), BODY, column, parts.next(), listed=paragraph.listed)
    return lines


def _heading(block: Block, column: Column, parts: _Parts) -> list[SetLine]:
    return list(set_paragraph(filled(block.heading), HEADING, column, parts.next()))


def _beside_each_other(flow: Flow, texts: Sequence[SheetText], columns: Sequence[Column], parts: _Parts) -> None:
    """Blocks of two languages row by row; a longer sheet goes on alone."""
    for index in range(max(len(text.blocks) for text in texts)):
        cells = [
            _heading(text.blocks[index], column, parts) + _body(text.blocks[index], column, parts)
            if index < len(text.blocks)
            else []
            for text, column in zip(texts, columns, strict=True)
        ]
        flow.row(cells)
        flow.space(9.5)


def _alone(flow: Flow, text: SheetText, parts: _Parts) -> None:
    """Side headings where the language starts, the text in a column that is comfortable to read."""
    right_to_left = is_right_to_left(text.language)
    width = WIDTH - SIDE_HEADING - 16.0
    side = Column(MARGIN + WIDTH - SIDE_HEADING if right_to_left else MARGIN, SIDE_HEADING, text.language)
    main = Column(MARGIN if right_to_left else MARGIN + WIDTH - width, width, text.language)
    for block in text.blocks:
        flow.row([_heading(block, side, parts), _body(block, main, parts)])
        flow.space(11.0)


def _titles(flow: Flow, texts: Sequence[SheetText], parts: _Parts) -> None:
    columns = _columns(texts)
    flow.row([set_paragraph(text.title, TITLE, column, parts.next()) for text, column in zip(texts, columns, strict=True)])
    flow.space(7.0)
    flow.add(Rule(MARGIN, flow.y, WIDTH, 1.4, Colour.ACCENT))
    flow.space(15.0)


def _numbers(flow: Flow, texts: Sequence[SheetText], parts: _Parts) -> None:
    used = tuple(text.language for text in texts)
    first = parts.next()
    bottom = flow.floor - flow.reserve + BOX_HEIGHT
    top = flow.y - _BEFORE_BOX if len(flow.pages) == 1 else bottom
    flow.pages[0].extend(number_box(top, used, first))


def sheet_flow(texts: Sequence[SheetText]) -> Flow:
    """The pages of a sheet in one or two languages, the worker's language first, without head and foot."""
    flow, parts = Flow(reserve=BOX_HEIGHT + _BEFORE_BOX), _Parts()
    _titles(flow, texts, parts)
    if len(texts) == 1:
        _alone(flow, texts[0], parts)
    else:
        _beside_each_other(flow, texts, _columns(texts), parts)
    _numbers(flow, texts, parts)
    return flow


def numbers_flow(texts: Sequence[SheetText]) -> Flow:
    """One page with the title and the box of numbers only."""
    flow, parts = Flow(reserve=BOX_HEIGHT + _BEFORE_BOX), _Parts()
    _titles(flow, texts, parts)
    _numbers(flow, texts, parts)
    return flow
