"""The scale of a timeline: which days stand to scale, where the scale has marks, and which points share a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

#: The least number of days to scale, so that a young case is not all on one edge.
_LEAST_DAYS: Final = 7

#: How far after today points still stand to scale, whatever the past; later ones are named in words.
_AHEAD: Final = 14

#: Days between two marks, the first that leaves room for their words.
_STEPS: Final = (1, 2, 7, 14, 30, 61, 91, 182, 365, 730)

#: From this step on, months stand at the marks instead of days.
MONTHS_FROM: Final = 28


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its lane, day, words, the words of its day, and whether it has happened or asks for something.

    `note` is what must be known about the day, such as the section that gives it.
    """

    lane: str
    on: date
    words: str
    day_words: str
    happened: bool = True
    asks: bool = False
    key: str = ""
    note: str = ""

    @property
    def spoken(self) -> str:
        """The point as a screen reader says it."""
        return f"{self.day_words}: {self.words}. {self.note}" if self.note else f"{self.day_words}: {self.words}"


@dataclass(frozen=True, slots=True)
class Place:
    """Points of one lane and day, which share a dot; `words` are theirs, each once."""

    points: tuple[Point, ...]

    @property
    def words(self) -> str:
        """What stands beside the dot."""
        return " · ".join(dict.fromkeys(point.words for point in self.points))


@dataclass(frozen=True, slots=True)
class Scale:
    """The days that stand to scale, both ends included."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Where a day stands between the ends, from 0 to 1."""
        return (day - self.first).days / max(1, (self.last - self.first).days)

    def marks(self, room: float, least: float) -> tuple[int, tuple[date, ...]]:
        """Return the days between two marks and the marks: as many as `room` has places `least` wide."""
        days = max(1, (self.last - self.first).days)
        step = next((step for step in _STEPS if room * step / days >= least), _STEPS[-1])
        count = days // step + 1
        return step, tuple(self.first + timedelta(days=step * number) for number in range(count))


def scale_of(points: Sequence[Point], today: date) -> Scale:
    """Return the days to scale: from the first point to today, and as far ahead as work is near."""
    first = min([point.on for point in points] + [today])
    ahead = today + timedelta(days=max(_AHEAD, (today - first).days // 3))
    near = [point.on for point in points if point.on <= ahead]
    last = max([*near, today, first + timedelta(days=_LEAST_DAYS)])
    return Scale(first, last)


def places_of(points: Sequence[Point], scale: Scale) -> tuple[Place, ...]:
    """Return the points that stand to scale, those of one lane and day together, in their order."""
    together: dict[tuple[str, date], list[Point]] = {}
    for point in points:
        if point.on <= scale.last:
            together.setdefault((point.lane, point.on), []).append(point)
    return tuple(Place(tuple(each)) for each in together.values())


def later(points: Sequence[Point], scale: Scale) -> tuple[Point, ...]:
    """Return the points beyond the scale, in their order."""
    return tuple(point for point in points if point.on > scale.last)
