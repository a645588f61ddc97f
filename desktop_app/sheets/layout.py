"""Rows of columns flowing over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.sheets.drawing import PAGE_HEIGHT, PAGE_WIDTH, Mark, Page
from desktop_app.sheets.typesetting import SetLine, height

MARGIN = 52.0
TOP = PAGE_HEIGHT - 46.0
BOTTOM = 58.0
WIDTH = PAGE_WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Area:
    """Where text stands on a page: left edge, width, highest and lowest place, in points."""

    left: float
    width: float
    top: float
    bottom: float


A4 = Area(MARGIN, WIDTH, TOP, BOTTOM)


@dataclass(slots=True)
class Flow:
    """Pages of one area being filled from the top.

    `reserve` keeps room at the foot of the first page; `divided` counts the blocks that go on over a page break.
    """

    reserve: float = 0.0
    area: Area = A4
    y: float = field(init=False)
    divided: int = 0
    pages: list[list[Mark]] = field(default_factory=lambda: [[]])

    def __post_init__(self) -> None:
        self.y = self.area.top

    @property
    def floor(self) -> float:
        """The lowest place for text on this page."""
        return self.area.bottom + (self.reserve if len(self.pages) == 1 else 0.0)

    def add(self, mark: Mark) -> None:
        """Put a mark at its own place on this page."""
        self.pages[-1].append(mark)

    def space(self, amount: float) -> None:
        """Move down."""
        self.y -= amount

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.y = self.area.top

    def needs(self, amount: float) -> None:
        """Turn the page unless so much height is left on it, or no page has so much."""
        if self.y - amount < self.floor and amount <= self.area.top - self.area.bottom:
            self.turn()

    def row(self, cells: Sequence[Sequence[SetLine]]) -> None:
        """Columns of lines whose first baselines are level; kept on one page when a page can hold them."""
        waiting = [list(cell) for cell in cells]
        highest = max((cell[0].above for cell in waiting if cell), default=0.0)
        self.needs(max((height(cell) + highest - cell[0].above for cell in waiting if cell), default=0.0))
        while True:
            highest = max((cell[0].above for cell in waiting if cell), default=0.0)
            ends = [self._place(cell, highest) for cell in waiting]
            if not any(waiting):
                self.y = min(ends, default=self.y)
                return
            self.turn()

    def _place(self, lines: list[SetLine], highest: float) -> float:
        """Place as many lines as fit, take them from the list, and give the height reached."""
        y = self.y - (highest - lines[0].above if lines else 0.0)
        first = True
        while lines and (first or y - lines[0].above - lines[0].below >= self.floor):
            line = lines.pop(0)
            self.pages[-1].extend(mark.at(y - line.above) for mark in line.marks)
            y -= line.above + line.below
            first = False
        return y

    def finished(self) -> tuple[Page, ...]:
        """The pages as they are now."""
        return tuple(Page(tuple(marks)) for marks in self.pages)
