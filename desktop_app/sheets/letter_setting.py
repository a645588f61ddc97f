"""The pages of a letter being filled: columns of SFS 2487, headings kept with their text, no line left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.sheets.drawing import PAGE_HEIGHT, PAGE_WIDTH, Colour, Frame, Role, Rule
from desktop_app.sheets.font_faces import Weight
from desktop_app.sheets.isolates import with_whole_citations
from desktop_app.sheets.layout import Area, Flow
from desktop_app.sheets.typesetting import Column, SetLine, Style, height, set_paragraph

_MM = 72 / 25.4
#: SFS 2487: left margin 20 mm, head 10 mm from the edge, tabs every 22.86 mm, the body at the second tab.
_TAB = 22.86 * _MM
LEFT: Final = 20 * _MM
RIGHT: Final = PAGE_WIDTH - 15 * _MM
TITLE_X: Final = LEFT + 4 * _TAB
HEAD_TOP: Final = PAGE_HEIGHT - 14 * _MM
FOOT_Y: Final = 11 * _MM
_BODY_X = LEFT + 2 * _TAB
_BODY_WIDTH = RIGHT - _BODY_X
_SIDE_WIDTH = 2 * _TAB - 14
_NUMBER_WIDTH = 48.0
_TOP_FIRST = PAGE_HEIGHT - 10 * _MM
_TOP_LATER = PAGE_HEIGHT - 27 * _MM
_BOTTOM = 18 * _MM

_SENDER = Style(10, 13, Weight.REGULAR, Colour.INK, Role.PARAGRAPH)
_NAME = Style(10.5, 14, Weight.STRONG, Colour.INK, Role.PARAGRAPH)
_PROVISION = Style(9, 12, Weight.REGULAR, Colour.INK, Role.PARAGRAPH)
_SUBJECT = Style(14, 19, Weight.STRONG, Colour.INK, Role.TITLE)
_HEADING = Style(10.5, 14, Weight.STRONG, Colour.INK, Role.HEADING)
_LABEL = Style(9, 14, Weight.REGULAR, Colour.MUTED, Role.PARAGRAPH)
_BODY = Style(11, 15, Weight.REGULAR, Colour.INK, Role.PARAGRAPH, after=5)
CONTINUED: Final = Style(10, 13, Weight.REGULAR, Colour.INK, Role.ARTIFACT)
FOOT: Final = Style(9, 12, Weight.REGULAR, Colour.MUTED, Role.ARTIFACT)

_BETWEEN_PARTS = 11.0
_BOX, _BOX_INDENT = 9.0, 18.0
_ROOM_TO_WRITE, _BLANK_WIDTH = 24.0, 260.0
# So many lines of a paragraph stand together before and after a page break.
_TOGETHER = 2


# Two lines of (label, words) that are no taller go together over a page break.
_SHORT = 120.0
# A row of a chart: the words, the bar to scale, the figure.
_CHART_LABEL, _CHART_BAR = 196.0, 96.0
_CHART_GAP, _BAR_THICKNESS, _BETWEEN_BARS = 8.0, 8.0, 3.0
# A chart that is no taller stands on one page.
_KEPT_WHOLE = 260.0
_CHART_TEXT = Style(10, 13, Weight.REGULAR, Colour.INK, Role.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart: its words, its figure in words, and the number that the bar stands for."""

    words: str
    figure: str
    number: int


