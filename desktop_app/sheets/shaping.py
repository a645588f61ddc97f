"""From text to positioned glyphs: NFC, levels, runs of one font and script, HarfBuzz, words and lines.

HarfBuzz is imported when the first text is shaped; nothing here is shared and changed, so any thread may shape.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.errors import LuotsiError
from desktop_app.sheets.bidi import text_levels
from desktop_app.sheets.breaking import Segment, segments
from desktop_app.sheets.font_faces import Weight, font_chain, font_face, is_right_to_left
from desktop_app.sheets.scripts import home_of, scripts_of

if TYPE_CHECKING:
    import uharfbuzz

REPLACEMENT = "\ufffd"
# Controls of direction and breaking: they have done their work before shaping.
_NOT_DRAWN = frozenset(
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
# Category Cc, the two separators of lines and paragraphs, and surrogates.
_UNCLEAN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_JOINERS = frozenset("\u200c\u200d")
_WITHOUT_LIGATURES = frozenset({"Latn", "Cyrl", "Grek"})
_WITHOUT = {"liga": False, "clig": False}


class Part(NamedTuple):
    """One outline of the font and where it stands from the origin of its glyph, in 1/1000 em."""

    number: int
    dx: int
    dy: int


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """What is drawn for one cluster: its outlines, the characters it stands for, its advance in 1/1000 em.

    Compared by identity, which is quick; shaping gives the same object for the same glyph.
    """

    parts: tuple[Part, ...]
    text: str
    advance: int


class GlyphRun(NamedTuple):
    """Glyphs of one font and one level in visual order, left to right; width in 1/1000 em."""

    face: str
    level: int
    glyphs: tuple[Glyph, ...]
    width: int


class Word(NamedTuple):
    """What a line break cannot divide, in logical order, and the spaces after it; widths in 1/1000 em."""

    text: str
    runs: tuple[GlyphRun, ...]
    width: int
    spaces: tuple[GlyphRun, ...]
    space_width: int


class _Item(NamedTuple):
    """A stretch of one level, font and script before shaping."""

    text: str
    level: int
    face: str
    script: str


def clean(text: str) -> str:
    """NFC, every control character and line separator turned into a space, surrogates into U+FFFD."""
    text = unicodedata.normalize("NFC", text)
    if _UNCLEAN.search(text) is None:
        return text
    return _UNCLEAN.sub(lambda found: REPLACEMENT if found[0] >= "\ud800" else " ", text)


@lru_cache(maxsize=4096)
def shape_words(text: str, language: str, weight: Weight, *, replace_missing: bool = False) -> tuple[Word, ...]:
    """The words of one paragraph, shaped.

    `text` is in logical order, `language` a BCP 47 tag that decides direction, fonts and localised forms.
    Raises LuotsiError("missing_glyph") when no font has a character, unless `replace_missing`.
    """
    text = clean(text)
    levels = text_levels(text, int(is_right_to_left(language)))
    scripts = scripts_of(text)
    faces = _faces(text, language, weight, replace_missing)
    if replace_missing:
        text = "".join(character if face else REPLACEMENT for character, face in zip(text, faces, strict=True))
        instead = _covering(REPLACEMENT, language, weight)
        faces = [face or instead for face in faces]
    if len(set(levels)) == len(set(faces)) == len(set(scripts)) == 1 and _NOT_DRAWN.isdisjoint(text):
        return _words_alike(text, faces[0], scripts[0], language, levels[0])
    items = _Items(text, levels, scripts, faces, language)
    return tuple([items.word(segment) for segment in segments(text)])


def _words_alike(text: str, face: str, script: str, language: str, level: int) -> tuple[Word, ...]:
    """The words of a paragraph whose characters are of one font, script and level, and all drawn."""
    found = []
    for start, end, after in segments(text):
        said = text[start:end]
        word = glyph_run(said, face, script, language, level) if said else None
        space = glyph_run(text[end:after], face, script, language, level) if after > end else None
        runs, spaces = (word,) if word else (), (space,) if space else ()
        found.append(Word(said, runs, word.width if word else 0, spaces, space.width if space else 0))
    return tuple(found)


@lru_cache(maxsize=16384)
def _covering(character: str, language: str, weight: Weight) -> str:
    """The first font that has a character; "" when none has."""
    chain = font_chain(language, weight, home_of(character))
    return next((name for name in chain if font_face(name).covers(character)), "")


def _faces(text: str, language: str, weight: Weight, replace_missing: bool) -> list[str]:
    """The font of every character; "" where none covers it and replacing is allowed."""
    first = font_chain(language, weight)[0]
    if all(map(font_face(first).covers, frozenset(text) - _NOT_DRAWN - _JOINERS)):
        return [first] * len(text)
    found: list[str] = []
    previous = ""
    for character in text:
        if character in _NOT_DRAWN or character in _JOINERS:
            found.append(previous or first)
            continue
        joins = unicodedata.category(character) in ("Mn", "Me") and previous
        kept = joins and font_face(previous).covers(character)
        name = previous if kept else _covering(character, language, weight)
        if not name and not replace_missing:
            raise missing_glyph(character)
        previous = name or previous
        found.append(name)
    return found


def missing_glyph(character: str) -> LuotsiError:
    """The error that names a character which no font has: its code point and its Unicode name."""
    name = unicodedata.name(character, "")
    return LuotsiError("missing_glyph", code_point=f"U+{ord(character):04X}", name=name)


@dataclass(frozen=True, slots=True)
class _Items:
    """One paragraph with the level, script and font of each character."""

    text: str
    levels: list[int]
    scripts: list[str]
    faces: list[str]
    language: str

    def stretches(self, start: int, end: int) -> Iterator[_Item]:
        """Stretches of one level, font and script, without the characters that are not drawn."""
        text, levels, faces, scripts = self.text, self.levels, self.faces, self.scripts
        drawn: list[str] = []
        level, face, script = 0, "", ""
        for index in range(start, end):
            character = text[index]
            if character in _NOT_DRAWN:
                continue
            if drawn and (levels[index] != level or faces[index] != face or scripts[index] != script):
                yield _Item("".join(drawn), level, face, script)
                drawn = []
            if not drawn:
                level, face, script = levels[index], faces[index], scripts[index]
            drawn.append(character)
        if drawn:
            yield _Item("".join(drawn), level, face, script)

    def runs(self, start: int, end: int) -> tuple[GlyphRun, ...]:
        language = self.language
        return tuple(
            [glyph_run(item.text, item.face, item.script, language, item.level) for item in self.stretches(start, end)]
        )

    def word(self, segment: Segment) -> Word:
        runs = self.runs(segment.start, segment.end)
        spaces = self.runs(segment.end, segment.after)
        text = self.text[segment.start : segment.end]
        return Word(text, runs, sum([run.width for run in runs]), spaces, sum([run.width for run in spaces]))


@lru_cache(maxsize=65536)
def glyph_run(text: str, face: str, script: str, language: str, level: int) -> GlyphRun:
    """The run of a stretch at a level; the same object for the same stretch."""
    glyphs = shape_run(text, face, script, language, bool(level & 1))
    return GlyphRun(face, level, glyphs, sum([glyph.advance for glyph in glyphs]))


@lru_cache(maxsize=65536)
def _glyph(parts: tuple[Part, ...], text: str, advance: int) -> Glyph:
    return Glyph(parts, text, advance)


@lru_cache(maxsize=65536)
def _one_outline(number: int, dx: int, dy: int, text: str, advance: int) -> Glyph:
    """The same glyph as of _glyph(), found by numbers alone."""
    return _glyph((Part(number, dx, dy),), text, advance)


@cache
def _harfbuzz() -> tuple[Callable[[], uharfbuzz.Buffer], uharfbuzz.BufferClusterLevel, Callable[..., None]]:
    """What makes a buffer, keeps each character's cluster, and shapes: asked for once, as every word needs them."""
    from uharfbuzz import Buffer, BufferClusterLevel, shape

    return Buffer, BufferClusterLevel.MONOTONE_CHARACTERS, shape


