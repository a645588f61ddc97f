"""Keys of organisations, devices, the recovery sheet and the root (docs/protocol.md section 3)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop_app.ledger import purposes
from desktop_app.ledger.ids import DeviceId, Hash, OrgId, StreamId, device_id, digest
from desktop_app.ledger.refusal import Refused, Waiting

SECRET_LENGTH: Final = 32
SIGN_LENGTH: Final = 32
SIGNATURE_LENGTH: Final = 64
KEM_SEED_LENGTH: Final = 96
KEM_LENGTH: Final = 1216
RECOVERY_LENGTH: Final = 16
_MLKEM_PUBLIC: Final = 1184
_MLKEM_SEED: Final = 64

_SUITE: Final = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class Signer(Protocol):
    """Whatever can sign: a device, a recovery sheet, a root key, the central system."""

    @property
    def public(self) -> bytes:
        """The Ed25519 public key (32 bytes)."""

    def sign(self, label: bytes, data: bytes) -> bytes:
        """Return the signature (64 bytes) over `label ‖ data`."""


def derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """Return `length` bytes of HKDF-SHA256 (RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def stream_key(secret: bytes, stream: StreamId, epoch: int, to_epoch: int = 0) -> bytes:
    """Return the key (32 bytes) of a stream under the secret of `epoch`; `to_epoch` is the reader's, 0 without one."""
    info = purposes.STREAM_KEY + epoch.to_bytes(4, "big") + to_epoch.to_bytes(4, "big")
    return derive(secret, stream, info, 32)


def commitment(key: bytes) -> Hash:
    """Return `commit`: both readers of a shared change check that they hold this very key."""
    return digest(purposes.COMMIT + key)


@dataclass(frozen=True, slots=True)
class Ring:
    """All secrets of one organisation: pairs of epoch (1, 2, …) and secret (32 bytes), ascending."""

    secrets: tuple[tuple[int, bytes], ...] = field(repr=False)

    def __post_init__(self) -> None:
        if [epoch for epoch, _ in self.secrets] != list(range(1, len(self.secrets) + 1)) or not self.secrets:
            raise Refused("ring_not_dense")
        if any(len(secret) != SECRET_LENGTH for _, secret in self.secrets):
            raise Refused("wrong_length")

    @classmethod
    def new(cls) -> Ring:
        """Return the ring of a new organisation: one random secret."""
        return cls(((1, secrets.token_bytes(SECRET_LENGTH)),))

    @property
    def highest(self) -> int:
        """The newest epoch; everyone seals under it."""
        return self.secrets[-1][0]

    def secret(self, epoch: int) -> bytes:
        """Return the secret of an epoch; raises `Waiting("key_unknown")` when the ring does not hold it."""
        if not 1 <= epoch <= len(self.secrets):
            raise Waiting("key_unknown", epoch=epoch)
        return self.secrets[epoch - 1][1]

    def rotated(self) -> Ring:
        """Return the ring with one more epoch."""
        return Ring((*self.secrets, (self.highest + 1, secrets.token_bytes(SECRET_LENGTH))))


@dataclass(frozen=True, slots=True)
class KemKey:
    """A private key to which others seal: `seed` = ML-KEM-768 seed (64) ‖ X25519 private key (32)."""

    seed: bytes = field(repr=False)
    _private: hpke.MLKEM768X25519PrivateKey = field(init=False, repr=False, compare=False)
    public: bytes = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.seed) != KEM_SEED_LENGTH:
            raise Refused("wrong_length")
        first = MLKEM768PrivateKey.from_seed_bytes(self.seed[:_MLKEM_SEED])
        second = X25519PrivateKey.from_private_bytes(self.seed[_MLKEM_SEED:])
        object.__setattr__(self, "_private", hpke.MLKEM768X25519PrivateKey(first, second))
        public = first.public_key().public_bytes_raw() + second.public_key().public_bytes_raw()
        object.__setattr__(self, "public", public)

    @classmethod
    def generate(cls) -> KemKey:
        """Return a random key."""
        return cls(secrets.token_bytes(KEM_SEED_LENGTH))

    def open(self, info: bytes, ciphertext: bytes) -> bytes:
        """Return what was sealed to this key with this `info`; raises `Refused("cannot_open")`."""
        try:
            return _SUITE.decrypt(ciphertext, self._private, info=info)
        except (InvalidTag, ValueError) as error:
            raise Refused("cannot_open") from error


