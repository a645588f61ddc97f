"""What the central system said and this laptop did not believe, kept until a round goes without it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from desktop_app.storage.store import Store

_DOUBTS: Final = "doubts"

#: A directory or roster may be published between two questions of one round; only what lasts is told.
_LASTING: Final = 2


class Doubt(StrEnum):
    """What is told of it: an older state than this laptop has, another one under one number, or one falsely signed."""

    OLDER = "older"
    FORKED = "forked"
    FALSE = "false"


def note(store: Store, codes: Iterable[str]) -> None:
    """Remember the codes of a round, and for how many rounds on end each has come."""
    before = _read(store)
    store.set_setting(_DOUBTS, " ".join(f"{code}:{before.get(code, 0) + 1}" for code in sorted(codes)))


def standing(store: Store) -> tuple[Doubt, ...]:
    """Return what is to be told, the gravest first."""
    found = set()
    for code, rounds in _read(store).items():
        kind = _kind(code)
        if kind is not Doubt.OLDER or rounds >= _LASTING:
            found.add(kind)
    return tuple(kind for kind in (Doubt.FORKED, Doubt.FALSE, Doubt.OLDER) if kind in found)


def _kind(code: str) -> Doubt:
    if code.startswith("forked_"):
        return Doubt.FORKED
    return Doubt.OLDER if code.startswith("older_") or code == "roster_before_missing" else Doubt.FALSE


def _read(store: Store) -> dict[str, int]:
    pairs = (one.rpartition(":") for one in (store.setting(_DOUBTS) or "").split())
    return {code: int(rounds) for code, _, rounds in pairs}
