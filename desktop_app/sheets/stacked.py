"""One language from top to bottom: heading over text, then the numbers under each other. Large print, and panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.sheets.contacts import contacts
from desktop_app.sheets.content import SheetText, filled, words
from desktop_app.sheets.drawing import Colour, Role, Rule, Squares
from desktop_app.sheets.font_faces import Weight, is_right_to_left
from desktop_app.sheets.layout import Area, Flow
from desktop_app.sheets.number_box import number_rows
from desktop_app.sheets.qr import QUIET_ZONE, qr_rows
from desktop_app.sheets.typesetting import Column, SetLine, Style, height, set_paragraph

_TITLE = Style(24, 30, Weight.STRONG, Colour.INK, Role.TITLE, after=4)
_HEADING = Style(18, 25, Weight.STRONG, Colour.ACCENT, Role.HEADING, after=2)
_BODY = Style(18, 25, Weight.REGULAR, Colour.INK, Role.PARAGRAPH, after=4)
_NUMBER = Style(24, 32, Weight.STRONG, Colour.INK, Role.PARAGRAPH, after=8)
_AFTER_BLOCK = 14.0
# A block that is taller than this part of a page may go on after a page break.
_WHOLE = 0.5
#: The size of the letters of the text when the factor is 1, in points.
BODY_SIZE = _BODY.size


@dataclass(slots=True)
class Stack:
    """Sets one language into one flow; `factor` scales every size, `last_part` numbers the structure elements."""

    flow: Flow
    language: str
    factor: float
    last_part: int = 0

    def lines(self, text: str, style: Style, *, listed: bool = False) -> list[SetLine]:
        """The lines of one paragraph, tokens filled."""
        self.last_part += 1
        column = Column(self.flow.area.left, self.flow.area.width, self.language)
        return list(set_paragraph(filled(text), style.scaled(self.factor), column, self.last_part, listed=listed))

    def title(self, text: str) -> None:
        """The title with the rule under it."""
        area = self.flow.area
        self.flow.row([self.lines(text, _TITLE)])
        self.flow.space(3 * self.factor)
        self.flow.add(Rule(area.left, self.flow.y, area.width, 1.4, Colour.ACCENT))
        self.flow.space(12 * self.factor)

    def blocks(self, text: SheetText) -> None:
        """Every block; a heading stays with the first paragraph under it."""
        for block in text.blocks:
            heading = self.lines(block.heading, _HEADING)
            first, *others = [self.lines(each.text, _BODY, listed=each.listed) for each in block.paragraphs] or [[]]
            rows = [heading + first, *others]
            whole = sum(map(height, rows))
            area = self.flow.area
            self.flow.needs(whole if whole <= _WHOLE * (area.top - area.bottom) else height(rows[0]))
            for lines in rows:
                self.flow.row([lines])
            self.flow.space(_AFTER_BLOCK * self.factor)

    def numbers(self, code_size: float, *, discreet: bool) -> None:
        """The numbers, each under what it is for, on one page; with the code unless it would lead a searcher on."""
        rows = [self.lines(words(self.language).numbers, _HEADING)]
        for label, number in number_rows(discreet=discreet):
            said = self.lines(getattr(words(self.language), label), _BODY)
            rows.append(said + (self.lines(number, _NUMBER) if number else []))
        self.flow.needs(sum(map(height, rows)) + (0.0 if discreet else code_size))
        for row in rows:
            self.flow.row([row])
        if not discreet:
            self._code(code_size)

    def _code(self, size: float) -> None:
        self.flow.needs(size)
        area, rows = self.flow.area, qr_rows(contacts().entries["web"].address)
        quiet = size * QUIET_ZONE / (len(rows) + 2 * QUIET_ZONE)
        x = area.left + area.width - size if is_right_to_left(self.language) else area.left
        self.flow.add(Squares(x + quiet, self.flow.y - size + quiet, size - 2 * quiet, rows))
        self.flow.space(size)


def large_print_flow(texts: Sequence[SheetText], *, discreet: bool = False) -> Flow:
    """As many A4 pages as the last of the texts needs with letters of at least 18 pt."""
    text = texts[-1]
    stack = Stack(Flow(), text.language, 1.0)
    stack.title(text.title)
    stack.blocks(text)
    stack.numbers(96.0, discreet=discreet)
    return stack.flow


def panel_flow(area: Area, text: SheetText, factor: float, last_part: int) -> Stack:
    """The blocks of a text in small panels."""
    stack = Stack(Flow(area=area), text.language, factor, last_part)
    stack.blocks(text)
    return stack
