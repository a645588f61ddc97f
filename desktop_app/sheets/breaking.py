"""Where a line may break: spaces, hyphens, zero-width spaces and the East Asian rules (a small part of UAX #14)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from desktop_app.sheets.scripts import script_of

_SPACES = frozenset(" \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
_WORD = re.compile("([^{0}]*)[{0}]+|[^{0}]+".format("".join(sorted(_SPACES))))
_ZERO_WIDTH_SPACE = "\u200b"
_HYPHENS = frozenset("-\u2010\u2012\u2013\u2014")
# Glue of UAX #14: no break beside a no-break space or a word joiner, nor before what joins the letter before it.
_GLUE = frozenset("\u00a0\u202f\u2060\ufeff")
_JOINED = frozenset("\u200d\ufe0e\ufe0f")
_FIRST_EAST_ASIAN = "\u1100"
# Where none of these stands, a line breaks at spaces alone: hyphens, U+200B, Hangul Jamo, and all from the radicals on.
_BREAKS_WITHOUT_SPACE = re.compile("[-\u2010\u2012-\u2014\u200b\u1100-\u11ff\u2e80-\U0010ffff]")
_EAST_ASIAN = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
_NEVER_FIRST = frozenset(
    "!%),.:;?]}¢°·‥…’”†‡›℃、。〃〕〗〞︰︱︶︸︺︼︾﹀﹂﹐﹑﹒﹔﹕﹖！＂％＇），．：；？］｜｝～々〻〉》」』】ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ・"
)
_NEVER_LAST = frozenset("#$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥")


class Segment(NamedTuple):
    """An unbreakable piece of text [start, end) and the spaces [end, after) that vanish at the end of a line."""

    start: int
    end: int
    after: int


def _breaks_between(text: str, position: int) -> bool:
    """True when a line may break before `position`, where no space stands on either side."""
    before, after = text[position - 1], text[position]
    if before < _FIRST_EAST_ASIAN and after < _FIRST_EAST_ASIAN and before.isalnum() and after.isalnum():
        return False
    if before in _GLUE or after in _GLUE or after in _JOINED or unicodedata.combining(after):
        return False
    if before == _ZERO_WIDTH_SPACE:
        return True
    if before in _HYPHENS and script_of(after) not in _EAST_ASIAN:
        return position >= 2 and text[position - 2].isalpha() and after.isalpha()
    if script_of(before) in _EAST_ASIAN or script_of(after) in _EAST_ASIAN or "\u3000" <= before <= "\u303f":
        return before not in _NEVER_LAST and after not in _NEVER_FIRST
    return False


def segments(text: str) -> Iterator[Segment]:
    """The pieces of a paragraph between its possible line breaks, in logical order; together they are the text."""
    if _BREAKS_WITHOUT_SPACE.search(text) is None:
        for word in _WORD.finditer(text):
            yield Segment(word.start(), word.end(1) if word.lastindex else word.end(), word.end())
        return
    start, position, length = 0, 0, len(text)
    while position < length:
        if text[position] not in _SPACES:
            position += 1
            if position < length and text[position] not in _SPACES and _breaks_between(text, position):
                yield Segment(start, position, position)
                start = position
            continue
        end = position
        while position < length and text[position] in _SPACES:
            position += 1
        yield Segment(start, end, position)
        start = position
    if start < length:
        yield Segment(start, length, length)
