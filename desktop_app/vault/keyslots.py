"""The key slots: one random data key, sealed once for each way of opening the store."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop_app.ledger.canonical import Json, Malformed, b64, canon, parse, unb64
from desktop_app.vault.derivation import (
    KEY_LENGTH,
    RECOVERY_SLOT,
    SALT_LENGTH,
    SLOT_MAC_KEY,
    KdfCost,
    derive,
    derive_from_passphrase,
    wipe,
)

__all__ = ["KdfCost", "KeySlots", "PassphraseSlot", "RecoverySlot", "WrongSecret", "new_slots"]

VERSION: Final = 1
PAGE_SIZE: Final = 8192
_PAGE_SIZES: Final = frozenset({4096, 8192, 16384, 32768, 65536})
_NONCE_LENGTH: Final = 12
_SEALED_LENGTH: Final = KEY_LENGTH + 16
_ID_LENGTH: Final = 8
_DIGEST_LENGTH: Final = 32

_Object: TypeAlias = dict[str, Json]


class WrongSecret(Exception):
    """The passphrase or the words do not open this slot, or the slot is not the one that was written."""


class SlotType(StrEnum):
    """Ways of opening the store."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """The data key under a passphrase; `sealed` is AES-256-GCM bound to everything else in the slot and the store."""

    slot: bytes
    salt: bytes
    cost: KdfCost
    nonce: bytes
    sealed: bytes

    @classmethod
    def make(cls, store: bytes, data_key: bytearray, passphrase: str, cost: KdfCost) -> PassphraseSlot:
        """Seal the data key of `store` (its id) for a passphrase; raises LuotsiError `memory_short`."""
        slot = cls(secrets.token_bytes(_ID_LENGTH), secrets.token_bytes(SALT_LENGTH), cost, _nonce(), b"")
        return replace(slot, sealed=_seal(slot._key(passphrase), slot.nonce, data_key, slot.header(), store))

    def open(self, store: bytes, passphrase: str) -> bytearray:
        """Return the data key; raises WrongSecret, and LuotsiError `memory_short`."""
        return _open(self._key(passphrase), self.nonce, self.sealed, self.header(), store)

    def header(self) -> _Object:
        """Return what the file says about the slot besides the sealed key."""
        cost = self.cost
        kdf: _Object = {"m": cost.memory, "name": "argon2id", "p": cost.lanes, "salt": b64(self.salt), "t": cost.passes}
        return {"id": b64(self.slot), "kdf": kdf, "nonce": b64(self.nonce), "type": SlotType.PASSPHRASE.value}

    def _key(self, passphrase: str) -> bytearray:
        return derive_from_passphrase(passphrase, self.salt, self.cost)


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """The data key under the 16 secret bytes of the recovery words."""

    slot: bytes
    salt: bytes
    nonce: bytes
    sealed: bytes

    @classmethod
    def make(cls, store: bytes, data_key: bytearray, secret: bytes) -> RecoverySlot:
        """Seal the data key of `store` (its id) for 16 secret bytes."""
        slot = cls(secrets.token_bytes(_ID_LENGTH), secrets.token_bytes(SALT_LENGTH), _nonce(), b"")
        return replace(slot, sealed=_seal(slot._key(secret), slot.nonce, data_key, slot.header(), store))

    def open(self, store: bytes, secret: bytes) -> bytearray:
        """Return the data key; raises WrongSecret."""
        return _open(self._key(secret), self.nonce, self.sealed, self.header(), store)

    def header(self) -> _Object:
        """Return what the file says about the slot besides the sealed key."""
        kdf: _Object = {"name": "hkdf-sha256", "salt": b64(self.salt)}
        return {"id": b64(self.slot), "kdf": kdf, "nonce": b64(self.nonce), "type": SlotType.RECOVERY.value}

    def _key(self, secret: bytes) -> bytearray:
        return derive(secret, self.salt, RECOVERY_SLOT)


@dataclass(frozen=True, slots=True)
class KeySlots:
    """One state of the key slots: id of the store (16 bytes), generation from 1, page size of the store, both slots.

    `mac` is an HMAC-SHA256 under a key derived from the data key: nobody without the data key can change the file
    unnoticed. The file also ends in a plain digest, so that damage is told from a wrong passphrase.
    """

    store: bytes
    generation: int
    page_size: int
    passphrase: PassphraseSlot
    recovery: RecoverySlot
    mac: bytes = b""

    def signed(self, data_key: bytearray) -> KeySlots:
        """Return the same slots with their `mac`."""
        return replace(self, mac=self._mac(data_key))

    def is_signed_by(self, data_key: bytearray) -> bool:
        """Tell whether the slots are as somebody with the data key wrote them."""
        return hmac.compare_digest(self.mac, self._mac(data_key))

    def to_bytes(self) -> bytes:
        """Return the file's content."""
        body = self._body() | {"mac": b64(self.mac)}
        return canon(body | {"sum": b64(sha256(canon(body)).digest())})

    @classmethod
    def from_bytes(cls, data: bytes) -> KeySlots:
        """Read a file's content; raises Malformed for anything that was not written by `to_bytes`."""
        try:
            slots = _read(parse(data))
        except (KeyError, TypeError, AttributeError) as error:
            raise Malformed("not_key_slots") from error
        if slots.to_bytes() != data:
            raise Malformed("not_key_slots")
        return slots

    def _body(self) -> _Object:
        slots: list[Json] = [
            self.passphrase.header() | {"ct": b64(self.passphrase.sealed)},
            self.recovery.header() | {"ct": b64(self.recovery.sealed)},
        ]
        cipher: _Object = {"page_size": self.page_size}
        return {"cipher": cipher, "db": b64(self.store), "generation": self.generation, "slots": slots, "v": VERSION}

    def _mac(self, data_key: bytearray) -> bytes:
        key = derive(data_key, self.store, SLOT_MAC_KEY)
        try:
            return hmac.digest(key, canon(self._body()), "sha256")
        finally:
            wipe(key)


