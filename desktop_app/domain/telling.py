"""Sentences in which acts that the person may be blamed for could be read; shown, and left to the worker."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def sentences_to_look_at(text: str, stems: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of the sentences in which one of the stems begins a word.

    The stems are a small reviewed list (`resources/interview/blame_hints.json`): what is not found may still blame, and
    what is found may be right to say.
    """
    if not stems:
        return ()
    pattern = re.compile("|".join(rf"\b{re.escape(stem)}" for stem in sorted(stems)), re.IGNORECASE)
    return tuple(_trimmed(text, match) for match in _SENTENCE.finditer(text) if pattern.search(match.group()))


def stems_of(hints: Json) -> frozenset[str]:
    """Return the stems of all languages in the parsed file, since a text may mix them. Raises `hints_damaged`."""
    if not isinstance(hints, Mapping):
        raise LuotsiError("hints_damaged")
    lists = [hints.get(language) for language in ("fi", "sv", "en")]
    return frozenset(stem for each in lists if isinstance(each, list) for stem in each if isinstance(stem, str))


def _trimmed(text: str, match: re.Match[str]) -> tuple[int, int]:
    sentence = match.group()
    start = match.start() + len(sentence) - len(sentence.lstrip())
    return start, match.start() + len(sentence.rstrip())
