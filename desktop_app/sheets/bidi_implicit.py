"""Weak types, neutral types and implicit levels: rules W1 to W7, N0 to N2 and I1 to I2 of UAX #9."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.sheets.bidi_classes import CLOSING, OPENING
from desktop_app.sheets.bidi_explicit import RunSequence

_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_BREAKS_MARKS = frozenset({"LRI", "RLI", "FSI", "PDI"})
_AS_RIGHT = frozenset({"R", "EN", "AN"})
_DEEPEST_BRACKETS = 63


def implicit_levels(sequence: RunSequence, classes: Sequence[str], brackets: Sequence[str] | None) -> list[int]:
    """The resolved level of each position of one isolating run sequence.

    `classes` are those after explicit overrides; `brackets` is the text itself, or None when it holds no brackets.
    """
    before = [classes[position] for position in sequence.positions]
    types = _resolve_weak(before, sequence.start)
    if brackets is not None:
        _resolve_brackets(sequence, types, before, [brackets[position] for position in sequence.positions])
    _resolve_neutral(types, sequence)
    level = sequence.level
    if level & 1:
        return [level if kind == "R" else level + 1 for kind in types]
    return [level if kind == "L" else level + 1 if kind == "R" else level + 2 for kind in types]


def _resolve_weak(before: Sequence[str], start: str) -> list[str]:
    types = _resolve_marks_and_numbers(before, start)
    if "ES" in types or "CS" in types:
        _join_separators(types)
    if "ET" in types:
        _join_terminators(types)
    strong = start
    for index, kind in enumerate(types):
        if kind in ("L", "R"):
            strong = kind
        elif kind in ("ES", "ET", "CS"):  # W6
            types[index] = "ON"
        elif kind == "EN" and strong == "L":  # W7
            types[index] = "L"
    return types


def _resolve_marks_and_numbers(before: Sequence[str], start: str) -> list[str]:
    """W1, W2 and W3 in one pass: each looks only at what stands before."""
    types: list[str] = []
    previous = strong = start
    for kind in before:
        if kind == "NSM":
            kind = "ON" if previous in _BREAKS_MARKS else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        types.append("R" if kind == "AL" else kind)
    return types


def _join_separators(types: list[str]) -> None:
    """W4."""
    for index in range(1, len(types) - 1):
        kind, left = types[index], types[index - 1]
        if left == types[index + 1] and ((kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")):
            types[index] = left


def _join_terminators(types: list[str]) -> None:
    """W5."""
    index = 0
    while index < len(types):
        if types[index] != "ET":
            index += 1
            continue
        end = index
        while end < len(types) and types[end] == "ET":
            end += 1
        if (index and types[index - 1] == "EN") or (end < len(types) and types[end] == "EN"):
            types[index:end] = ["EN"] * (end - index)
        index = end


def _bracket_pairs(types: Sequence[str], characters: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of BD16 in the order of their opening brackets."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for index, character in enumerate(characters):
        if types[index] != "ON":
            continue
        if character in OPENING:
            if len(waiting) == _DEEPEST_BRACKETS:
                break
            waiting.append((OPENING[character], index))
        elif character in CLOSING:
            closing = CLOSING[character]
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == closing:
                    pairs.append((waiting[depth][1], index))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _resolve_brackets(
    sequence: RunSequence, types: list[str], before: Sequence[str], characters: Sequence[str]
) -> None:
    """N0."""
    embedding = "R" if sequence.level & 1 else "L"
    for opening, closing in _bracket_pairs(types, characters):
        direction = _bracket_direction(types, opening, closing, embedding, sequence.start)
        if direction is None:
            continue
        for bracket in (opening, closing):
            types[bracket] = direction
            mark = bracket + 1
            while mark < len(types) and before[mark] == "NSM":
                types[mark] = direction
                mark += 1


def _bracket_direction(types: Sequence[str], opening: int, closing: int, embedding: str, start: str) -> str | None:
    inside = {_direction(kind) for kind in types[opening + 1 : closing]}
    if embedding in inside:
        return embedding
    opposite = "L" if embedding == "R" else "R"
    if opposite not in inside:
        return None
    for kind in reversed(types[:opening]):
        context = _direction(kind)
        if context:
            return context
    return start


def _direction(kind: str) -> str | None:
    return "L" if kind == "L" else "R" if kind in _AS_RIGHT else None


def _resolve_neutral(types: list[str], sequence: RunSequence) -> None:
    """N1 and N2."""
    embedding = "R" if sequence.level & 1 else "L"
    count = len(types)
    index = 0
    while index < count:
        if types[index] not in _NEUTRAL:
            index += 1
            continue
        end = index
        while end < count and types[end] in _NEUTRAL:
            end += 1
        left = _direction(types[index - 1]) if index else sequence.start
        right = _direction(types[end]) if end < count else sequence.end
        types[index:end] = [left if left == right and left else embedding] * (end - index)
        index = end
