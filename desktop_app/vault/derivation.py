"""From a passphrase, recovery words or the data key to the keys that are used."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop_app.errors import LuotsiError

KEY_LENGTH: Final = 32
SALT_LENGTH: Final = 16

_LABEL: Final = b"luotsi/1 vault "
STORE_KEY: Final = _LABEL + b"store key"
STORE_SALT: Final = _LABEL + b"store salt"
ATTACHMENT_KEY: Final = _LABEL + b"attachment key"
SLOT_MAC_KEY: Final = _LABEL + b"slot mac key"
RECOVERY_SLOT: Final = _LABEL + b"recovery slot"

#: What deriving a key from a passphrase should take on the laptop where the store is made.
AIM_SECONDS: Final = 0.8
_MOST_MEMORY: Final = 4 * 1024 * 1024
_MOST_PASSES: Final = 64
_MOST_LANES: Final = 16


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess at a passphrase costs: Argon2id (RFC 9106), `memory` KiB, `passes` over it, `lanes` at once."""

    memory: int
    passes: int
    lanes: int

    def is_sane(self) -> bool:
        """Tell whether Argon2id takes these numbers and a laptop can carry them."""
        return (
            1 <= self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory <= _MOST_MEMORY
            and 1 <= self.passes <= _MOST_PASSES
        )


#: No store is made with less, however slow the laptop.
FLOOR: Final = KdfCost(memory=256 * 1024, passes=3, lanes=4)


def calibrated(clock: Callable[[], float] = time.perf_counter) -> KdfCost:
    """Return the floor with as many passes as fill about 0.8 s on this laptop; raises `memory_short`."""
    started = clock()
    derive_from_passphrase("calibration", bytes(SALT_LENGTH), KdfCost(FLOOR.memory, 1, FLOOR.lanes))
    one_pass = max(clock() - started, 1e-3)
    passes = min(max(FLOOR.passes, int(AIM_SECONDS / one_pass)), _MOST_PASSES)
    return KdfCost(FLOOR.memory, passes, FLOOR.lanes)


def normalised(passphrase: str) -> str:
    """Return the passphrase as every keyboard gives it: composed letters, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", passphrase).split())


def derive_from_passphrase(passphrase: str, salt: bytes, cost: KdfCost) -> bytearray:
    """Return the 32-byte key of a passphrase; raises `memory_short` when the laptop has too little free memory."""
    key = bytearray(KEY_LENGTH)
    secret = normalised(passphrase).encode("utf-8", "surrogatepass")
    try:
        Argon2id(
            salt=salt, length=KEY_LENGTH, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
        ).derive_into(secret, key)
    except MemoryError:
        raise LuotsiError("memory_short", mebibytes=cost.memory // 1024) from None
    return key


def derive(secret: bytes | bytearray, salt: bytes, label: bytes, length: int = KEY_LENGTH) -> bytearray:
    """Return `length` bytes of HKDF-SHA256 (RFC 5869) of an already strong secret, for one purpose only."""
    key = bytearray(length)
    HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=label).derive_into(secret, key)
    return key


def wipe(secret: bytearray) -> None:
    """Overwrite a secret with zeros."""
    secret[:] = bytes(len(secret))
