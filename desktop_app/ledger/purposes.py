"""Labels of signatures, hashes and key derivations, each used for one purpose (docs/protocol.md section 2)."""

from __future__ import annotations

from typing import Final

DIRECTORY: Final = b"luotsi/1 directory\0"
ROSTER: Final = b"luotsi/1 roster\0"
STATE: Final = b"luotsi/1 state\0"
CHANGE: Final = b"luotsi/1 change\0"
RECEIPT: Final = b"luotsi/1 receipt\0"
HANDOVER: Final = b"luotsi/1 handover\0"
COMMAND: Final = b"luotsi/1 command\0"

DEVICE: Final = b"luotsi/1 device\0"
REPLY: Final = b"luotsi/1 reply\0"
CASE: Final = b"luotsi/1 case\0"
CALENDAR: Final = b"luotsi/1 calendar\0"
ERASURE: Final = b"luotsi/1 erasure\0"
FEED: Final = b"luotsi/1 feed\0"
COMMIT: Final = b"luotsi/1 commit\0"
ENROL: Final = b"luotsi/1 enrol\0"
INVITATION: Final = b"luotsi/1 invitation\0"
WORDS: Final = b"luotsi/1 words\0"

STREAM_KEY: Final = b"luotsi/1 stream key\0"
KEM_SEED: Final = b"luotsi/1 kem seed"
RECOVERY_SEED: Final = b"luotsi/1 recovery seed"
PAYLOAD: Final = b"luotsi/1 payload\0"
WRAP: Final = b"luotsi/1 wrap\0"
FILE: Final = b"luotsi/1 file\0"
BUNDLE: Final = b"luotsi/1 bundle\0"
