"""Names of organisations, streams, records, devices and changes."""

from __future__ import annotations

import hashlib
import secrets
from typing import NewType, TypeAlias

from desktop_app.ledger import purposes

OrgId = NewType("OrgId", bytes)
StreamId = NewType("StreamId", bytes)
RecordId = NewType("RecordId", bytes)
CaseId = NewType("CaseId", bytes)
DeviceId = NewType("DeviceId", bytes)
UserId = NewType("UserId", bytes)
FileId = NewType("FileId", bytes)
Hash = NewType("Hash", bytes)

#: One change: the device that wrote it and its number there, from 1 without holes.
Dot: TypeAlias = tuple[DeviceId, int]

ID_LENGTH = 16
HASH_LENGTH = 32


def digest(data: bytes) -> Hash:
    """Return `H`, the SHA-256 of the data (32 bytes)."""
    return Hash(hashlib.sha256(data).digest())


def new_id() -> bytes:
    """Return 16 random bytes: the id of a new organisation, stream, record, case, user or file."""
    return secrets.token_bytes(ID_LENGTH)


def device_id(public: bytes) -> DeviceId:
    """Return the id of the device with this Ed25519 public key (32 bytes)."""
    return DeviceId(digest(purposes.DEVICE + public)[:ID_LENGTH])


def reply_stream(writer: OrgId, answered: StreamId) -> StreamId:
    """Return the stream in which `writer`, the reader of the answered stream, replies to it."""
    return StreamId(digest(purposes.REPLY + writer + answered)[:ID_LENGTH])


def received_case(org: OrgId, stream: StreamId) -> CaseId:
    """Return the case that a proposal or referral written by `org` is at its reader."""
    return CaseId(digest(purposes.CASE + org + stream)[:ID_LENGTH])


def erasure_record(struck: bytes) -> RecordId:
    """Return the record that says of a record or a case that it was erased at its day: the same on every laptop."""
    return RecordId(digest(purposes.ERASURE + struck)[:ID_LENGTH])


def feed_start(org: OrgId) -> Hash:
    """Return the feed hash of an organisation's empty feed."""
    return digest(purposes.FEED + org)


def feed_next(before: Hash, change: Hash) -> Hash:
    """Return the feed hash after one more change."""
    return digest(before + change)
