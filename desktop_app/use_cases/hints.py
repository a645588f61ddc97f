"""Sentences of a text in which an act could be read that the person may be blamed for."""

from __future__ import annotations

import json
from functools import lru_cache

from desktop_app.domain.telling import sentences_to_look_at, stems_of
from desktop_app.paths import resources


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each such sentence; the worker decides what stays."""
    return sentences_to_look_at(text, _stems())


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return stems_of(json.loads((resources() / "interview" / "blame_hints.json").read_text(encoding="utf-8")))
