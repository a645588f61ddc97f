"""What stands on a page, in points from the lower left corner; pdf.py writes it, tests read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desktop_app.sheets.lines import Line

PAGE_WIDTH = 595.276
PAGE_HEIGHT = 841.89


class Colour(StrEnum):
    """The few colours of a sheet, as in the window's light theme."""

    INK = "#22272A"
    MUTED = "#585D5E"
    ACCENT = "#0F5A62"
    HAIRLINE = "#DAD5CC"
    WATERMARK = "#EDE3D3"
    BLACK = "#000000"


class Role(StrEnum):
    """The structure element that a piece of text belongs to; an artifact is outside the reading order."""

    TITLE = "H1"
    HEADING = "H2"
    PARAGRAPH = "P"
    ARTIFACT = "Artifact"


class Text(NamedTuple):
    """One line of text with its left end on the baseline; lines with the same `part` form one structure element."""

    x: float
    y: float
    size: float
    line: Line
    colour: Colour
    role: Role
    language: str
    part: int = 0
    angle: float = 0.0

    def at(self, y: float) -> Text:
        """The same line on another baseline."""
        return Text(self.x, y, self.size, self.line, self.colour, self.role, self.language, self.part)


class Rule(NamedTuple):
    """A horizontal line."""

    x: float
    y: float
    width: float
    thickness: float
    colour: Colour


class Frame(NamedTuple):
    """A rectangle with rounded corners; (x, y) is its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    thickness: float
    colour: Colour


class Squares(NamedTuple):
    """A square pattern such as a QR code: rows from the top, true = dark; (x, y) is the lower left corner."""

    x: float
    y: float
    size: float
    rows: tuple[tuple[bool, ...], ...]


Mark = Text | Rule | Frame | Squares


@dataclass(frozen=True, slots=True)
class Page:
    """One page, A4 upright unless it says otherwise: its marks in the order in which they are drawn and read."""

    marks: tuple[Mark, ...]
    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT
