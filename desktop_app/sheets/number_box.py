"""The framed numbers: emergency, advice, from abroad, and a code that leads to more information."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.sheets.contacts import contacts
from desktop_app.sheets.content import filled, words
from desktop_app.sheets.drawing import Colour, Frame, Mark, Role, Squares, Text
from desktop_app.sheets.font_faces import Weight, is_right_to_left
from desktop_app.sheets.layout import MARGIN, WIDTH
from desktop_app.sheets.qr import QUIET_ZONE, qr_rows
from desktop_app.sheets.typesetting import Style, shaped_line

BOX_HEIGHT = 98.0
_PADDING = 14.0
_CODE = 78.0
_BETWEEN = " \u00b7 "
_LABEL = Style(10, 14, Weight.REGULAR, Colour.INK, Role.PARAGRAPH)
_NUMBER = Style(14, 18, Weight.STRONG, Colour.INK, Role.PARAGRAPH)
_SMALL_NUMBER = Style(10, 14, Weight.STRONG, Colour.INK, Role.PARAGRAPH)
_ROWS = (
    ("emergency", "{phone:emergency}", _NUMBER),
    ("advice", "{phone:assistance}", _NUMBER),
    ("from_abroad", "{phone_abroad:assistance}", _SMALL_NUMBER),
    ("more", "", _SMALL_NUMBER),
)
_DROPS = (25.0, 48.0, 68.5, 84.5)
_DISCREET_DROPS = (29.0, 56.0, 80.5)


def number_rows(*, discreet: bool) -> tuple[tuple[str, str], ...]:
    """What each number is for, as a field of Words, with the token of the number; "" for the code."""
    return tuple((label, number) for label, number, _ in _ROWS if number or not discreet)


def number_box(top: float, used: Sequence[str], first_part: int, *, discreet: bool = False) -> tuple[Mark, ...]:
    """The marks of the box below `top`; labels in the languages used, the first one deciding the side.

    A discreet box leads nowhere: it has no code.
    """
    base = used[0]
    right_to_left = is_right_to_left(base)
    left, right = MARGIN + _PADDING, MARGIN + WIDTH - _PADDING
    inner = right if discreet else right - _CODE - 18.0
    rows = _ROWS[:-1] if discreet else _ROWS
    drops = _DISCREET_DROPS if discreet else _DROPS
    marks: list[Mark] = [Frame(MARGIN, top - BOX_HEIGHT, WIDTH, BOX_HEIGHT, 6.0, 1.1, Colour.ACCENT)]
    for index, ((label, number, style), drop) in enumerate(zip(rows, drops, strict=True)):
        part = first_part + index
        labels = dict.fromkeys(filled(str(getattr(words(language), label))) for language in used)
        label_text = _BETWEEN.join(labels)
        row = [_text(label_text, _LABEL, base, left, top - drop, part)]
        if number:
            mark = _text(filled(number), style, base, 0.0, top - drop, part)
            row.append(_moved(mark, inner - _width(mark)))
        marks.extend(_mirrored(mark) if right_to_left else mark for mark in row)
    if not discreet:
        marks.append(_code(top, left if right_to_left else right - _CODE))
    return tuple(marks)


def _code(top: float, code_x: float) -> Squares:
    rows = qr_rows(contacts().entries["web"].address)
    quiet = _CODE * QUIET_ZONE / (len(rows) + 2 * QUIET_ZONE)
    corner = top - BOX_HEIGHT / 2 - _CODE / 2
    return Squares(code_x + quiet, corner + quiet, _CODE - 2 * quiet, rows)


def _text(text: str, style: Style, language: str, x: float, y: float, part: int) -> Text:
    line = shaped_line(text, style, language)
    return Text(x, y, style.size, line, style.colour, style.role, language, part)


def _width(mark: Text) -> float:
    return mark.line.width * mark.size / 1000


def _moved(mark: Text, x: float) -> Text:
    return Text(x, mark.y, mark.size, mark.line, mark.colour, mark.role, mark.language, mark.part)


def _mirrored(mark: Text) -> Text:
    return _moved(mark, 2 * MARGIN + WIDTH - mark.x - _width(mark))
