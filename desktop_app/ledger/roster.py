"""The roster of one organisation: its laptops, its KEM keys and its recovery sheet (docs/protocol.md section 3)."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, Malformed, b64, canon
from desktop_app.ledger.ids import HASH_LENGTH, ID_LENGTH, DeviceId, Hash, OrgId, device_id, digest
from desktop_app.ledger.keys import (
    KEM_LENGTH,
    SIGN_LENGTH,
    SIGNATURE_LENGTH,
    DeviceKey,
    RecoveryKey,
    Ring,
    Signer,
    org_kem,
    verify,
)
from desktop_app.ledger.members import Members, as_bytes, as_integer
from desktop_app.ledger.refusal import Refused

ADMIN: Final = "admin"
DECIDE: Final = "decide"
ROLES: Final = frozenset({ADMIN, DECIDE})


@dataclass(frozen=True, slots=True)
class Device:
    """One laptop: its keys, its roles, which never change, and where it ends.

    `until` = (n, hash): changes up to `n`, whose header hash is `hash`, count for ever, later ones never.
    """

    dev: DeviceId
    key: bytes
    kem: bytes
    roles: frozenset[str] = frozenset()
    until: tuple[int, bytes] | None = None

    @classmethod
    def of(cls, key: DeviceKey, roles: frozenset[str] = frozenset()) -> Device:
        """Return the entry of the laptop with these keys."""
        return cls(key.dev, key.public, key.kem_public, roles)

    @property
    def active(self) -> bool:
        """Whether the laptop is not retired."""
        return self.until is None

    def to_json(self) -> Json:
        """Return the members of the signed form."""
        value: dict[str, Json] = {"dev": b64(self.dev), "kem": b64(self.kem), "key": b64(self.key)}
        value["roles"] = [*sorted(self.roles)]
        if self.until is not None:
            value["until"] = [self.until[0], b64(self.until[1])]
        return value

    @classmethod
    def from_json(cls, value: Json) -> Device:
        """Read the signed form; raises `Malformed`, also when the id is not that of the key."""
        members = Members(value)
        roles = members.list("roles", _role)
        device = cls(
            dev=DeviceId(members.octets("dev", ID_LENGTH)),
            key=members.octets("key", SIGN_LENGTH),
            kem=members.octets("kem", KEM_LENGTH),
            roles=frozenset(roles),
            until=_until(members.any("until")) if members.has("until") else None,
        )
        members.done()
        if list(roles) != sorted(device.roles) or device.dev != device_id(device.key):
            raise Malformed("device_not_sound")
        return device


@dataclass(frozen=True, slots=True)
class Recovery:
    """The public halves of the recovery sheet: an administrator that lives on paper."""

    sign: bytes
    kem: bytes

    @classmethod
    def of(cls, key: RecoveryKey) -> Recovery:
        """Return the entry of the recovery sheet with these keys."""
        return cls(key.sign_public, key.kem_public)

    def to_json(self) -> Json:
        """Return the members of the signed form."""
        return {"kem": b64(self.kem), "sign": b64(self.sign)}

    @classmethod
    def from_members(cls, members: Members) -> Recovery:
        """Read the signed form; raises `Malformed`."""
        recovery = cls(members.octets("sign", SIGN_LENGTH), members.octets("kem", KEM_LENGTH))
        members.done()
        return recovery


@dataclass(frozen=True, slots=True)
class Roster:
    """One version of an organisation's roster.

    `prev` is the hash of the version before (empty for version 1), `by` the Ed25519 public key that signed this one,
    `kems` the organisation's KEM public keys as pairs of epoch and key, from epoch 1 without holes.
    """

    org: OrgId
    version: int
    prev: bytes
    by: bytes
    devices: tuple[Device, ...]
    kems: tuple[tuple[int, bytes], ...]
    recovery: Recovery

    def device(self, dev: DeviceId) -> Device | None:
        """Return the entry of a laptop, retired or not."""
        return next((device for device in self.devices if device.dev == dev), None)

    def may_sign_next(self) -> frozenset[bytes]:
        """Return the keys that may sign the next version: administrators not retired, and the recovery sheet."""
        admins = {device.key for device in self.devices if ADMIN in device.roles and device.active}
        return frozenset(admins | {self.recovery.sign})

    def to_bytes(self) -> bytes:
        """Return the canonical form, which is what is signed."""
        return canon(
            {
                "by": b64(self.by),
                "devices": [device.to_json() for device in self.devices],
                "kems": [[epoch, b64(key)] for epoch, key in self.kems],
                "org": b64(self.org),
                "prev": b64(self.prev),
                "recovery": self.recovery.to_json(),
                "version": self.version,
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Roster:
        """Read the canonical form; raises `Malformed`."""
        members = Members.of(data)
        roster = cls(
            org=OrgId(members.octets("org", ID_LENGTH)),
            version=members.integer("version", 1),
            prev=members.octets("prev"),
            by=members.octets("by", SIGN_LENGTH),
            devices=members.list("devices", Device.from_json, 1),
            kems=members.list("kems", _kem, 1),
            recovery=Recovery.from_members(members.members("recovery")),
        )
        members.done()
        roster.check()
        return roster

    def check(self) -> None:
        """Raise `Malformed` where the members contradict each other."""
        if len(self.prev) != (0 if self.version == 1 else HASH_LENGTH):
            raise Malformed("prev_does_not_fit")
        if len({device.dev for device in self.devices}) != len(self.devices):
            raise Malformed("device_twice")
        if [epoch for epoch, _ in self.kems] != list(range(1, len(self.kems) + 1)):
            raise Malformed("epochs_not_dense")


@dataclass(frozen=True, slots=True)
class SignedRoster:
    """A roster as it travels: the bytes as signed and the signature by its `by`."""

    bytes: bytes
    sig: builtins.bytes
    _hash: Hash = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", digest(self.bytes))

    @property
    def hash(self) -> Hash:
        """The hash by which the next version names this one."""
        return self._hash

    def parsed(self) -> Roster:
        """Return the roster; raises `Malformed`."""
        return Roster.from_bytes(self.bytes)

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"bytes": b64(self.bytes), "sig": b64(self.sig)}

    @classmethod
    def from_json(cls, value: Json) -> SignedRoster:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        signed = cls(members.octets("bytes"), members.octets("sig", SIGNATURE_LENGTH))
        members.done()
        return signed


def sign_roster(roster: Roster, signer: Signer) -> SignedRoster:
    """Return the roster signed by the key it names in `by`."""
    data = roster.to_bytes()
    return SignedRoster(data, signer.sign(purposes.ROSTER, data))


def first_roster(
    org: OrgId, anchor: DeviceKey, ring: Ring, recovery: Recovery, roles: frozenset[str] = frozenset({ADMIN})
) -> SignedRoster:
    """Return roster 1 of a new organisation, signed by its first laptop, whose key the root has signed as `anchor`."""
    roster = Roster(org, 1, b"", anchor.public, (Device.of(anchor, roles),), kems_of(org, ring), recovery)
    return sign_roster(roster, anchor)


def next_roster(
    before: SignedRoster,
    signer: Signer,
    *,
    devices: Sequence[Device] | None = None,
    ring: Ring | None = None,
    recovery: Recovery | None = None,
) -> SignedRoster:
    """Return the next version, with what is given in place of what was; nothing is checked but the form.

    `devices` is the whole new list (laptops are retired with `until`, never left out); `ring` is the ring after a
    rotation.
    """
    old = before.parsed()
    roster = Roster(
        org=old.org,
        version=old.version + 1,
        prev=before.hash,
        by=signer.public,
        devices=old.devices if devices is None else tuple(devices),
        kems=old.kems if ring is None else kems_of(old.org, ring),
        recovery=recovery or old.recovery,
    )
    return sign_roster(roster, signer)


def kems_of(org: OrgId, ring: Ring) -> tuple[tuple[int, bytes], ...]:
    """Return the KEM public key of each epoch."""
    return tuple((epoch, org_kem(secret, org).public) for epoch, secret in ring.secrets)


def check_step(before: SignedRoster, after: Roster) -> None:
    """Raise `Refused` unless `after` may follow `before`, whoever signed it: chained, nobody dropped or changed."""
    old = before.parsed()
    if after.version != old.version + 1 or after.prev != before.hash:
        raise Refused("not_chained")
    if after.kems[: len(old.kems)] != old.kems:
        raise Refused("kems_changed")
    for device in old.devices:
        same = after.device(device.dev)
        if same is None or (same.kem, same.roles) != (device.kem, device.roles):
            raise Refused("device_changed")


def check_signed(signed: SignedRoster, roster: Roster) -> None:
    """Raise `Refused("wrong_signature")` unless the key in `by` signed."""
    if not verify(roster.by, purposes.ROSTER, signed.bytes, signed.sig):
        raise Refused("wrong_signature")


def _role(value: Json) -> str:
    if type(value) is not str or value not in ROLES:
        raise Malformed("role_unknown")
    return value


def _kem(value: Json) -> tuple[int, bytes]:
    if type(value) is not list or len(value) != 2:
        raise Malformed("not_a_kem_key")
    return (as_integer(value[0], 1), as_bytes(value[1], KEM_LENGTH))


def _until(value: Json) -> tuple[int, bytes]:
    if type(value) is not list or len(value) != 2:
        raise Malformed("not_an_end")
    last = as_integer(value[0])
    return (last, as_bytes(value[1], HASH_LENGTH if last else 0))