def seal_to(kem_public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Seal to a KEM public key (1216 bytes) by HPKE, single-shot base mode (RFC 9180); raises `bad_key`."""
    try:
        first = MLKEM768PublicKey.from_public_bytes(kem_public[:_MLKEM_PUBLIC])
        second = X25519PublicKey.from_public_bytes(kem_public[_MLKEM_PUBLIC:])
    except ValueError as error:
        raise Refused("bad_key") from error
    return _SUITE.encrypt(plaintext, hpke.MLKEM768X25519PublicKey(first, second), info=info)


def open_with(key: KemKey, info: bytes, ciphertext: bytes) -> bytes:
    """Return what was sealed to `key` with this `info`; raises `Refused("cannot_open")`."""
    return key.open(info, ciphertext)


def org_kem(secret: bytes, org: OrgId) -> KemKey:
    """Return the KEM key of an organisation in the epoch of this secret."""
    return KemKey(derive(secret, org, purposes.KEM_SEED, KEM_SEED_LENGTH))


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 private key: `seed` is 32 bytes. The root, the central system and every device sign with one."""

    seed: bytes = field(repr=False)
    _private: Ed25519PrivateKey = field(init=False, repr=False, compare=False)
    public: bytes = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SIGN_LENGTH:
            raise Refused("wrong_length")
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        object.__setattr__(self, "_private", private)
        object.__setattr__(self, "public", private.public_key().public_bytes_raw())

    @classmethod
    def generate(cls) -> SigningKey:
        """Return a random key."""
        return cls(secrets.token_bytes(SIGN_LENGTH))

    def sign(self, label: bytes, data: bytes) -> bytes:
        """Return the signature (64 bytes) over `label ‖ data`."""
        return self._private.sign(label + data)


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """The keys of one laptop: what it signs with and what the ring is handed over to."""

    sign_seed: bytes = field(repr=False)
    kem_seed: bytes = field(repr=False)
    signing: SigningKey = field(init=False, repr=False, compare=False)
    kem: KemKey = field(init=False, repr=False, compare=False)
    dev: DeviceId = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "signing", SigningKey(self.sign_seed))
        object.__setattr__(self, "kem", KemKey(self.kem_seed))
        object.__setattr__(self, "dev", device_id(self.signing.public))

    @classmethod
    def generate(cls) -> DeviceKey:
        """Return the keys of a new device id."""
        return cls(secrets.token_bytes(SIGN_LENGTH), secrets.token_bytes(KEM_SEED_LENGTH))

    @classmethod
    def from_bytes(cls, data: bytes) -> DeviceKey:
        """Return the keys kept as `sign_seed ‖ kem_seed` (128 bytes)."""
        return cls(data[:SIGN_LENGTH], data[SIGN_LENGTH:])

    def to_bytes(self) -> bytes:
        """Return `sign_seed ‖ kem_seed` (128 bytes), for the encrypted store."""
        return self.sign_seed + self.kem_seed

    @property
    def public(self) -> bytes:
        """The Ed25519 public key (32 bytes)."""
        return self.signing.public

    @property
    def kem_public(self) -> bytes:
        """The KEM public key (1216 bytes)."""
        return self.kem.public

    def sign(self, label: bytes, data: bytes) -> bytes:
        """Return the signature (64 bytes) over `label ‖ data`."""
        return self.signing.sign(label, data)


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """The administrator that lives on paper: derived from the recovery sheet's 16 bytes."""

    kem: KemKey
    signing: SigningKey

    @classmethod
    def derive(cls, sheet: bytes, org: OrgId) -> RecoveryKey:
        """Return the keys of the recovery sheet of `org`."""
        if len(sheet) != RECOVERY_LENGTH:
            raise Refused("wrong_length")
        seed = derive(sheet, org, purposes.RECOVERY_SEED, KEM_SEED_LENGTH + SIGN_LENGTH)
        return cls(KemKey(seed[:KEM_SEED_LENGTH]), SigningKey(seed[KEM_SEED_LENGTH:]))

    def as_device(self) -> DeviceKey:
        """Return the same keys as those of a device: so the sheet signs requests and rosters like a laptop."""
        return DeviceKey(self.signing.seed, self.kem.seed)

    @property
    def public(self) -> bytes:
        """The Ed25519 public key (32 bytes)."""
        return self.signing.public

    @property
    def sign_public(self) -> bytes:
        """The Ed25519 public key (32 bytes), as rosters name it."""
        return self.signing.public

    @property
    def kem_public(self) -> bytes:
        """The KEM public key (1216 bytes)."""
        return self.kem.public

    def sign(self, label: bytes, data: bytes) -> bytes:
        """Return the signature (64 bytes) over `label ‖ data`."""
        return self.signing.sign(label, data)


def verify(public: bytes, label: bytes, data: bytes, signature: bytes) -> bool:
    """Return whether the signature over `label ‖ data` is by this Ed25519 public key."""
    try:
        _public_key(public).verify(signature, label + data)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=256)
def _public_key(public: bytes) -> Ed25519PublicKey:
    """Return the parsed public key; the same few devices are asked for again and again."""
    return Ed25519PublicKey.from_public_bytes(public)
