"""Handing the ring of an organisation over to a laptop or to the recovery sheet (docs/protocol.md section 3)."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Final

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, Malformed, b64, canon
from desktop_app.ledger.ids import ID_LENGTH, DeviceId, OrgId
from desktop_app.ledger.keys import SECRET_LENGTH, SIGNATURE_LENGTH, KemKey, Ring, Signer, seal_to, verify
from desktop_app.ledger.members import Members, as_bytes, as_integer
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.roster import Roster, kems_of

_RECOVERY: Final = "recovery"


@dataclass(frozen=True, slots=True)
class Handover:
    """The sealed ring: `to` is a laptop, or None for the recovery sheet; `version` that of the roster it belongs to."""

    ct: bytes
    org: OrgId
    to: DeviceId | None
    version: int

    @property
    def info(self) -> bytes:
        """What the sealing binds: organisation, receiver and roster version."""
        value: dict[str, Json] = {"org": b64(self.org), "to": _receiver(self.to), "version": self.version}
        return purposes.HANDOVER + canon(value)

    def to_bytes(self) -> bytes:
        """Return the canonical form, which is what is signed."""
        return canon({"ct": b64(self.ct), "org": b64(self.org), "to": _receiver(self.to), "version": self.version})

    @classmethod
    def from_bytes(cls, data: bytes) -> Handover:
        """Read the canonical form; raises `Malformed`."""
        members = Members.of(data)
        to = members.text("to")
        handover = cls(
            ct=members.octets("ct"),
            org=OrgId(members.octets("org", ID_LENGTH)),
            to=None if to == _RECOVERY else DeviceId(as_bytes(to, ID_LENGTH)),
            version=members.integer("version", 1),
        )
        members.done()
        return handover


@dataclass(frozen=True, slots=True)
class SignedHandover:
    """A hand-over as it travels: the bytes as signed and an administrator's signature."""

    bytes: bytes
    sig: builtins.bytes

    def parsed(self) -> Handover:
        """Return the hand-over; raises `Malformed`."""
        return Handover.from_bytes(self.bytes)

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"bytes": b64(self.bytes), "sig": b64(self.sig)}

    @classmethod
    def from_json(cls, value: Json) -> SignedHandover:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        signed = cls(members.octets("bytes"), members.octets("sig", SIGNATURE_LENGTH))
        members.done()
        return signed


def make_handover(roster: Roster, to: DeviceId | None, ring: Ring, signer: Signer) -> SignedHandover:
    """Seal the ring to a laptop of the roster, or to its recovery sheet (`to` = None), and sign as administrator.

    Raises `Refused("device_unknown")`, `Refused("ring_does_not_fit")`.
    """
    if kems_of(roster.org, ring) != roster.kems:
        raise Refused("ring_does_not_fit")
    device = None if to is None else roster.device(to)
    if to is not None and device is None:
        raise Refused("device_unknown")
    kem = roster.recovery.kem if device is None else device.kem
    info = Handover(b"", roster.org, to, roster.version).info
    plaintext = canon({"ring": [[epoch, b64(secret)] for epoch, secret in ring.secrets]})
    data = Handover(seal_to(kem, info, plaintext), roster.org, to, roster.version).to_bytes()
    return SignedHandover(data, signer.sign(purposes.HANDOVER, data))


def check_handover(signed: SignedHandover, roster: Roster) -> Handover:
    """Return a hand-over that an administrator of this very roster signed; raises `Refused`, `Malformed`."""
    handover = signed.parsed()
    if (handover.org, handover.version) != (roster.org, roster.version):
        raise Refused("handover_does_not_fit")
    signers = {roster.by} | roster.may_sign_next()
    if not any(verify(key, purposes.HANDOVER, signed.bytes, signed.sig) for key in signers):
        raise Refused("wrong_signature")
    return handover


def open_handover(signed: SignedHandover, roster: Roster, kem: KemKey, to: DeviceId | None) -> Ring:
    """Return the ring handed over to this laptop, or to the recovery sheet (`to` = None).

    `roster` is the accepted roster of the hand-over's version. Raises `Refused`: signature, receiver, or a ring that
    does not give the roster's KEM keys.
    """
    handover = check_handover(signed, roster)
    if handover.to != to:
        raise Refused("handover_does_not_fit")
    members = Members.of(kem.open(handover.info, handover.ct))
    ring = Ring(members.list("ring", _secret, 1))
    members.done()
    if kems_of(roster.org, ring) != roster.kems:
        raise Refused("ring_does_not_fit")
    return ring


def _receiver(to: DeviceId | None) -> str:
    return _RECOVERY if to is None else b64(to)


def _secret(value: Json) -> tuple[int, bytes]:
    if type(value) is not list or len(value) != 2:
        raise Malformed("not_a_secret")
    return (as_integer(value[0], 1), as_bytes(value[1], SECRET_LENGTH))
