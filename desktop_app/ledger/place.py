"""Where an organisation is: what a recovery sheet bears besides its secret words, so that a new laptop finds home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import HASH_LENGTH, ID_LENGTH, Hash, OrgId
from desktop_app.ledger.invitation import Invitation
from desktop_app.ledger.words import SECRET_BYTES, SECRET_WORDS, from_words, to_words

#: The organisation's id and both halves of the root's hash, each with its own checksum.
_BLOCKS: Final = (ID_LENGTH + HASH_LENGTH) // SECRET_BYTES
PLACE_WORDS: Final = _BLOCKS * SECRET_WORDS


@dataclass(frozen=True, slots=True)
class Place:
    """Address of the central system, pinned root and organisation: nothing of it is secret."""

    address: str
    root_hash: Hash
    org: OrgId

    def words(self) -> tuple[str, ...]:
        """Return organisation and root as words of the passphrase list; the address is written beside them."""
        whole = self.org + self.root_hash
        return tuple(word for start in range(0, len(whole), SECRET_BYTES) for word in to_words(whole[start:][:16]))

    @classmethod
    def from_text(cls, text: str) -> Place:
        """Read the address with the words after it, or an invitation that names an organisation; raises `wrong_place`.

        Numbers before the words are left out.
        """
        tokens = plain_words(text)
        try:
            if tokens and "://" in tokens[0]:
                return cls._from_words(tokens[0].rstrip("/"), tokens[1:])
            invitation = Invitation.from_text(text)
        except LuotsiError as error:
            raise LuotsiError("wrong_place") from error
        if invitation.org is None:
            raise LuotsiError("wrong_place")
        return cls(invitation.address, invitation.root_hash, invitation.org)

    @classmethod
    def _from_words(cls, address: str, words: tuple[str, ...]) -> Place:
        if len(words) != PLACE_WORDS:
            raise LuotsiError("wrong_place")
        blocks = [from_words(words[start : start + SECRET_WORDS]) for start in range(0, PLACE_WORDS, SECRET_WORDS)]
        return cls(address, Hash(blocks[1] + blocks[2]), OrgId(blocks[0]))


def plain_words(text: str) -> tuple[str, ...]:
    """Return what was typed from a paper as words, without the numbers that stand before them."""
    return tuple(word for word in text.split() if not word.strip(".:)").isdigit())
