"""The pocket booklet: one A4 page, folded three times and cut once in the middle, becomes eight pages of A7.

The page is printed on one side. Its upper row stands upside down; for a language that runs from right to left the
order of the pages is mirrored, so that the booklet opens on its own side.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.errors import LuotsiError
from desktop_app.sheets.content import SheetState, SheetText
from desktop_app.sheets.drawing import PAGE_HEIGHT, PAGE_WIDTH, Colour, Frame, Mark, Page, Role, Rule, Squares, Text
from desktop_app.sheets.font_faces import Weight, is_right_to_left
from desktop_app.sheets.layout import Area, Flow
from desktop_app.sheets.page_frame import foot_words, watermark
from desktop_app.sheets.stacked import BODY_SIZE, Stack, panel_flow
from desktop_app.sheets.typesetting import Column, Style, height, set_paragraph, shaped_line

WIDTH, HEIGHT = PAGE_HEIGHT, PAGE_WIDTH  # A4 lying down
PANEL_WIDTH, PANEL_HEIGHT = WIDTH / 4, HEIGHT / 2
PANEL = Area(15.0, PANEL_WIDTH - 30.0, PANEL_HEIGHT - 15.0, 24.0)
INNER_PAGES = 6
# Which page of the booklet stands where, from the left: the upper row upside down, the lower row upright.
_UPPER, _LOWER = (5, 4, 3, 2), (6, 7, 8, 1)
_SIZES = (13.0, 12.0, 11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_NUMBERS_SIZE = 8.5
_COVER = Style(17, 22, Weight.STRONG, Colour.INK, Role.TITLE)
_PAGE_NUMBER = Style(6, 8, Weight.REGULAR, Colour.MUTED, Role.ARTIFACT)
_FOOT = Style(5.5, 7, Weight.REGULAR, Colour.MUTED, Role.ARTIFACT)
_CODE = 62.0


def pocket_pages(text: SheetText, state: SheetState, *, discreet: bool = False) -> tuple[Page, ...]:
    """The one printed page. Raises LuotsiError("sheet_too_long") when the text needs more than six small pages."""
    panels = [_cover(text), *_inner(text), _back(text, state, discreet)]
    draft = (watermark(text.language, text.language, PANEL_WIDTH, PANEL_HEIGHT),) if state is SheetState.DRAFT else ()
    marks: list[Mark] = []
    for number, panel in enumerate(panels, start=1):
        marks += [_placed(mark, number, text.language) for mark in (*draft, *panel)]
    return (Page((*marks, *_cut()), WIDTH, HEIGHT),)


def _cover(text: SheetText) -> Sequence[Mark]:
    flow = Flow(area=PANEL)
    flow.space(PANEL_HEIGHT * 0.3)
    column = Column(PANEL.left, PANEL.width, text.language)
    flow.row([set_paragraph(text.title, _COVER, column, 1)])
    flow.space(5.0)
    flow.add(Rule(PANEL.left, flow.y, PANEL.width, 1.2, Colour.ACCENT))
    return flow.pages[0]


def _inner(text: SheetText) -> list[Sequence[Mark]]:
    """The six pages of text, in the largest letters with which it fits."""
    for size in _SIZES:
        stack = panel_flow(PANEL, text, size / BODY_SIZE, 1)
        if len(stack.flow.pages) <= INNER_PAGES:
            pages = [*stack.flow.pages, *([] for _ in range(INNER_PAGES - len(stack.flow.pages)))]
            return [
                (*page, _page_number(number, text.language)) if page else () for number, page in enumerate(pages, 2)
            ]
    raise LuotsiError("sheet_too_long")


def _back(text: SheetText, state: SheetState, discreet: bool) -> Sequence[Mark]:
    # Behind the highest part of the text: parts of one document are numbered once.
    stack = Stack(Flow(area=PANEL), text.language, _NUMBERS_SIZE / BODY_SIZE, last_part=1_000_000)
    stack.numbers(_CODE, discreet=discreet)
    column = Column(PANEL.left, PANEL.width, text.language)
    foot = set_paragraph(foot_words(text.language, text, state, discreet=discreet), _FOOT, column, 0)
    y = 12.0 + height(foot)
    for line in foot:
        stack.flow.pages[0] += [mark.at(y - line.above) for mark in line.marks]
        y -= line.above + line.below
    return stack.flow.pages[0]


def _page_number(number: int, language: str) -> Text:
    line = shaped_line(str(number), _PAGE_NUMBER, language)
    x = (PANEL_WIDTH - line.width * _PAGE_NUMBER.size / 1000) / 2
    return Text(x, 11.0, _PAGE_NUMBER.size, line, _PAGE_NUMBER.colour, _PAGE_NUMBER.role, language)


def place_of(number: int, language: str) -> tuple[float, float, bool]:
    """Lower left corner of a page of the booklet on the paper, and whether it stands upside down."""
    turned = number in _UPPER
    column = (_UPPER if turned else _LOWER).index(number)
    if is_right_to_left(language):
        column = 3 - column
    return column * PANEL_WIDTH, PANEL_HEIGHT if turned else 0.0, turned


def _placed(mark: Mark, number: int, language: str) -> Mark:
    x, y, turned = place_of(number, language)
    if not turned:
        return mark._replace(x=mark.x + x, y=mark.y + y)
    right, top = x + PANEL_WIDTH, y + PANEL_HEIGHT
    match mark:
        case Text():
            return mark._replace(x=right - mark.x, y=top - mark.y, angle=mark.angle + 180.0)
        case Rule():
            return mark._replace(x=right - mark.x - mark.width, y=top - mark.y)
        case Frame():
            return mark._replace(x=right - mark.x - mark.width, y=top - mark.y - mark.height)
        case Squares():
            rows = tuple(row[::-1] for row in reversed(mark.rows))
            return mark._replace(x=right - mark.x - mark.size, y=top - mark.y - mark.size, rows=rows)


def _cut() -> tuple[Mark, ...]:
    """The line of the one cut, between the two inner panels of each row."""
    return (Rule(PANEL_WIDTH, PANEL_HEIGHT, 2 * PANEL_WIDTH, 0.6, Colour.HAIRLINE),)
