"""What laptops and the central system say about files and bundles (docs/protocol.md sections 8 and 11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.ledger.canonical import Json, Malformed, b64
from desktop_app.ledger.file_chunks import SEALED_CHUNK
from desktop_app.ledger.ids import ID_LENGTH, DeviceId
from desktop_app.ledger.members import Members, as_integer
from desktop_app.ledger.messages import PushReply

#: The most chunks of one file: 256 MiB.
MAX_CHUNKS: Final = 256
#: The longest bundle in bytes, and the most changes in one.
MAX_BUNDLE: Final = 32 * 1024 * 1024
MAX_BUNDLE_LINES: Final = 20_000
_STEP: Final = 64 * 1024
_TAG: Final = 16


def check_chunk(sealed: bytes, index: int, chunks: int) -> None:
    """Raise `Malformed` unless a sealed chunk has a length that its place allows."""
    if not 0 < chunks <= MAX_CHUNKS or not 0 <= index < chunks:
        raise Malformed("wrong_chunk")
    whole = len(sealed) == SEALED_CHUNK
    last = _TAG < len(sealed) <= SEALED_CHUNK and (len(sealed) - _TAG) % _STEP == 0
    if not (whole or (last and index == chunks - 1)):
        raise Malformed("wrong_chunk")


@dataclass(frozen=True, slots=True)
class FileState:
    """How much the central system has of a file: how many chunks it will have (0: never heard of), which lack."""

    chunks: int
    missing: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every chunk is there."""
        return self.chunks > 0 and not self.missing

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"chunks": self.chunks, "missing": list(self.missing)}

    @classmethod
    def from_json(cls, value: Json) -> FileState:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        state = cls(members.integer("chunks"), members.list("missing", as_integer))
        members.done()
        if state.chunks > MAX_CHUNKS or any(index >= state.chunks for index in state.missing):
            raise Malformed("wrong_chunk")
        return state


@dataclass(frozen=True, slots=True)
class BundleResult:
    """What became of one device's changes in a bundle: a reply as to a push, or the code of why they were refused."""

    dev: DeviceId
    reply: PushReply | None
    code: str = ""

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        reply = None if self.reply is None else self.reply.to_json()
        return {"code": self.code, "dev": b64(self.dev), "reply": reply}

    @classmethod
    def from_json(cls, value: Json) -> BundleResult:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        reply = members.any("reply")
        result = cls(
            DeviceId(members.octets("dev", ID_LENGTH)),
            None if reply is None else PushReply.from_json(reply),
            members.text("code", 60),
        )
        members.done()
        return result
