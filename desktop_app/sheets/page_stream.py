"""The content stream of one page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from desktop_app.sheets.drawing import Colour, Frame, Mark, Role, Rule, Squares, Text
from desktop_app.sheets.pdf_fonts import UsedFont
from desktop_app.sheets.shaping import GlyphRun

# How far the handles of a Bézier quarter circle reach.
_ROUND = 0.5522847498

FontOf = Callable[[str], UsedFont]
MarkedContent = Callable[[Text], str]


def page_stream(marks: Sequence[Mark], font_of: FontOf, begin: MarkedContent) -> bytes:
    """The drawing operators of the marks; `begin` gives the operator that opens the marked content of a text."""
    parts: list[str] = []
    for mark in marks:
        if isinstance(mark, Text):
            parts.append(f"{begin(mark)}\n{_text(mark, font_of)}\nEMC")
        else:
            parts.append(f"/{Role.ARTIFACT} BMC\n{_shape(mark)}\nEMC")
    return "\n".join(parts).encode("ascii")


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _colour(colour: Colour, operator: str) -> str:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return " ".join(_number(channel) for channel in channels) + f" {operator}"


def _text(mark: Text, font_of: FontOf) -> str:
    turn = math.radians(mark.angle)
    cosine, sine = math.cos(turn), math.sin(turn)
    parts = ["BT", _colour(mark.colour, "rg")]
    x = 0.0
    for run in mark.line.runs:
        font = font_of(run.face)
        matrix = (cosine, sine, -sine, cosine, mark.x + x * cosine, mark.y + x * sine)
        parts.append(f"/{font.resource} {_number(mark.size)} Tf {' '.join(_number(item) for item in matrix)} Tm")
        parts.append(_glyphs(run, font))
        x += run.width * mark.size / 1000
    parts.append("ET")
    return "\n".join(parts)


def _glyphs(run: GlyphRun, font: UsedFont) -> str:
    """The TJ array of one run."""
    array: list[str] = []
    for glyph in run.glyphs:
        code = font.code(glyph)
        array.append(f"<{code:04X}>")
        back = font.width(code) - glyph.advance
        if back:
            array.append(f"{back}")
    return f"[{''.join(array)}] TJ".replace("><", "")


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


def _squares(mark: Squares) -> str:
    side = mark.size / len(mark.rows)
    parts = [_colour(Colour.BLACK, "rg")]
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