def shape_run(text: str, face: str, script: str, language: str, right_to_left: bool) -> tuple[Glyph, ...]:
    """The glyphs of one run in visual order; raises LuotsiError("missing_glyph") for glyph 0."""
    new_buffer, monotone, shape = _harfbuzz()
    buffer = new_buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.script = script
    buffer.language = language
    buffer.cluster_level = monotone
    shape(font_face(face).font, buffer, _WITHOUT if script in _WITHOUT_LIGATURES else None)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    clusters = [info.cluster for info in infos]
    numbers = [info.codepoint for info in infos]
    if 0 in numbers:
        raise missing_glyph(text[clusters[numbers.index(0)]])
    if clusters == list(range(len(text))):  # a glyph for each character, from left to right
        return tuple(
            [
                _one_outline(number, place.x_offset, place.y_offset, character, place.x_advance)
                for number, place, character in zip(numbers, positions, text, strict=True)
            ]
        )
    parts = [
        (Part(number, place.x_offset, place.y_offset), place.x_advance)
        for number, place in zip(numbers, positions, strict=True)
    ]
    return _join_clusters(text, clusters, parts, right_to_left)


def _join_clusters(
    text: str, clusters: list[int], parts: list[tuple[Part, int]], right_to_left: bool
) -> tuple[Glyph, ...]:
    """One glyph for each cluster, so that every drawn thing stands for the characters that it shows.

    Readers turn right-to-left text round glyph by glyph: there a cluster of several characters gives all but the
    first to glyphs without an outline.
    """
    joined: list[Glyph] = []
    begin, count, end = 0, len(clusters), len(text)
    while begin < count:
        cluster, after = clusters[begin], begin + 1
        while after < count and clusters[after] == cluster:
            after += 1
        if not right_to_left:
            end = clusters[after] if after < count else len(text)
        meant = text[cluster:end]
        if right_to_left:
            joined += [_glyph((), character, 0) for character in reversed(meant[1:])]
            meant, end = meant[:1], cluster
        joined.append(_joined(parts[begin:after], meant))
        begin = after
    return tuple(joined)


def _joined(parts: list[tuple[Part, int]], meant: str) -> Glyph:
    """All outlines of one cluster as one glyph."""
    if len(parts) == 1:
        ((part, width),) = parts
        return _one_outline(part.number, part.dx, part.dy, meant, width)
    outlines, advance = [], 0
    for part, width in parts:
        outlines.append(Part(part.number, part.dx + advance, part.dy))
        advance += width
    return _glyph(tuple(outlines), meant, advance)