def new_slots(data_key: bytearray, passphrase: str, secret: bytes, cost: KdfCost) -> KeySlots:
    """Return the first slots of a new store."""
    store = secrets.token_bytes(SALT_LENGTH)
    by_passphrase = PassphraseSlot.make(store, data_key, passphrase, cost)
    by_words = RecoverySlot.make(store, data_key, secret)
    return KeySlots(store, 1, PAGE_SIZE, by_passphrase, by_words).signed(data_key)


def _nonce() -> bytes:
    return secrets.token_bytes(_NONCE_LENGTH)


def _bound(header: _Object, store: bytes) -> bytes:
    return canon({"db": b64(store), "slot": header})


def _seal(key: bytearray, nonce: bytes, data_key: bytearray, header: _Object, store: bytes) -> bytes:
    try:
        return AESGCM(key).encrypt(nonce, data_key, _bound(header, store))
    finally:
        wipe(key)


def _open(key: bytearray, nonce: bytes, sealed: bytes, header: _Object, store: bytes) -> bytearray:
    data_key = bytearray(KEY_LENGTH)
    try:
        AESGCM(key).decrypt_into(nonce, sealed, _bound(header, store), data_key)
    except InvalidTag:
        raise WrongSecret from None
    finally:
        wipe(key)
    return data_key


def _read(value: Json) -> KeySlots:
    document = _object(value)
    by_passphrase, by_words = (_object(slot) for slot in _list(document["slots"]))
    slots = KeySlots(
        _bytes(document["db"], SALT_LENGTH),
        _count(document["generation"]),
        _count(_object(document["cipher"])["page_size"]),
        _read_passphrase_slot(by_passphrase),
        RecoverySlot(*_read_common(by_words)),
        _bytes(document["mac"], _DIGEST_LENGTH),
    )
    if slots.page_size not in _PAGE_SIZES:
        raise Malformed("not_key_slots")
    return slots


def _read_passphrase_slot(value: _Object) -> PassphraseSlot:
    kdf = _object(value["kdf"])
    cost = KdfCost(_count(kdf["m"]), _count(kdf["t"]), _count(kdf["p"]))
    if not cost.is_sane():
        raise Malformed("not_key_slots")
    slot, salt, nonce, sealed = _read_common(value)
    return PassphraseSlot(slot, salt, cost, nonce, sealed)


def _read_common(value: _Object) -> tuple[bytes, bytes, bytes, bytes]:
    salt = _bytes(_object(value["kdf"])["salt"], SALT_LENGTH)
    nonce, sealed = _bytes(value["nonce"], _NONCE_LENGTH), _bytes(value["ct"], _SEALED_LENGTH)
    return _bytes(value["id"], _ID_LENGTH), salt, nonce, sealed


def _object(value: Json) -> _Object:
    if not isinstance(value, dict):
        raise Malformed("not_key_slots")
    return value


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list) or len(value) != len(SlotType):
        raise Malformed("not_key_slots")
    return value


def _bytes(value: Json, length: int) -> bytes:
    if not isinstance(value, str):
        raise Malformed("not_key_slots")
    return unb64(value, length)


def _count(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Malformed("not_key_slots")
    return value
