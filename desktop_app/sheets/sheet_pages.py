"""The body of a sheet: titles, the rows of blocks, and the box of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest

from desktop_app.sheets.content import Block, SheetText, filled
from desktop_app.sheets.drawing import Colour, Role, Rule
from desktop_app.sheets.font_faces import Weight, is_right_to_left
from desktop_app.sheets.layout import BOTTOM, MARGIN, WIDTH, Flow
from desktop_app.sheets.number_box import BOX_HEIGHT, number_box
from desktop_app.sheets.typesetting import Column, SetLine, Style, height, set_paragraph

GUTTER = 24.0
SIDE_HEADING = 128.0
WISHED_PAGES = 2
_BEFORE_BOX = 12.0
_SIZES_BESIDE = (1.0, 0.97, 0.94, 0.91, 0.89)
_SIZES_ALONE = (1.06, 1.0, 0.96, 0.92)
_TITLE = Style(17, 23, Weight.STRONG, Colour.INK, Role.TITLE)
_HEADING = Style(10.8, 15.0, Weight.STRONG, Colour.ACCENT, Role.HEADING, after=1.0)
_BODY = Style(10.8, 15.0, Weight.REGULAR, Colour.INK, Role.PARAGRAPH, after=1.5)
_AFTER_BLOCK = 9.0
# A block taller than this may go on after a page break.
_TALL = 190.0


@dataclass(slots=True)
class _Setter:
    """Sets the paragraphs of one sheet at one size and numbers its structure elements in reading order."""

    factor: float
    last_part: int = 0

    def paragraph(self, text: str, style: Style, column: Column, *, listed: bool = False) -> list[SetLine]:
        self.last_part += 1
        return list(set_paragraph(filled(text), style.scaled(self.factor), column, self.last_part, listed=listed))

    def heading(self, block: Block, column: Column) -> list[SetLine]:
        return self.paragraph(block.heading, _HEADING, column)

    def heading_rows(self, block: Block, column: Column) -> list[list[SetLine]]:
        """The heading with the first paragraph, then each paragraph of its own."""
        heading = self.heading(block, column)
        first, *others = self.body(block, column) or [[]]
        return [heading + first, *others]

    def body(self, block: Block, column: Column) -> list[list[SetLine]]:
        """The lines of each paragraph."""
        return [self.paragraph(each.text, _BODY, column, listed=each.listed) for each in block.paragraphs]


def _columns(texts: Sequence[SheetText]) -> tuple[Column, ...]:
    if len(texts) == 1:
        return (Column(MARGIN, WIDTH, texts[0].language),)
    width = (WIDTH - GUTTER) / 2
    return tuple(Column(MARGIN + index * (width + GUTTER), width, text.language) for index, text in enumerate(texts))


def _is_wished(flow: Flow) -> bool:
    """Whether the flow so far needs no more than one sheet of paper and divides no block."""
    return len(flow.pages) <= WISHED_PAGES and not flow.divided


def _beside_each_other(flow: Flow, texts: Sequence[SheetText], setter: _Setter, *, wished: bool) -> None:
    """Two languages, paragraph beside paragraph, so that a finger on one line finds the other.

    `wished` breaks off once the flow is not as wished.
    """
    columns = _columns(texts)
    for blocks in zip_longest(*(text.blocks for text in texts)):
        if wished and not _is_wished(flow):
            return
        rows = [
            setter.heading_rows(block, column) if block else [] for block, column in zip(blocks, columns, strict=True)
        ]
        _flow_rows(flow, list(zip_longest(*rows, fillvalue=[])))
        flow.space(_AFTER_BLOCK * setter.factor)


def _flow_rows(flow: Flow, rows: Sequence[Sequence[list[SetLine]]]) -> None:
    """A block stays whole where it can; a tall one goes on after the page break between two paragraphs."""
    heights = [max(height(cell) for cell in row) for row in rows]
    flow.needs(sum(heights) if sum(heights) <= _TALL else sum(heights[:3]))
    page = len(flow.pages)
    for row in rows:
        flow.row(row)
    flow.divided += len(flow.pages) - page


def _alone(flow: Flow, text: SheetText, setter: _Setter) -> None:
    """Side headings where the language starts, the text in a column that is comfortable to read."""
    right_to_left = is_right_to_left(text.language)
    width = WIDTH - SIDE_HEADING - 16.0
    side = Column(MARGIN + WIDTH - SIDE_HEADING if right_to_left else MARGIN, SIDE_HEADING, text.language)
    main = Column(MARGIN if right_to_left else MARGIN + WIDTH - width, width, text.language)
    for block in text.blocks:
        heading = setter.heading(block, side)
        flow.row([heading, list(chain.from_iterable(setter.body(block, main)))])
        flow.space(1.3 * _AFTER_BLOCK * setter.factor)


def _titles(flow: Flow, texts: Sequence[SheetText], setter: _Setter) -> None:
    columns = _columns(texts)
    flow.row([setter.paragraph(text.title, _TITLE, column) for text, column in zip(texts, columns, strict=True)])
    flow.space(6.0)
    flow.add(Rule(MARGIN, flow.y, WIDTH, 1.4, Colour.ACCENT))
    flow.space(14.0)


def _numbers(flow: Flow, texts: Sequence[SheetText], setter: _Setter, discreet: bool) -> None:
    used = tuple(text.language for text in texts)
    lowest = BOTTOM + BOX_HEIGHT
    top = max(flow.y - _BEFORE_BOX, lowest) if len(flow.pages) == 1 else lowest
    flow.pages[0].extend(number_box(top, used, setter.last_part + 1, discreet=discreet))


def _flow(texts: Sequence[SheetText], factor: float, *, discreet: bool, wished: bool = False) -> Flow | None:
    """The flow in one size; None when only a wished one is asked for and it is not so."""
    flow, setter = Flow(reserve=BOX_HEIGHT + _BEFORE_BOX), _Setter(factor)
    _titles(flow, texts, setter)
    if len(texts) == 1:
        _alone(flow, texts[0], setter)
    else:
        _beside_each_other(flow, texts, setter, wished=wished)
    if wished and not _is_wished(flow):
        return None
    _numbers(flow, texts, setter, discreet)
    return flow


@lru_cache(maxsize=64)
def sheet_flow(texts: tuple[SheetText, ...], *, discreet: bool = False) -> Flow:
    """The pages of a sheet in one or two languages, the worker's language first, without head and foot.

    They have the largest size that needs no more than one sheet of paper, printed on both sides, and divides no block.
    Without such a size, a block may be divided; if that is not enough either, the smallest size takes more paper. The
    flow is remembered: nobody changes it.
    """
    sizes = _SIZES_ALONE if len(texts) == 1 else _SIZES_BESIDE
    for size in sizes:
        if wished := _flow(texts, size, discreet=discreet, wished=True):
            return wished
    flow = Flow()
    for size in sizes:
        flow = _flow(texts, size, discreet=discreet) or flow
        if len(flow.pages) <= WISHED_PAGES:
            break
    return flow


def numbers_flow(texts: Sequence[SheetText], *, discreet: bool = False) -> Flow:
    """One page with the title and the box of numbers only."""
    flow, setter = Flow(reserve=BOX_HEIGHT + _BEFORE_BOX), _Setter(1.0)
    _titles(flow, texts, setter)
    _numbers(flow, texts, setter, discreet)
    return flow
