"""The invitation: what a new laptop needs to ask for its place in an organisation."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from desktop_app.errors import LuotsiError
from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, Malformed, b64, canon, unb64
from desktop_app.ledger.ids import HASH_LENGTH, ID_LENGTH, Hash, OrgId, digest
from desktop_app.ledger.members import Members

_PREFIX: Final = "luotsi1."
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH: Final = 16
_GROUP: Final = 4
_CHECK: Final = 4


@dataclass(frozen=True, slots=True)
class Invitation:
    """Address of the central system, pinned root, the organisation (None: a new one) and the one-time code."""

    address: str
    root_hash: Hash
    org: OrgId | None
    code: str

    def to_text(self) -> str:
        """Return the invitation as text without spaces, for a message or a QR code."""
        value: dict[str, Json] = {"address": self.address, "code": self.code, "root": b64(self.root_hash)}
        if self.org is not None:
            value["org"] = b64(self.org)
        data = canon(value)
        return _PREFIX + b64(data + digest(purposes.INVITATION + data)[:_CHECK])

    @classmethod
    def from_text(cls, text: str) -> Invitation:
        """Read the text, spaces and line breaks apart; raises `wrong_invitation`."""
        compact = "".join(text.split())
        if not compact.startswith(_PREFIX):
            raise LuotsiError("wrong_invitation")
        try:
            return cls._from_bytes(unb64(compact.removeprefix(_PREFIX)))
        except Malformed as error:
            raise LuotsiError("wrong_invitation") from error

    @classmethod
    def _from_bytes(cls, whole: bytes) -> Invitation:
        data, check = whole[:-_CHECK], whole[-_CHECK:]
        if digest(purposes.INVITATION + data)[:_CHECK] != check:
            raise Malformed("wrong_checksum")
        members = Members.of(data)
        org = members.optional_octets("org", ID_LENGTH)
        invitation = cls(
            address=members.text("address", 500),
            root_hash=Hash(members.octets("root", HASH_LENGTH)),
            org=None if org is None else OrgId(org),
            code=members.text("code", 40),
        )
        members.done()
        return invitation


def new_code() -> str:
    """Return a random one-time code: 80 bits in Crockford's base 32, in groups of four."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _CODE_LENGTH, _GROUP))


def code_hash(code: str) -> Hash:
    """Return what the central system keeps of a code, however people wrote it; raises `wrong_invitation_code`."""
    letters = code.upper().translate(str.maketrans("OIL", "011", "- \t\n"))
    if len(letters) != _CODE_LENGTH or not set(letters) <= set(_ALPHABET):
        raise LuotsiError("wrong_invitation_code")
    return digest(purposes.INVITATION + letters.encode("ascii"))
