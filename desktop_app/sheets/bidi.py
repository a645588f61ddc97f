"""The Unicode Bidirectional Algorithm (UAX #9): levels of a paragraph and the visual order of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.sheets.bidi_classes import CLOSING, OPENING, bidi_classes, matching_isolates
from desktop_app.sheets.bidi_explicit import REMOVED, explicit_levels, first_strong_level, run_sequences
from desktop_app.sheets.bidi_implicit import implicit_levels

_BRACKETS = frozenset(OPENING) | frozenset(CLOSING)
# Where none of these stands, a paragraph from left to right has one level: scripts from right to left with their
# digits, and the marks, embeddings and isolates that have a direction.
_TURNING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TRAILING = frozenset({"WS", "LRI", "RLI", "FSI", "PDI"})


def paragraph_level(classes: Sequence[str]) -> int:
    """0 or 1: the level that the first strong character gives, 0 without one (P2, P3)."""
    return first_strong_level(classes, matching_isolates(classes), 0, len(classes), 0)


def resolve_levels(classes: Sequence[str], base: int, text: Sequence[str] | None = None) -> list[int]:
    """The resolved levels of one paragraph before L1; REMOVED (-1) where X9 removes the character.

    `classes` are Bidi_Class names, `base` the paragraph level, `text` the characters (needed for paired brackets).
    """
    matches = matching_isolates(classes)
    levels, resolved = explicit_levels(classes, matches, base)
    brackets = text if text is not None and any(character in _BRACKETS for character in text) else None
    # All sequences first: they are read from the explicit levels, which the loop replaces.
    for sequence in list(run_sequences(classes, levels, matches, base)):
        for position, level in zip(sequence.positions, implicit_levels(sequence, resolved, brackets), strict=True):
            levels[position] = level
    return levels


def line_levels(classes: Sequence[str], levels: Sequence[int], base: int) -> list[int]:
    """The levels of one line after L1: separators and white space before them or at the end take the base level."""
    settled = list(levels)
    at_end = True
    for position in range(len(classes) - 1, -1, -1):
        kind = classes[position]
        if kind in ("B", "S"):
            at_end = True
        elif levels[position] == REMOVED:
            continue
        elif kind not in _TRAILING:
            at_end = False
        if at_end:
            settled[position] = base
    return settled


def visual_order(levels: Sequence[int]) -> list[int]:
    """Positions from left to right for the levels of one line (L2); removed positions are left out."""
    order = [position for position, level in enumerate(levels) if level != REMOVED]
    odd = [levels[position] for position in order if levels[position] & 1]
    if not odd:
        return order
    for level in range(max(levels), min(odd) - 1, -1):
        index = 0
        while index < len(order):
            if levels[order[index]] < level:
                index += 1
                continue
            end = index
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[index:end] = order[index:end][::-1]
            index = end
    return order


def text_levels(text: str, base: int) -> list[int]:
    """The level of every character of one paragraph; what X9 removes takes the level of what stands before it."""
    if base == 0 and _TURNING.search(text) is None:
        return [0] * len(text)
    levels = resolve_levels(bidi_classes(text), base, text)
    previous = base
    for position, level in enumerate(levels):
        if level == REMOVED:
            levels[position] = previous
        else:
            previous = level
    return levels
