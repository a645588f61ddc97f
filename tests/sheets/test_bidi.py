"""The bidirectional algorithm against every case of the two conformance files of Unicode."""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest

from desktop_app.sheets.bidi import _TURNING, line_levels, paragraph_level, resolve_levels, text_levels, visual_order
from desktop_app.sheets.bidi_classes import CLOSING, OPENING, bidi_class, bidi_classes

FOLDER = Path("/usr/share/unicode")
AUTO, LEFT, RIGHT = 1, 2, 4


def unicode_file(name: str) -> list[str]:
    """The lines of a file of the Unicode Character Database; without it the test fails and says what to install."""
    path = FOLDER / name
    if not path.exists():
        if os.environ.get("LUOTSI_WITHOUT_UNICODE_DATA"):
            pytest.skip("the conformance files are absent and LUOTSI_WITHOUT_UNICODE_DATA is set")
        pytest.fail(f"{path} is missing: apt install unicode-data (or set LUOTSI_WITHOUT_UNICODE_DATA=1)")
    return path.read_text(encoding="utf-8").splitlines()


cached_order = lru_cache(maxsize=None)(lambda levels: tuple(visual_order(levels)))


def numbers(text: str) -> tuple[int, ...]:
    return tuple(-1 if item == "x" else int(item) for item in text.split())


def check_line(classes: list[str], bits: int, levels: tuple[int, ...], order: tuple[int, ...]) -> int:
    """Checks one line of BidiTest.txt in all directions that its bit set names; gives the number of cases."""
    wanted: dict[int, int] = {0: bits & LEFT, 1: bits & RIGHT}
    if bits & AUTO:
        wanted[paragraph_level(classes)] = 1
    for base, asked in wanted.items():
        if asked:
            found = tuple(line_levels(classes, resolve_levels(classes, base), base))
            assert found == levels, (classes, base)
            assert cached_order(found) == order, (classes, base)
    return bits.bit_count()


def test_every_case_of_the_class_sequences_is_resolved_and_ordered():
    cases = 0
    levels: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    for line in unicode_file("BidiTest.txt"):
        if line.startswith("@Levels:"):
            levels = numbers(line[8:])
        elif line.startswith("@Reorder:"):
            order = numbers(line[9:])
        elif line and line[0] not in "#@":
            classes, bits = line.split(";")
            cases += check_line(classes.split(), int(bits), levels, order)
    assert cases == 770_241


def test_every_case_of_the_character_sequences_is_resolved_and_ordered():
    cases = 0
    for line in unicode_file("BidiCharacterTest.txt"):
        if not line or line.startswith("#"):
            continue
        points, direction, level, levels, order = line.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        classes = bidi_classes(text)
        base = paragraph_level(classes) if direction == "2" else int(direction)
        assert base == int(level), line
        found = line_levels(classes, resolve_levels(classes, base, text), base)
        assert tuple(found) == numbers(levels), line
        assert cached_order(tuple(found)) == numbers(order), line
        cases += 1
    assert cases == 91_707


def test_every_character_has_the_class_of_the_published_table():
    """Python's own table may be older or newer than the file: characters unassigned in Python are left out."""
    checked = 0
    for line in unicode_file("extracted/DerivedBidiClass.txt"):
        entry = line.split("#")[0].strip()
        if not entry:
            continue
        points, expected = (part.strip() for part in entry.split(";"))
        first, _, last = points.partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            if unicodedata.category(chr(code)) != "Cn" or expected in ("R", "AL", "BN"):
                assert bidi_class(chr(code)) == expected or is_newer(code), f"U+{code:04X}"
                checked += 1
    assert checked > 280_000


def is_newer(code: int) -> bool:
    """True when the file assigns a character that Python's own table does not know yet."""
    return unicodedata.category(chr(code)) == "Cn"


def test_brackets_are_those_of_the_published_table():
    pairs = {}
    for line in unicode_file("BidiBrackets.txt"):
        if line and not line.startswith("#"):
            point, other, kind = (part.strip() for part in line.split("#")[0].split(";"))
            if kind == "o":
                pairs[chr(int(point, 16))] = chr(int(other, 16))
    assert set(OPENING) == set(pairs)
    assert set(CLOSING) == set(pairs.values())


def test_removed_controls_take_the_level_of_their_neighbour():
    assert text_levels("\u2067\u05d0\u2069 a", 0) == [0, 1, 0, 0, 0]
    assert text_levels("\u05d0\u200d\u05d1", 1) == [1, 1, 1]


def test_plain_latin_needs_no_work():
    assert text_levels("Numero 112, heti.", 0) == [0] * 17


def test_without_a_character_that_turns_the_text_a_paragraph_from_left_to_right_has_one_level():
    plain = {"L", "WS", "ON", "EN", "ES", "ET", "CS", "NSM", "BN", "B", "S"}
    turning = {code for code in range(0x20000) if bidi_class(chr(code)) not in plain}  # the planes behind have none
    assert len(turning) > 2_000
    assert all(_TURNING.search(chr(code)) for code in turning)
    for text in ("a\u00ad1 + 2\u20ac", "\u0e01\u200b\u0e02 12", "\u4e2d(3)\u0301", "1.2"):
        assert text_levels(text, 0) == resolved(text), text


def resolved(text):
    """The levels of a paragraph from left to right by the whole algorithm, what it removes standing at level 0."""
    return [max(level, 0) for level in resolve_levels(bidi_classes(text), 0, text)]
