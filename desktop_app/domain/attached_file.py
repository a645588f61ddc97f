"""What an attachment record says of its file (docs/protocol.md section 11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.ledger.canonical import Json, Malformed, b64, unb64
from desktop_app.ledger.file_chunks import CHUNK, KEY_LENGTH
from desktop_app.ledger.file_messages import MAX_CHUNKS
from desktop_app.ledger.ids import HASH_LENGTH, ID_LENGTH, FileId, Hash

#: The kind and the field that hold an `AttachedFile`; the program writes the field, no person types it.
ATTACHMENT: Final = "attachment"
FIELD: Final = "file"
#: The most clear bytes of one file.
MAX_SIZE: Final = MAX_CHUNKS * CHUNK


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One encrypted file: random id and key, and size (bytes) and hash of what it says in clear."""

    file: FileId
    key: bytes
    size: int
    hash: Hash

    @property
    def chunks(self) -> int:
        """How many chunks it has."""
        return max(1, -(-self.size // CHUNK))

    def to_text(self) -> str:
        """Return the value of the field: 88 bytes, id, key, size as u64 and hash, in base64url."""
        return b64(self.file + self.key + self.size.to_bytes(8, "big") + self.hash)

    @classmethod
    def from_text(cls, text: str) -> AttachedFile:
        """Read the value of the field; raises `Malformed`."""
        octets = unb64(text, ID_LENGTH + KEY_LENGTH + 8 + HASH_LENGTH)
        start = ID_LENGTH + KEY_LENGTH
        found = cls(
            file=FileId(octets[:ID_LENGTH]),
            key=octets[ID_LENGTH:start],
            size=int.from_bytes(octets[start : start + 8], "big"),
            hash=Hash(octets[start + 8 :]),
        )
        if found.size > MAX_SIZE:
            raise Malformed("file_too_large")
        return found


def attached(value: Json) -> AttachedFile | None:
    """Return the file that a value of the field names, None for whatever else a newer or broken program wrote."""
    try:
        return AttachedFile.from_text(value) if isinstance(value, str) else None
    except Malformed:
        return None
