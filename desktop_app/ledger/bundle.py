"""Bundles: changes on a stick, sealed to central system and own organisation (docs/protocol.md section 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from desktop_app.ledger import purposes
from desktop_app.ledger.bundle_items import Contents
from desktop_app.ledger.canonical import Json, Malformed, canon, parse
from desktop_app.ledger.file_chunks import KEY_LENGTH, SEALED_CHUNK, new_file_key, open_chunks, seal_chunks
from desktop_app.ledger.ids import ID_LENGTH, digest, new_id
from desktop_app.ledger.keys import KemKey, seal_to
from desktop_app.ledger.refusal import Refused

MAGIC: Final = b"LUOTSIB1"
_WRAP: Final = 1168
_MOST_RECEIVERS: Final = 8

__all__ = ["MAGIC", "Contents", "make_bundle", "open_bundle"]


def make_bundle(contents: Contents, receivers: Sequence[bytes]) -> Iterator[bytes]:
    """Return the pieces of a bundle that the holders of these KEM public keys can open; nothing in it names anybody.

    A safety copy, with drafts in it, is for the own organisation's key alone.
    """
    bundle, key = new_id(), new_file_key()
    yield MAGIC + bundle + bytes([len(receivers)])
    for kem in receivers:
        yield seal_to(kem, _info(bundle, kem), key)
    yield from seal_chunks(_items(contents), key, purposes.BUNDLE + bundle)


def open_bundle(data: bytes, kem: KemKey) -> Contents:
    """Return what a bundle carries; a damaged one is refused whole.

    Raises `Refused` (`not_a_bundle`, `not_for_us`, `damaged_file`), `Malformed`.
    """
    start = len(MAGIC) + ID_LENGTH + 1
    if data[: len(MAGIC)] != MAGIC or len(data) < start or not 0 < data[start - 1] <= _MOST_RECEIVERS:
        raise Refused("not_a_bundle")
    bundle, end = data[len(MAGIC) : start - 1], start + data[start - 1] * _WRAP
    key = _key([data[at : at + _WRAP] for at in range(start, end, _WRAP)], bundle, kem)
    chunks = (data[at : at + SEALED_CHUNK] for at in range(end, len(data), SEALED_CHUNK))
    return _contents(b"".join(open_chunks(chunks, key, purposes.BUNDLE + bundle)))


def _key(wraps: Iterable[bytes], bundle: bytes, kem: KemKey) -> bytes:
    """Try each wrap: which one is whose is not said."""
    for wrap in wraps:
        try:
            key = kem.open(_info(bundle, kem.public), wrap)
        except Refused:
            continue
        if len(key) == KEY_LENGTH:
            return key
    raise Refused("not_for_us")


def _info(bundle: bytes, kem: bytes) -> bytes:
    """Return what a wrap is bound to: the bundle, and the receiver by the hash of its key."""
    return purposes.BUNDLE + bundle + digest(kem)[:ID_LENGTH]


def _items(contents: Contents) -> Iterator[bytes]:
    """Return length and canonical text of each item, and a length of zero at the end."""
    for value in contents.items():
        text = canon(value)
        yield len(text).to_bytes(4, "big") + text
    yield bytes(4)


def _contents(clear: bytes) -> Contents:
    values: list[Json] = []
    at = 0
    while length := int.from_bytes(clear[at : at + 4], "big"):
        values.append(parse(clear[at + 4 : at + 4 + length]))
        at += 4 + length
    if len(clear) < at + 4 or clear.count(0, at) != len(clear) - at:
        raise Malformed("damaged_file")
    return Contents.from_items(values)
