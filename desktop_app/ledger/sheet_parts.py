"""The recovery sheet split among officers: each paper bears a part, of which enough together are the whole sheet."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.errors import LuotsiError
from desktop_app.ledger import purposes
from desktop_app.ledger.ids import digest
from desktop_app.ledger.secret_sharing import join, split
from desktop_app.ledger.words import LIST_LENGTH, SECRET_BYTES, SECRET_WORDS, from_words, number_of, spoken

#: Two bytes that all papers of one division share, place and need in one, 16 of the part, two of checksum: 168 bits;
#: thirteen words hold 168.02.
PART_WORDS: Final = 13
MAX_PAPERS: Final = 9
_LENGTH: Final = 2 + 1 + SECRET_BYTES
_CHECK: Final = 2


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One paper: `place` (0, 1, …) of a division that `needed` of its papers undo; `division` tells divisions apart."""

    division: bytes
    place: int
    needed: int
    value: bytes

    def words(self) -> tuple[str, ...]:
        """Return the part as thirteen words with a checksum."""
        data = self.division + bytes([self.place << 4 | (self.needed - 1)]) + self.value
        return spoken(int.from_bytes(data + _checksum(data), "big"), PART_WORDS)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SheetPart:
        """Read thirteen words; raises `wrong_recovery_words`."""
        number = number_of(words)
        if len(words) != PART_WORDS or number >> (8 * (_LENGTH + _CHECK)):
            raise LuotsiError("wrong_recovery_words")
        whole = number.to_bytes(_LENGTH + _CHECK, "big")
        data, check = whole[:_LENGTH], whole[_LENGTH:]
        if check != _checksum(data):
            raise LuotsiError("wrong_recovery_words")
        return cls(data[:2], data[2] >> 4, (data[2] & 15) + 1, data[3:])


def divide(secret: bytes, needed: int, papers: int) -> tuple[SheetPart, ...]:
    """Split a sheet's 16 bytes among papers, of which any `needed` give it back."""
    division = secrets.token_bytes(2)
    return tuple(SheetPart(division, place, needed, value) for place, value in enumerate(split(secret, needed, papers)))


def read_sheet(words: Sequence[str]) -> bytes:
    """Return the secret of a whole sheet's eleven words, or of those of enough parts, one after another.

    Raises `wrong_recovery_words` (mistyped), `wrong_sheet_part` (`part` counts what was typed), `sheet_parts_lacking`
    (`held`, `needed`), `sheet_parts_differ` (of several divisions, or not of this program).
    """
    if len(words) <= SECRET_WORDS or len(words) % PART_WORDS:
        return from_words(words)
    parts: dict[int, SheetPart] = {}
    for number, start in enumerate(range(0, len(words), PART_WORDS), 1):
        try:
            part = SheetPart.from_words(words[start : start + PART_WORDS])
        except LuotsiError as error:
            raise LuotsiError("wrong_sheet_part", part=number) from error
        parts[part.place] = part
    first = next(iter(parts.values()))
    if any((part.division, part.needed) != (first.division, first.needed) for part in parts.values()):
        raise LuotsiError("sheet_parts_differ")
    if len(parts) < first.needed:
        raise LuotsiError("sheet_parts_lacking", held=len(parts), needed=first.needed)
    enough = sorted(parts)[: first.needed]
    return join({place: parts[place].value for place in enough})


def _checksum(data: bytes) -> bytes:
    return digest(purposes.WORDS + data)[:_CHECK]


assert LIST_LENGTH**PART_WORDS > 1 << (8 * (_LENGTH + _CHECK))
