"""Receipts: the central system's word that it holds a laptop's changes (docs/protocol.md section 8)."""

from __future__ import annotations

import builtins
from dataclasses import dataclass

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, b64, canon
from desktop_app.ledger.ids import HASH_LENGTH, ID_LENGTH, DeviceId, Hash, OrgId
from desktop_app.ledger.keys import SIGNATURE_LENGTH, Signer, verify
from desktop_app.ledger.members import Members, as_integer
from desktop_app.ledger.refusal import Refused


@dataclass(frozen=True, slots=True)
class Receipt:
    """The change `n` of `dev`, whose header hash is `hash`, is held, and through `prev` all before it.

    `received` is the server's time (ISO 8601, UTC, `Z`); `withheld` the numbers not given on to their reader.
    """

    org: OrgId
    dev: DeviceId
    n: int
    hash: Hash
    received: str
    withheld: tuple[int, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the canonical form, which is what is signed."""
        return canon(
            {
                "dev": b64(self.dev),
                "hash": b64(self.hash),
                "n": self.n,
                "org": b64(self.org),
                "received": self.received,
                "withheld": list(self.withheld),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Receipt:
        """Read the canonical form; raises `Malformed`."""
        members = Members.of(data)
        receipt = cls(
            org=OrgId(members.octets("org", ID_LENGTH)),
            dev=DeviceId(members.octets("dev", ID_LENGTH)),
            n=members.integer("n", 1),
            hash=Hash(members.octets("hash", HASH_LENGTH)),
            received=members.text("received", 40),
            withheld=members.list("withheld", lambda n: as_integer(n, 1)),
        )
        members.done()
        return receipt


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """A receipt as it travels: the bytes as signed and the central system's signature."""

    bytes: bytes
    sig: builtins.bytes

    def parsed(self) -> Receipt:
        """Return the receipt, unverified; raises `Malformed`."""
        return Receipt.from_bytes(self.bytes)

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"bytes": b64(self.bytes), "sig": b64(self.sig)}

    @classmethod
    def from_json(cls, value: Json) -> SignedReceipt:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        signed = cls(members.octets("bytes"), members.octets("sig", SIGNATURE_LENGTH))
        members.done()
        return signed


def sign_receipt(receipt: Receipt, server: Signer) -> SignedReceipt:
    """Return the receipt signed by the central system."""
    data = receipt.to_bytes()
    return SignedReceipt(data, server.sign(purposes.RECEIPT, data))


def verify_receipt(signed: SignedReceipt, server_public: bytes) -> Receipt:
    """Return the receipt if the directory's `server.receipt` key signed it; raises `Refused("wrong_signature")`."""
    if not verify(server_public, purposes.RECEIPT, signed.bytes, signed.sig):
        raise Refused("wrong_signature")
    return signed.parsed()
