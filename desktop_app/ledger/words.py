"""Secrets and fingerprints as words of the passphrase list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from desktop_app import paths
from desktop_app.errors import LuotsiError
from desktop_app.ledger import purposes
from desktop_app.ledger.ids import OrgId, digest

LIST_LENGTH: Final = 7776
SECRET_BYTES: Final = 16
#: 16 bytes and 14 bits of checksum are 142 bits; eleven words hold 142.2.
SECRET_WORDS: Final = 11
ENROLMENT_WORDS: Final = 6
_CHECK_BITS: Final = 14


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """Return the 7776 words of the passphrase list, in the order in which the protocol numbers them."""
    words = tuple((paths.resources() / "wordlists" / "passphrase.txt").read_text(encoding="utf-8").split())
    assert len(words) == LIST_LENGTH == len(set(words))
    return words


def enrolment_words(org: OrgId, key: bytes, kem: bytes, root_hash: bytes) -> tuple[str, ...]:
    """Return the six words that both sides of an enrolment compare (docs/protocol.md section 3)."""
    number = int.from_bytes(digest(purposes.ENROL + org + key + kem + root_hash)[:10], "big")
    return spoken(number % LIST_LENGTH**ENROLMENT_WORDS, ENROLMENT_WORDS)


def to_words(secret: bytes) -> tuple[str, ...]:
    """Return 16 secret bytes as eleven words, a checksum of 14 bits included."""
    assert len(secret) == SECRET_BYTES
    return spoken(int.from_bytes(secret, "big") << _CHECK_BITS | _checksum(secret), SECRET_WORDS)


def from_words(words: Sequence[str]) -> bytes:
    """Return the 16 bytes of eleven words, however they are written; raises `wrong_recovery_words`."""
    number = number_of(words)
    if len(words) != SECRET_WORDS or number >> (8 * SECRET_BYTES + _CHECK_BITS):
        raise LuotsiError("wrong_recovery_words")
    secret = (number >> _CHECK_BITS).to_bytes(SECRET_BYTES, "big")
    if number & ((1 << _CHECK_BITS) - 1) != _checksum(secret):
        raise LuotsiError("wrong_recovery_words")
    return secret


def number_of(words: Sequence[str]) -> int:
    """Return the number that words are, however they are written; raises `wrong_recovery_words` for an unknown one."""
    number = 0
    for word in words:
        try:
            number = number * LIST_LENGTH + _numbers()[word.strip().lower()]
        except KeyError:
            raise LuotsiError("wrong_recovery_words") from None
    return number


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    return {word: number for number, word in enumerate(word_list())}


def spoken(number: int, length: int) -> tuple[str, ...]:
    """Return a number as so many words, the most significant first."""
    words = []
    for _ in range(length):
        number, digit = divmod(number, LIST_LENGTH)
        words.append(word_list()[digit])
    return tuple(reversed(words))


def _checksum(secret: bytes) -> int:
    return int.from_bytes(digest(purposes.WORDS + secret)[:2], "big") >> (16 - _CHECK_BITS)
