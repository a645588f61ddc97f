"""Files and bundles in sealed chunks (docs/protocol.md section 11)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop_app.ledger.refusal import Refused

CHUNK: Final = 1024 * 1024
KEY_LENGTH: Final = 32
_STEP: Final = 64 * 1024
_TAG: Final = 16
#: The longest sealed chunk.
SEALED_CHUNK: Final = CHUNK + _TAG


def new_file_key() -> bytes:
    """Return the random key (32 bytes) of one file or bundle; a key never serves two."""
    return secrets.token_bytes(KEY_LENGTH)


def seal_chunks(clear: Iterable[bytes], key: bytes, aad: bytes) -> Iterator[bytes]:
    """Seal bytes that come in pieces of any length; every chunk is 1 MiB, the last one padded to 64 KiB.

    `aad` is the label and the id of the file or bundle. An empty file has one chunk.
    """
    cipher, index, rest = AESGCM(key), 0, b""
    for piece in clear:
        rest += piece
        while len(rest) > CHUNK:
            yield cipher.encrypt(_nonce(index, last=False), rest[:CHUNK], aad)
            index, rest = index + 1, rest[CHUNK:]
    length = max(_STEP, -(-len(rest) // _STEP) * _STEP)
    yield cipher.encrypt(_nonce(index, last=True), rest.ljust(length, b"\0"), aad)


def open_chunks(sealed: Iterable[bytes], key: bytes, aad: bytes) -> Iterator[bytes]:
    """Return the clear bytes of sealed chunks, the zeros at the end included: the size is told elsewhere.

    Raises `Refused("damaged_file")` for a chunk altered, moved, missing or beyond the last, at the end at the latest.
    """
    cipher, chunks = AESGCM(key), iter(sealed)
    index, chunk = 0, next(chunks, None)
    if chunk is None:
        raise Refused("damaged_file")
    while chunk is not None:
        following = next(chunks, None)
        try:
            yield cipher.decrypt(_nonce(index, last=following is None), chunk, aad)
        except (InvalidTag, ValueError) as error:
            raise Refused("damaged_file") from error
        index, chunk = index + 1, following


def _nonce(index: int, *, last: bool) -> bytes:
    return bytes(7) + index.to_bytes(4, "big") + bytes([last])
