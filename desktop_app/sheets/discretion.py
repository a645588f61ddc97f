"""Discreet sheets: none of the words that tell what a sheet is about to somebody who searches a bag or a phone."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from desktop_app.errors import LuotsiError
from desktop_app.paths import resources
from desktop_app.sheets.content import Block, SheetText, filled

_ANYWHERE, _WHOLE = "*", "="
# Forms of a letter that readers take for one: alef, teh marbuta, alef maksura, yeh and kaf of Arabic and Persian.
_SAME_LETTER = str.maketrans("أإآٱةىیکё", "ااااهييكе")
_NOT_READ = re.compile("[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def _plain(text: str) -> str:
    """The text without case, vowel signs of Arabic, controls and differences between like letters."""
    bare = _NOT_READ.sub("", unicodedata.normalize("NFC", text)).casefold()
    kept = (each for each in bare if not "\u064b" <= each <= "\u065f")
    return " ".join("".join(kept).translate(_SAME_LETTER).split())


def _pattern(entry: str) -> str:
    stem = re.escape(_plain(entry.lstrip(_ANYWHERE + _WHOLE)))
    if entry.startswith(_ANYWHERE):
        return stem
    return rf"\b{stem}\b" if entry.startswith(_WHOLE) else rf"\b{stem}"


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    path = resources() / "sheets" / "telling_words.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return re.compile("|".join(_pattern(str(entry)) for entries in lists.values() for entry in entries))


@lru_cache(maxsize=4096)
def telling_word(text: str) -> str | None:
    """The first telling word of any language in a text, or None."""
    found = _telling().search(_plain(text))
    return found[0] if found else None


def ensure_discreet(said: Iterable[str]) -> None:
    """Raise LuotsiError("telling_word") when any of these texts holds a telling word of any language."""
    for text in said:
        word = telling_word(text)
        if word is not None:
            raise LuotsiError("telling_word", word=word)


def _tells(text: str) -> bool:
    return telling_word(filled(text)) is not None


def _kept(block: Block, without: frozenset[int]) -> Block:
    kept = (each for index, each in enumerate(block.paragraphs) if index not in without)
    return replace(block, paragraphs=tuple(kept))


def discreet_texts(texts: Sequence[SheetText]) -> tuple[SheetText, ...]:
    """The texts without the lines that tell; a line left out of one language is left out of the one beside it.

    A block whose heading tells, or which has no line left, is left out whole. Raises LuotsiError("telling_word") when
    nothing but numbers would remain of a sheet that had more.
    """
    blocks: list[list[Block]] = [[] for _ in texts]
    for side_by_side in zip(*(text.blocks for text in texts), strict=True):
        telling = frozenset(
            index for block in side_by_side for index, each in enumerate(block.paragraphs) if _tells(each.text)
        )
        kept = [_kept(block, telling) for block in side_by_side]
        headed = not any(_tells(block.heading) for block in side_by_side)
        if headed and all(block.paragraphs for block in kept):
            for own, block in zip(blocks, kept, strict=True):
                own.append(block)
    if any(text.blocks for text in texts) and not blocks[0]:
        raise LuotsiError("telling_word", word="")
    return tuple(replace(text, blocks=tuple(own)) for text, own in zip(texts, blocks, strict=True))
