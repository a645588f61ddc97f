"""Words into lines of a given width, each line in visual order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import attrgetter

from desktop_app.sheets.bidi import visual_order
from desktop_app.sheets.shaping import Glyph, GlyphRun, Word

# A word of one character with its full stop, and a line from which one may be taken.
_SHORT, _MANY = 2_500, 4
_FACE, _GLYPHS = attrgetter("face"), attrgetter("glyphs")


class Line:
    """One line of words in logical order, without the spaces at its end; put in visual order when it is first drawn.

    A sheet is set in several sizes before one is chosen, so most lines never are.
    """

    __slots__ = ("_runs", "_said", "_stretches", "_words", "width")

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._runs: tuple[GlyphRun, ...] | None = None
        self._stretches: Sequence[tuple[str, tuple[Glyph, ...]]] = ()
        self._said: str | None = None
        self.width = sum([word.width + word.space_width for word in words]) - (words[-1].space_width if words else 0)
        """In 1/1000 em."""

    @property
    def runs(self) -> tuple[GlyphRun, ...]:
        """The runs of glyphs from left to right."""
        if self._runs is None:
            runs: list[GlyphRun] = []
            for word in self._words[:-1]:
                runs += (*word.runs, *word.spaces)
            for word in self._words[-1:]:
                runs += word.runs
            levels = [run.level for run in runs]
            self._runs = tuple([runs[index] for index in visual_order(levels)] if any(levels) else runs)
        return self._runs

    @property
    def stretches(self) -> Sequence[tuple[str, tuple[Glyph, ...]]]:
        """Each font with the glyphs that it draws, from left to right."""
        if not self._stretches:
            by_face = groupby(self.runs, _FACE)
            self._stretches = [(face, tuple(chain.from_iterable(map(_GLYPHS, runs)))) for face, runs in by_face]
        return self._stretches

    @property
    def said(self) -> str:
        """The characters in the order in which they are read, with the spaces after the last word."""
        if self._said is None:
            self._said = "".join(
                [(word.text if word.text.isalpha() else _read(word.runs)) + _read(word.spaces) for word in self._words]
            )
        return self._said

    @property
    def is_right_to_left(self) -> bool:
        """Whether something in it runs from right to left."""
        return any(run.level & 1 for run in self.runs)

    @property
    def text(self) -> str:
        """The characters of the line in visual order of its glyphs."""
        return "".join(glyph.text for run in self.runs for glyph in run.glyphs)


def _read(runs: Iterable[GlyphRun]) -> str:
    """The characters of runs in logical order as they are read."""
    said: list[str] = []
    for run in runs:
        letters = [glyph.text for glyph in run.glyphs]
        said += reversed(letters) if run.level & 1 else letters
    return "".join(said)


def fill_lines(words: Sequence[Word], width: float) -> tuple[Line, ...]:
    """Greedy lines of at most `width` (1/1000 em); a word that is wider than a line is cut between clusters."""
    filled: list[list[Word]] = []
    used = 0
    for word in _fitting(words, width):
        if filled and used + filled[-1][-1].space_width + word.width <= width:
            used += filled[-1][-1].space_width + word.width
            filled[-1].append(word)
        else:
            filled.append([word])
            used = word.width
    if len(filled) > 1:
        _keep_company(filled[-2], filled[-1], width)
    return tuple(map(Line, filled))


def _keep_company(before: list[Word], last: list[Word], width: float) -> None:
    """Where words have no space between them, no single character is left on the last line."""
    if len(last) > 1 or len(before) < _MANY or last[0].width > _SHORT or before[-1].spaces:
        return
    if before[-1].width + last[0].width <= width:
        last.insert(0, before.pop())


def _fitting(words: Iterable[Word], width: float) -> Iterator[Word]:
    for word in words:
        if word.width <= width:
            yield word
        else:
            yield from _cut(word, width)


def _cut(word: Word, width: float) -> Iterator[Word]:
    """Pieces of a word that is too wide, in logical order; shaping is kept as it was."""
    piece: list[GlyphRun] = []
    used = 0
    for cluster in _clusters(word.runs):
        if piece and used + cluster.width > width:
            yield Word("", tuple(_merged(piece)), used, (), 0)
            piece, used = [], 0
        piece.append(cluster)
        used += cluster.width
    yield word._replace(text="", runs=tuple(_merged(piece)), width=used)


def _clusters(runs: Iterable[GlyphRun]) -> Iterator[GlyphRun]:
    """Each base glyph with its marks as a run of its own, in logical order."""
    for run in runs:
        right_to_left = bool(run.level & 1)
        group: list[list[int]] = []
        logical = range(len(run.glyphs) - 1, -1, -1) if right_to_left else range(len(run.glyphs))
        for index in logical:
            if run.glyphs[index].advance or not group:
                group.append([])
            group[-1].append(index)
        for indices in group:
            glyphs = tuple(run.glyphs[index] for index in sorted(indices))
            yield GlyphRun(run.face, run.level, glyphs, sum(glyph.advance for glyph in glyphs))


def _merged(pieces: Sequence[GlyphRun]) -> Iterator[GlyphRun]:
    """Neighbouring pieces of one font and level as one run again."""
    start = 0
    while start < len(pieces):
        first = pieces[start]
        end = start + 1
        while end < len(pieces) and (pieces[end].face, pieces[end].level) == (first.face, first.level):
            end += 1
        group = pieces[start:end]
        visual = reversed(group) if first.level & 1 else iter(group)
        glyphs = tuple(glyph for piece in visual for glyph in piece.glyphs)
        yield GlyphRun(first.face, first.level, glyphs, sum(piece.width for piece in group))
        start = end
