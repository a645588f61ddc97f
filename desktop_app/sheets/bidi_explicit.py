"""Explicit levels and isolating run sequences: rules P2 to P3 and X1 to X10 of UAX #9."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop_app.sheets.bidi_classes import EMBEDDINGS, ISOLATE_INITIATORS, REMOVED_BY_X9

DEEPEST = 125
REMOVED = -1


class RunSequence(NamedTuple):
    """One isolating run sequence of X10: its positions in logical order, its level and what surrounds it."""

    positions: tuple[int, ...]
    level: int
    start: str
    end: str


class _Status(NamedTuple):
    level: int
    override: str | None
    isolate: bool


@dataclass(slots=True)
class _Stack:
    """The directional status stack with its three counters (X1)."""

    entries: list[_Status]
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0

    @property
    def top(self) -> _Status:
        return self.entries[-1]

    def next_level(self, right_to_left: bool) -> int:
        level = self.top.level
        return (level + 1) | 1 if right_to_left else (level + 2) & ~1

    def remove(self, kind: str) -> None:
        """What the controls do that X9 removes afterwards."""
        if kind in EMBEDDINGS:
            self.embed(kind)
        elif kind == "PDF":
            self.end_embedding()

    def embed(self, kind: str) -> None:
        """X2 to X5."""
        level = self.next_level(kind in ("RLE", "RLO"))
        if level <= DEEPEST and not self.overflow_isolates and not self.overflow_embeddings:
            override = {"LRO": "L", "RLO": "R"}.get(kind)
            self.entries.append(_Status(level, override, isolate=False))
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def isolate(self, right_to_left: bool) -> None:
        """X5a to X5c."""
        level = self.next_level(right_to_left)
        if level <= DEEPEST and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += 1
            self.entries.append(_Status(level, None, isolate=True))
        else:
            self.overflow_isolates += 1

    def end_isolate(self) -> None:
        """X6a."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.top.isolate:
                self.entries.pop()
            self.entries.pop()
            self.valid_isolates -= 1

    def end_embedding(self) -> None:
        """X7."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.top.isolate and len(self.entries) > 1:
            self.entries.pop()


def first_strong_level(classes: Sequence[str], matches: Mapping[int, int], start: int, end: int, default: int) -> int:
    """The paragraph level that the first strong character outside isolates gives (P2, P3)."""
    position = start
    while position < end:
        kind = classes[position]
        if kind in ("R", "AL"):
            return 1
        if kind == "L":
            return 0
        position = matches.get(position, end) + 1 if kind in ISOLATE_INITIATORS else position + 1
    return default


def explicit_levels(classes: Sequence[str], matches: Mapping[int, int], base: int) -> tuple[list[int], list[str]]:
    """The embedding level of every position (REMOVED where X9 removes it) and the classes after overrides."""
    levels: list[int] = []
    resolved = list(classes)
    stack = _Stack([_Status(base, None, isolate=False)])
    for position, kind in enumerate(classes):
        if kind in REMOVED_BY_X9:
            stack.remove(kind)
            levels.append(REMOVED)
            continue
        if kind == "B":
            levels.append(base)
            continue
        if kind == "PDI":
            stack.end_isolate()
        levels.append(stack.top.level)
        resolved[position] = stack.top.override or kind
        if kind in ISOLATE_INITIATORS:
            stack.isolate(_opens_right_to_left(kind, classes, matches, position))
    return levels, resolved


def _opens_right_to_left(kind: str, classes: Sequence[str], matches: Mapping[int, int], position: int) -> bool:
    if kind == "FSI":
        end = matches.get(position, len(classes))
        return first_strong_level(classes, matches, position + 1, end, 0) == 1
    return kind == "RLI"


def _level_runs(levels: Sequence[int], kept: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    previous = REMOVED
    for position in kept:
        if levels[position] != previous:
            runs.append([])
            previous = levels[position]
        runs[-1].append(position)
    return runs


def run_sequences(
    classes: Sequence[str], levels: Sequence[int], matches: Mapping[int, int], base: int
) -> Iterator[RunSequence]:
    """The isolating run sequences of a paragraph (X10); `classes` are the original ones."""
    kept = [position for position, level in enumerate(levels) if level != REMOVED]
    runs = _level_runs(levels, kept)
    if len(runs) == 1:
        level = levels[kept[0]]
        side = _side(level, base)
        yield RunSequence(tuple(kept), level, side, side)
        return
    order = {position: index for index, position in enumerate(kept)}
    closings = set(matches.values())
    by_start = {run[0]: run for run in runs}
    for run in runs:
        if run[0] in closings:
            continue
        positions = list(run)
        while (closing := matches.get(positions[-1])) is not None:
            positions.extend(by_start[closing])
        level = levels[positions[0]]
        index = order[positions[0]]
        before = levels[kept[index - 1]] if index else base
        after = base
        if classes[positions[-1]] not in ISOLATE_INITIATORS:
            index = order[positions[-1]] + 1
            after = levels[kept[index]] if index < len(kept) else base
        yield RunSequence(tuple(positions), level, _side(level, before), _side(level, after))


def _side(level: int, neighbour: int) -> str:
    return "R" if max(level, neighbour) & 1 else "L"
