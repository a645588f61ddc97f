"""Text set into the width of a column: sizes, line heights, indents and alignment of each script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from desktop_app.sheets.drawing import Colour, Role, Text
from desktop_app.sheets.font_faces import ARABIC, CHINESE, Weight, is_right_to_left, own_family
from desktop_app.sheets.lines import Line, fill_lines
from desktop_app.sheets.shaping import shape_words

BULLET = "\u2022"
# Of list items and of the bullet before them, in the size of their letters.
_INDENT, _BULLET_INDENT = 1.02, 0.14
# How much larger the letters and their lines must be to look like Latin ones of the same size, by font family.
_SIZES = {
    ARABIC: (1.12, 1.2),
    "NotoSansBengali": (1.04, 1.12),
    "NotoSansDevanagari": (1.04, 1.12),
    "NotoSansEthiopic": (1.0, 1.08),
    "NotoSansThai": (1.06, 1.18),
    CHINESE: (1.0, 1.08),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks: size and line height in points, weight, colour, and its place in the structure."""

    size: float
    leading: float
    weight: Weight
    colour: Colour
    role: Role
    after: float = 0.0

    def scaled(self, factor: float) -> Style:
        """The same style, larger or smaller."""
        return _scaled(self, factor)

    def for_language(self, language: str) -> Style:
        """The same style with the size and line height that the script needs to look alike."""
        factors = _SIZES.get(own_family(language))
        if factors is None:
            return self
        return replace(self, size=self.size * factors[0], leading=self.leading * factors[1])


@lru_cache(maxsize=64)
def _scaled(style: Style, factor: float) -> Style:
    return replace(style, size=style.size * factor, leading=style.leading * factor, after=style.after * factor)


@dataclass(frozen=True, slots=True)
class Column:
    """A place for text: its left edge, its width, and the language that decides the side it starts from."""

    x: float
    width: float
    language: str

    @property
    def right_to_left(self) -> bool:
        return is_right_to_left(self.language)


class SetLine(NamedTuple):
    """A line of a column: its marks for a baseline at 0, the space it takes above and below its baseline."""

    marks: tuple[Text, ...]
    above: float
    below: float


def shaped_line(text: str, style: Style, language: str, *, replace_missing: bool = False) -> Line:
    """One line that never breaks, however long."""
    words = shape_words(text, language, style.weight, replace_missing=replace_missing)
    (line,) = fill_lines(words, float("inf")) or (Line(()),)
    return line


@lru_cache(maxsize=4096)
def set_paragraph(
    text: str, style: Style, column: Column, part: int, *, listed: bool = False, replace_missing: bool = False
) -> tuple[SetLine, ...]:
    """The lines of one paragraph or list item, aligned to the side where its language starts."""
    style = style.for_language(column.language)
    indent = _INDENT * style.size if listed else 0.0
    shaped = shape_words(text, column.language, style.weight, replace_missing=replace_missing)
    lines = fill_lines(shaped, (column.width - indent) / style.size * 1000)
    above = style.size * 0.3 + style.leading * 0.5
    found = []
    for index, line in enumerate(lines):
        marks = [_mark(line, style, column, indent, part)]
        if listed and index == 0:
            bullet = shaped_line(BULLET, style, _bullet_language(column.language))
            marks.insert(0, _mark(bullet, style, column, _BULLET_INDENT * style.size, part))
        below = style.leading - above + (style.after if index + 1 == len(lines) else 0.0)
        found.append(SetLine(tuple(marks), above, below))
    return tuple(found)


def _bullet_language(language: str) -> str:
    """The bullet of the Chinese font is as wide as a character and would touch the text."""
    return "en" if own_family(language) == CHINESE else language


def _mark(line: Line, style: Style, column: Column, indent: float, part: int) -> Text:
    x = column.x + indent
    if column.right_to_left:
        x = column.x + column.width - indent - line.width * style.size / 1000
    return Text(x, 0.0, style.size, line, style.colour, style.role, column.language, part)


def height(lines: Sequence[SetLine]) -> float:
    """The height of lines under each other."""
    return sum(line.above + line.below for line in lines)
