"""The writing system of a character, as far as shaping and fonts need it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

COMMON = "Zyyy"
# First code point of each range with its ISO 15924 code; what is not named here takes the script beside it.
_RANGES = (
    (0x0000, COMMON), (0x0041, "Latn"), (0x005B, COMMON), (0x0061, "Latn"), (0x007B, COMMON), (0x00AA, "Latn"),
    (0x00AB, COMMON), (0x00BA, "Latn"), (0x00BB, COMMON), (0x00C0, "Latn"), (0x02B9, COMMON), (0x0370, "Grek"),
    (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"), (0x0700, "Syrc"), (0x0750, "Arab"),
    (0x0780, "Thaa"), (0x07C0, COMMON), (0x0870, "Arab"), (0x0900, "Deva"), (0x0964, COMMON), (0x0966, "Deva"),
    (0x0980, "Beng"), (0x0A00, "Guru"),
    (0x0A80, "Gujr"), (0x0B00, "Orya"), (0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"), (0x0D00, "Mlym"),
    (0x0D80, "Sinh"), (0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, "Tibt"), (0x1000, "Mymr"), (0x10A0, "Geor"),
    (0x1100, "Hang"), (0x1200, "Ethi"), (0x13A0, COMMON), (0x1780, "Khmr"), (0x1800, COMMON), (0x1C80, "Cyrl"),
    (0x1C90, "Geor"), (0x1CC0, COMMON), (0x1D00, "Latn"), (0x1DC0, COMMON), (0x1E00, "Latn"), (0x1F00, "Grek"),
    (0x2000, COMMON), (0x2C60, "Latn"), (0x2C80, COMMON), (0x2D80, "Ethi"), (0x2DE0, "Cyrl"), (0x2E00, COMMON),
    (0x2E80, "Hani"), (0x3000, COMMON), (0x3005, "Hani"), (0x3008, COMMON), (0x3041, "Hira"), (0x30A0, "Kana"),
    (0x3100, "Bopo"), (0x3130, "Hang"), (0x3190, COMMON), (0x3400, "Hani"), (0xA000, COMMON), (0xA640, "Cyrl"),
    (0xA6A0, COMMON), (0xA722, "Latn"), (0xA800, COMMON), (0xAB30, "Latn"), (0xAB70, COMMON), (0xAC00, "Hang"),
    (0xD800, COMMON), (0xF900, "Hani"), (0xFB00, "Latn"), (0xFB13, "Armn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"),
    (0xFE00, COMMON), (0xFE70, "Arab"), (0xFEFF, COMMON), (0xFF21, "Latn"), (0xFF3B, COMMON), (0xFF41, "Latn"),
    (0xFF5B, COMMON), (0xFF66, "Kana"), (0xFFA0, COMMON), (0x20000, "Hani"), (0x32000, COMMON),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _RANGES)


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """The ISO 15924 code of one character; COMMON for spaces, digits, punctuation, marks and the unknown."""
    if unicodedata.category(character) in ("Mn", "Me", "Nd"):
        return COMMON
    return home_of(character)


def home_of(character: str) -> str:
    """The script among whose characters one stands in Unicode, marks and digits too: its font is likely to have it."""
    return _RANGES[bisect_right(_STARTS, ord(character)) - 1][1]


def scripts_of(text: Sequence[str]) -> list[str]:
    """The script of every character; common ones take the script before them, else the first one after them."""
    found = [script_of(character) for character in text]
    current = next((script for script in found if script != COMMON), "Latn")
    for position, script in enumerate(found):
        if script == COMMON:
            found[position] = current
        else:
            current = script
    return found
