"""From text to positioned glyphs: NFC, levels, runs of one font and script, HarfBuzz, words and lines.

HarfBuzz is imported when the first text is shaped; nothing here is shared and changed, so any thread may shape.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from desktop_app.errors import LuotsiError
from desktop_app.sheets.bidi import text_levels
from desktop_app.sheets.breaking import Segment, segments
from desktop_app.sheets.font_faces import FontFace, Weight, font_chain, font_face, is_right_to_left
from desktop_app.sheets.scripts import home_of, scripts_of

REPLACEMENT = "\ufffd"
# Controls of direction and breaking: they have done their work before shaping.
_NOT_DRAWN = frozenset(
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_JOINERS = frozenset("\u200c\u200d")
_WITHOUT_LIGATURES = frozenset({"Latn", "Cyrl", "Grek"})


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


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one font and one level in visual order, left to right; width in 1/1000 em."""

    face: str
    level: int
    glyphs: tuple[Glyph, ...]
    width: int


@dataclass(frozen=True, slots=True)
class Word:
    """What a line break cannot divide, in logical order, and the spaces after it; widths in 1/1000 em."""

    text: str
    runs: tuple[GlyphRun, ...]
    width: int
    spaces: tuple[GlyphRun, ...]
    space_width: int


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of one level, font and script before shaping."""

    text: str
    level: int
    face: str
    script: str


def clean(text: str) -> str:
    """NFC, every control character and line separator turned into a space, surrogates into U+FFFD."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category == "Cc" or character in "\u2028\u2029":
            character = " "
        elif category == "Cs":
            character = REPLACEMENT
        kept.append(character)
    return "".join(kept)


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
    items = _Items(text, levels, scripts, faces, language)
    return tuple(items.word(segment) for segment in segments(text))


@lru_cache(maxsize=16384)
def _covering(character: str, language: str, weight: Weight) -> str:
    """The first font that has a character; "" when none has."""
    chain = font_chain(language, weight, home_of(character))
    return next((name for name in chain if ord(character) in font_face(name).covered), "")


def _faces(text: str, language: str, weight: Weight, replace_missing: bool) -> list[str]:
    """The font of every character; "" where none covers it and replacing is allowed."""
    found: list[str] = []
    previous = ""
    for character in text:
        if character in _NOT_DRAWN or character in _JOINERS:
            found.append(previous or font_chain(language, weight)[0])
            continue
        joins = unicodedata.category(character) in ("Mn", "Me") and previous
        kept = joins and ord(character) in font_face(previous).covered
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
        drawn = [index for index in range(start, end) if self.text[index] not in _NOT_DRAWN]
        begin = 0
        while begin < len(drawn):
            key = self._key(drawn[begin])
            stop = begin + 1
            while stop < len(drawn) and self._key(drawn[stop]) == key:
                stop += 1
            level, face, script = key
            yield _Item("".join(self.text[index] for index in drawn[begin:stop]), level, face, script)
            begin = stop

    def _key(self, index: int) -> tuple[int, str, str]:
        return self.levels[index], self.faces[index], self.scripts[index]

    def runs(self, start: int, end: int) -> tuple[GlyphRun, ...]:
        shaped = []
        for item in self.stretches(start, end):
            glyphs = shape_run(item.text, item.face, item.script, self.language, bool(item.level & 1))
            shaped.append(GlyphRun(item.face, item.level, glyphs, sum(glyph.advance for glyph in glyphs)))
        return tuple(shaped)

    def word(self, segment: Segment) -> Word:
        runs = self.runs(segment.start, segment.end)
        spaces = self.runs(segment.end, segment.after)
        text = self.text[segment.start : segment.end]
        return Word(text, runs, sum(run.width for run in runs), spaces, sum(run.width for run in spaces))


@lru_cache(maxsize=65536)
def _glyph(parts: tuple[Part, ...], text: str, advance: int) -> Glyph:
    return Glyph(parts, text, advance)


@lru_cache(maxsize=65536)
def shape_run(text: str, face: str, script: str, language: str, right_to_left: bool) -> tuple[Glyph, ...]:
    """The glyphs of one run in visual order; raises LuotsiError("missing_glyph") for glyph 0."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints([ord(character) for character in text])
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.script = script
    buffer.language = language
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    features = {"liga": False, "clig": False} if script in _WITHOUT_LIGATURES else {}
    loaded: FontFace = font_face(face)
    uharfbuzz.shape(loaded.font, buffer, features)
    clusters = [info.cluster for info in buffer.glyph_infos]
    parts: list[tuple[Part, int]] = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint == 0:
            raise missing_glyph(text[info.cluster])
        parts.append((Part(info.codepoint, position.x_offset, position.y_offset), position.x_advance))
    return tuple(_join_clusters(text, clusters, parts, right_to_left))


def _join_clusters(
    text: str, clusters: list[int], parts: list[tuple[Part, int]], right_to_left: bool
) -> Iterator[Glyph]:
    """One glyph for each cluster, so that every drawn thing stands for the characters that it shows.

    Readers turn right-to-left text round glyph by glyph: there a cluster of several characters gives all but the
    first to glyphs without an outline.
    """
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    begin = 0
    while begin < len(clusters):
        cluster, joined, advance = clusters[begin], [], 0
        while begin < len(clusters) and clusters[begin] == cluster:
            part, width = parts[begin]
            joined.append(Part(part.number, part.dx + advance, part.dy))
            advance += width
            begin += 1
        meant = text[cluster : ends[cluster]]
        if right_to_left:
            yield from (_glyph((), character, 0) for character in reversed(meant[1:]))
            meant = meant[:1]
        yield _glyph(tuple(joined), meant, advance)
