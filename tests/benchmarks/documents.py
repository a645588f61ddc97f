"""Ten thousand documents of about two kilobytes, the same for us and for the peer: invented words, no person."""

import random
from collections.abc import Iterator
from functools import cache

DOCUMENTS = 10_000
FIELDS, LETTERS = 8, 225


@cache
def _words() -> tuple[str, ...]:
    chance = random.Random(1)
    letters = "aaaeeiiiknnoottsulv" + "bcdfghjmpqrwxyzäö"
    return tuple("".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(3_000))


def documents(count: int = DOCUMENTS) -> Iterator[dict[str, str]]:
    """Documents whose JSON is about 2 kB long."""
    chance = random.Random(2)
    for _ in range(count):
        yield {f"field{number}": _text(chance) for number in range(FIELDS)}


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(_words(), k=LETTERS // 7))
