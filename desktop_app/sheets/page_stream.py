"""The content stream of one page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from desktop_app.sheets.drawing import Colour, Frame, Mark, Role, Rule, Squares, Text
from desktop_app.sheets.pdf_fonts import UsedFont
from desktop_app.sheets.shaping import GlyphRun

# How far the handles of a Bézier quarter circle reach.
_ROUND = 0.5522847498

FontOf = Callable[[str], UsedFont]
MarkedContent = Callable[[Text], str]


def page_stream(marks: Sequence[Mark], font_of: FontOf, begin: MarkedContent) -> bytes:
    """The drawing operators of the marks.

    `begin` gives the operator that opens the marked content of a text; lines of one part that follow each other share
    it. Everything else is an artifact.
    """
    parts: list[str] = []
    is_open = 0
    for mark in marks:
        part = mark.part if isinstance(mark, Text) else 0
        if is_open and part != is_open:
            parts.append("EMC")
            is_open = 0
        if isinstance(mark, Text):
            if not is_open:
                parts.append(begin(mark))
            parts.append(_text(mark, font_of))
            is_open = part
        else:
            parts += [f"/{Role.ARTIFACT} BMC", _shape(mark)]
        if not is_open:
            parts.append("EMC")
    if is_open:
        parts.append("EMC")
    return "\n".join(parts).encode("ascii")


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=64)
def _colour(colour: Colour, operator: str) -> str:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return " ".join(f"{channel:.4f}" for channel in channels) + f" {operator}"


def _text(mark: Text, font_of: FontOf) -> str:
    """One line: the pen goes on from run to run, so that only a change of font needs an operator."""
    parts = [f"BT {_colour(mark.colour, 'rg')} {_matrix(mark)} Tm"]
    runs = mark.line.runs
    start = 0
    while start < len(runs):
        face = runs[start].face
        end = start
        while end < len(runs) and runs[end].face == face:
            end += 1
        font = font_of(face)
        parts.append(f"/{font.resource} {_number(mark.size)} Tf {_glyphs(runs[start:end], font)} TJ")
        start = end
    parts.append("ET")
    return "\n".join(parts)


def _matrix(mark: Text) -> str:
    if not mark.angle:
        return f"1 0 0 1 {_number(mark.x)} {_number(mark.y)}"
    turn = math.radians(mark.angle)
    cosine, sine = math.cos(turn), math.sin(turn)
    return f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {_number(mark.x)} {_number(mark.y)}"


def _glyphs(runs: Sequence[GlyphRun], font: UsedFont) -> str:
    """The glyphs of runs in one font with their codes and what kerning moves them by."""
    shown, show = font.shown, font.show
    codes = [shown.get(glyph) or show(glyph) for run in runs for glyph in run.glyphs]
    return f"[<{''.join(codes)}>]".replace("<>", "")


def _shape(mark: Rule | Frame | Squares) -> str:
    if isinstance(mark, Rule):
        ends = f"{_number(mark.x)} {_number(mark.y)} m {_number(mark.x + mark.width)} {_number(mark.y)} l S"
        return f"{_colour(mark.colour, 'RG')} {_number(mark.thickness)} w {ends}"
    if isinstance(mark, Frame):
        return f"{_colour(mark.colour, 'RG')} {_number(mark.thickness)} w {_rounded(mark)} s"
    return _squares(mark)


def _rounded(frame: Frame) -> str:
    left, bottom, right, top = frame.x, frame.y, frame.x + frame.width, frame.y + frame.height
    radius, handle = frame.radius, frame.radius * (1 - _ROUND)
    steps = (
        ((left + radius, bottom), "m"),
        ((right - radius, bottom), "l"),
        ((right - handle, bottom, right, bottom + handle, right, bottom + radius), "c"),
        ((right, top - radius), "l"),
        ((right, top - handle, right - handle, top, right - radius, top), "c"),
        ((left + radius, top), "l"),
        ((left + handle, top, left, top - handle, left, top - radius), "c"),
        ((left, bottom + radius), "l"),
        ((left, bottom + handle, left + handle, bottom, left + radius, bottom), "c"),
    )
    return " ".join(" ".join(_number(value) for value in values) + f" {operator}" for values, operator in steps)


@lru_cache(maxsize=16)
def _squares(mark: Squares) -> str:
    side = mark.size / len(mark.rows)
    ground = " ".join(_number(value) for value in (mark.x, mark.y, mark.size, mark.size))
    parts = [f"1 1 1 rg {ground} re f", _colour(Colour.BLACK, "rg")]
    for row, modules in enumerate(mark.rows):
        y = mark.y + mark.size - (row + 1) * side
        start = 0
        while start < len(modules):
            end = start
            while end < len(modules) and modules[end] == modules[start]:
                end += 1
            if modules[start]:
                box = (mark.x + start * side, y, (end - start) * side, side)
                parts.append(" ".join(_number(value) for value in box) + " re")
            start = end
    return "\n".join([*parts, "f"])
