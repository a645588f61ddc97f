"""Making passphrases and judging how easily one is guessed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desktop_app import paths
from desktop_app.ledger.words import word_list
from desktop_app.vault.derivation import normalised

SHORTEST: Final = 12
BEST_SCORE: Final = 4
_LISTS: Final = ("fi", "sv")
#: What is longer is judged by its beginning; zxcvbn refuses it and grows slow.
_JUDGED: Final = 64
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """How hard a passphrase is to guess: `score` 0 to 4 of zxcvbn, `ok` to use it, `reasons` (codes) if not.

    Reasons: `too_short`, `name_inside`, `common_word`, `keyboard_pattern`, `repetition`, `sequence`, `date_inside`,
    `too_guessable`.
    """

    score: int
    ok: bool
    reasons: tuple[str, ...]


_REASONS: Final = {
    "bruteforce": "too_guessable",
    "date": "date_inside",
    "dictionary": "common_word",
    "regex": "date_inside",
    "repeat": "repetition",
    "sequence": "sequence",
    "spatial": "keyboard_pattern",
}


def generate(words: int = 5) -> str:
    """Return so many random words of the passphrase list (12.9 bits each) with spaces between them."""
    listed = word_list()
    return " ".join(secrets.choice(listed) for _ in range(words))


def judge(passphrase: str, names: Sequence[str] = ()) -> Verdict:
    """Judge a passphrase against Finnish, Swedish and English words and `names` (the worker's, the organisation's).

    It is good enough with at least 12 characters and score 4; what it is made of is free.
    """
    from zxcvbn import zxcvbn  # late, because its English lists are slow to load

    _load_lists()
    text = normalised(passphrase)
    if not text:
        return Verdict(0, False, ("too_short",))
    parts = [part for name in names for part in (name, *name.split()) if len(part) >= _SHORTEST_NAME]
    # Spaces look like surprise to zxcvbn, though everybody puts them between words.
    found = min(
        (zxcvbn(form[:_JUDGED], user_inputs=parts, max_length=_JUDGED) for form in (text, text.replace(" ", ""))),
        key=lambda result: result["guesses"],
    )
    score = int(found["score"])
    reasons = ["too_short"] if len(text) < SHORTEST else []
    if score < BEST_SCORE:
        reasons += _reasons(found["sequence"])
    return Verdict(score, not reasons, tuple(dict.fromkeys(reasons)))


def _reasons(sequence: Sequence[dict[str, object]]) -> list[str]:
    """Name what made the guess easy; a passphrase that is merely short on surprise is `too_guessable`."""
    named = [
        "name_inside" if match.get("dictionary_name") == "user_inputs" else _REASONS[str(match["pattern"])]
        for match in sequence
        if match["pattern"] != "bruteforce"
    ]
    return named or ["too_guessable"]


@lru_cache(maxsize=1)
def _load_lists() -> None:
    from zxcvbn import matching

    folder = paths.resources() / "wordlists"
    lists = {name: (folder / f"{name}.txt").read_text(encoding="utf-8").split() for name in _LISTS}
    matching.add_frequency_lists(lists)