class Setter:
    """Sets one letter; numbers its structure elements in reading order, on from `last_part`."""

    def __init__(self, language: str, last_part: int = 0) -> None:
        self._language = language
        self.flow = Flow(area=Area(LEFT, RIGHT - LEFT, _TOP_LATER, _BOTTOM))
        self.flow.y = _TOP_FIRST
        self.last_part = last_part
        self._side_end = (1, _TOP_FIRST)

    def head(self, sender: Sequence[str], names: Sequence[str], marking: Sequence[str]) -> None:
        """Put the sender beside the document's name, its date and its marking."""
        left = [line for text in sender for line in self._set(text, _SENDER, LEFT, TITLE_X - LEFT - 12)]
        first, *others = [*names, *marking]
        styles = [_SENDER] * (len(names) - 1) + [_NAME] * bool(marking) + [_PROVISION] * (len(marking) - 1)
        right = list(self._set(first, _NAME, TITLE_X, RIGHT - TITLE_X - _NUMBER_WIDTH))
        for text, style in zip(others, styles, strict=True):
            right += self._set(text, style, TITLE_X, RIGHT - TITLE_X)
        self.flow.row([left, right])
        self.flow.space(18)

    def recipient(self, lines: Sequence[str]) -> None:
        """Put to whom it goes."""
        for text in lines:
            self._stand(self._set(text, _SENDER, LEFT, TITLE_X - LEFT - 12))
        if lines:
            self.flow.space(18)

    def subject(self, text: str) -> None:
        """Put what the document is about."""
        self._stand(self._set(text, _SUBJECT, LEFT, RIGHT - LEFT))
        self.flow.space(4)

    def part(
        self,
        heading: str,
        lines: Sequence[tuple[str, str]],
        boxes: Sequence[str],
        blanks: Sequence[str],
        items: Sequence[str] = (),
    ) -> None:
        """Put a side heading with its text; it never stands alone at the foot of a page."""
        self._leave_side()
        self.flow.space(_BETWEEN_PARTS)
        side = self._set(heading, _HEADING, LEFT, _SIDE_WIDTH) if heading else ()
        blocks = [self._labelled(label, words) for label, words in lines]
        blocks += [[self._set(text, _BODY, _BODY_X, _BODY_WIDTH, listed=True)] for text in items]
        self.flow.needs(max(height(side), self._kept_with_heading(blocks, boxes, blanks)))
        self._beside(side)
        for index, block in enumerate(blocks):
            if 0 < index == len(blocks) - _TOGETHER:
                self._need_together(blocks[index:])
            for paragraph in block:
                self._stand(paragraph)
        for text in boxes:
            self._box(text)
        if blanks:
            self.flow.needs(len(blanks) * (_ROOM_TO_WRITE + _LABEL.leading))
        for caption in blanks:
            self._blank(caption)

    def _need_together(self, blocks: Sequence[Sequence[Sequence[SetLine]]]) -> None:
        """Turn the page rather than leave the last short line of a part alone on the next one."""
        tall = sum(height(paragraph) for block in blocks for paragraph in block)
        if tall <= _SHORT:
            self.flow.needs(tall)

    def bars(self, heading: str, bars: Sequence[Bar]) -> None:
        """Put a bar chart beside its heading: words, a bar to the scale of the largest, the figure; read in this order.

        The bar repeats the figure, and is no part of the text.
        """
        self._leave_side()
        self.flow.space(_BETWEEN_PARTS)
        side = self._set(heading, _HEADING, LEFT, _SIDE_WIDTH) if heading else ()
        rows = [self._bar_row(bar) for bar in bars]
        tall = sum(height(label) + _BETWEEN_BARS for label, _ in rows)
        kept = rows if tall <= _KEPT_WHOLE else rows[:_TOGETHER]
        self.flow.needs(max(height(side), sum(height(label) + _BETWEEN_BARS for label, _ in kept)))
        self._beside(side)
        most = max((bar.number for bar in bars), default=0)
        for bar, (label, figure) in zip(bars, rows, strict=True):
            self.flow.needs(height(label) + _BETWEEN_BARS)
            y = self.flow.y
            self.flow.row([label, figure])
            if bar.number:
                x = _BODY_X + _CHART_LABEL + _CHART_GAP
                width = _CHART_BAR * bar.number / most
                middle = y - _CHART_TEXT.leading / 2
                self.flow.add(Rule(x, middle, width, _BAR_THICKNESS, Colour.ACCENT))
            self.flow.space(_BETWEEN_BARS)

    def _bar_row(self, bar: Bar) -> tuple[tuple[SetLine, ...], tuple[SetLine, ...]]:
        """Set words and figure of a row as one paragraph in two columns."""
        label = self._set(bar.words, _CHART_TEXT, _BODY_X, _CHART_LABEL)
        x = _BODY_X + _CHART_LABEL + _CHART_BAR + 2 * _CHART_GAP
        column = Column(x, RIGHT - x, self._language)
        return label, set_paragraph(bar.figure, _CHART_TEXT, column, self.last_part, replace_missing=True)

    def _kept_with_heading(
        self, blocks: Sequence[Sequence[Sequence[SetLine]]], boxes: Sequence[str], blanks: Sequence[str]
    ) -> float:
        """Return the height that stands on one page with a side heading: the first lines, and what they introduce."""
        first = blocks[0][0] if blocks else ()
        kept = height(first[: self._least(first)])
        if len(blocks) <= 1:
            kept += min(len(boxes), _TOGETHER) * (_BODY.leading + _BODY.after)
        if not (blocks or boxes):
            kept += len(blanks) * (_ROOM_TO_WRITE + _LABEL.leading)
        return kept

    def _labelled(self, label: str, words: str) -> list[tuple[SetLine, ...]]:
        """Return a label with the first paragraph as one, then each other paragraph."""
        head = self._set(label, _LABEL, _BODY_X, _BODY_WIDTH) if label else ()
        first, *others = [line.strip() for line in words.splitlines() if line.strip()] or [""]
        begun = (*head, *self._set(first, _BODY, _BODY_X, _BODY_WIDTH))
        return [begun, *(self._set(each, _BODY, _BODY_X, _BODY_WIDTH) for each in others)]

    def _set(self, text: str, style: Style, x: float, width: float, *, listed: bool = False) -> tuple[SetLine, ...]:
        self.last_part += 1
        column = Column(x, width, self._language)
        whole = with_whole_citations(text)
        return set_paragraph(whole, style, column, self.last_part, listed=listed, replace_missing=True)

    def _least(self, lines: Sequence[SetLine]) -> int:
        """Return how many lines from the top stay together: labels, which are small, and two lines of text."""
        labels = sum(1 for line in lines if line.marks[0].size == _LABEL.size)
        return min(len(lines), labels + _TOGETHER)

    def _stand(self, lines: Sequence[SetLine]) -> None:
        """Put a paragraph; a break leaves at least two of its lines on either side."""
        rest = list(lines)
        least = self._least(rest)
        while rest:
            fitting = self._fitting(rest)
            if fitting < len(rest):
                fitting = min(fitting, len(rest) - _TOGETHER)
            if fitting < least and self.flow.y < self.flow.area.top:
                self.flow.turn()
                continue
            for line in rest[: max(fitting, 1)]:
                self._place(line)
            rest = rest[max(fitting, 1) :]
            least = min(_TOGETHER, len(rest))
            if rest:
                self.flow.turn()

    def _fitting(self, lines: Sequence[SetLine]) -> int:
        y, count = self.flow.y, 0
        for line in lines:
            y -= line.above + line.below
            if y < self.flow.floor:
                break
            count += 1
        return count

    def _place(self, line: SetLine) -> None:
        for mark in line.marks:
            self.flow.add(mark.at(self.flow.y - line.above))
        self.flow.y -= line.above + line.below

    def _beside(self, side: Sequence[SetLine]) -> None:
        """Put a side heading without moving the place of the text."""
        y = self.flow.y
        for line in side:
            self._place(line)
        self._side_end = (len(self.flow.pages), self.flow.y)
        self.flow.y = y

    def _leave_side(self) -> None:
        """Go below the last side heading, which may be taller than its text."""
        page, end = self._side_end
        if page == len(self.flow.pages):
            self.flow.y = min(self.flow.y, end)

    def _box(self, text: str) -> None:
        lines = self._set(text, _BODY, _BODY_X + _BOX_INDENT, _BODY_WIDTH - _BOX_INDENT)
        self.flow.needs(height(lines))
        base = self.flow.y - (lines[0].above if lines else _BODY.leading)
        self.flow.add(Frame(_BODY_X, base - 1, _BOX, _BOX, 1, 0.9, Colour.INK))
        self._stand(lines)

    def _blank(self, caption: str) -> None:
        self.flow.space(_ROOM_TO_WRITE)
        self.flow.add(Rule(_BODY_X, self.flow.y, _BLANK_WIDTH, 0.7, Colour.INK))
        self._stand(self._set(caption, _LABEL, _BODY_X, _BODY_WIDTH))
