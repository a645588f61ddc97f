"""A root key under a passphrase, for a file on a stick in a safe."""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed, b64, canon, parse
from desktop_app.ledger.keys import SIGN_LENGTH, SigningKey
from desktop_app.ledger.members import Members

MEMORY: Final = 256 * 1024
_ITERATIONS: Final = 3
_LANES: Final = 4
_LARGEST_MEMORY: Final = 4 * 1024 * 1024
_SALT: Final = 16
_NONCE: Final = 12
_TAG: Final = 16
_LABEL: Final = b"luotsi/1 root key\0"


def lock_key(key: SigningKey, passphrase: str | None, memory: int = MEMORY) -> bytes:
    """Return the file of a root key: under a passphrase (Argon2id with `memory` KiB) or, without one, clear."""
    if passphrase is None:
        return canon({"clear": b64(key.seed), "public": b64(key.public)})
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    cipher = AESGCM(_stretch(passphrase, salt, memory))
    locked = cipher.encrypt(nonce, key.seed, _LABEL + key.public)
    return canon(
        {"locked": b64(locked), "memory": memory, "nonce": b64(nonce), "public": b64(key.public), "salt": b64(salt)}
    )


def is_locked(data: bytes) -> bool:
    """Return whether the file of a root key needs a passphrase; raises `Malformed`."""
    return Members.of(data).has("locked")


def public_key(data: bytes) -> bytes:
    """Return the public half that the file of a root key names; raises `Malformed`. Only unlocking proves it."""
    return Members.of(data).octets("public", SIGN_LENGTH)


def unlock_key(data: bytes, passphrase: str | None) -> SigningKey:
    """Return the root key of a file; raises `wrong_passphrase`, or `Malformed` when it is no such file."""
    members = Members(parse(data))
    public = members.octets("public", SIGN_LENGTH)
    if members.has("clear"):
        key = SigningKey(members.octets("clear", SIGN_LENGTH))
        members.done()
    else:
        key = SigningKey(_open(members, public, passphrase))
    if key.public != public:
        raise Malformed("key_does_not_fit")
    return key


def _open(members: Members, public: bytes, passphrase: str | None) -> bytes:
    locked, memory = members.octets("locked", SIGN_LENGTH + _TAG), members.integer("memory", 8 * _LANES)
    nonce, salt = members.octets("nonce", _NONCE), members.octets("salt", _SALT)
    members.done()
    if memory > _LARGEST_MEMORY:
        raise Malformed("memory_too_large")
    try:
        return AESGCM(_stretch(passphrase or "", salt, memory)).decrypt(nonce, locked, _LABEL + public)
    except InvalidTag as error:
        raise LuotsiError("wrong_passphrase") from error


def _stretch(passphrase: str, salt: bytes, memory: int) -> bytes:
    kdf = Argon2id(salt=salt, length=32, iterations=_ITERATIONS, lanes=_LANES, memory_cost=memory)
    return kdf.derive(passphrase.encode())
