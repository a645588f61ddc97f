"""The directory: which organisations there are, signed by the root (docs/protocol.md section 3)."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, Malformed, b64, canon
from desktop_app.ledger.ids import HASH_LENGTH, ID_LENGTH, Hash, OrgId, digest
from desktop_app.ledger.keys import KEM_LENGTH, SIGN_LENGTH, SIGNATURE_LENGTH, Signer, verify
from desktop_app.ledger.members import Members, as_bytes, as_list
from desktop_app.ledger.refusal import Refused

MAX_DIRECTORY: Final = 4 * 1024 * 1024


class OrgKind(StrEnum):
    """What an organisation is; only this decides what it may write and on what basis."""

    ASSISTANCE_SYSTEM = "assistance_system"
    PROVIDER = "provider"
    OUTREACH = "outreach"


@dataclass(frozen=True, slots=True)
class OrgEntry:
    """One organisation: `type` is a code of `referrer_type`; `anchor` signs its roster number `anchor_version`."""

    org: OrgId
    kind: OrgKind
    authority: bool
    type: str
    name: str
    anchor: bytes
    anchor_version: int = 1

    def to_json(self) -> Json:
        """Return the members of the signed form."""
        return {
            "anchor": b64(self.anchor),
            "anchor_version": self.anchor_version,
            "authority": self.authority,
            "kind": self.kind.value,
            "name": self.name,
            "org": b64(self.org),
            "type": self.type,
        }

    @classmethod
    def from_json(cls, value: Json) -> OrgEntry:
        """Read the signed form; raises `Malformed`."""
        members = Members(value)
        entry = cls(
            org=OrgId(members.octets("org", ID_LENGTH)),
            kind=_org_kind(members.text("kind")),
            authority=members.truth("authority"),
            type=members.text("type", 64),
            name=members.text("name", 200),
            anchor=members.octets("anchor", SIGN_LENGTH),
            anchor_version=members.integer("anchor_version", 1),
        )
        members.done()
        return entry


@dataclass(frozen=True, slots=True)
class RootKeys:
    """The offline keys of which `threshold` distinct ones sign a directory."""

    keys: tuple[bytes, ...]
    threshold: int

    def to_json(self) -> Json:
        """Return the members of the signed form."""
        return {"keys": [b64(key) for key in self.keys], "threshold": self.threshold}

    @property
    def hash(self) -> Hash:
        """The hash by which invitations pin the root."""
        return digest(canon(self.to_json()))

    def signed(self, data: bytes, signatures: Sequence[tuple[bytes, bytes]]) -> bool:
        """Return whether at least `threshold` distinct keys signed."""
        return len(self.signers(data, signatures)) >= self.threshold

    def signers(self, data: bytes, signatures: Sequence[tuple[bytes, bytes]]) -> frozenset[bytes]:
        """Return the keys that truly signed; one key counts once however often it signs."""
        return frozenset(
            key
            for key, signature in signatures
            if key in self.keys and verify(key, purposes.DIRECTORY, data, signature)
        )

    @classmethod
    def from_members(cls, members: Members) -> RootKeys:
        """Read the signed form; raises `Malformed`, also for a key named twice or a threshold nobody can reach."""
        root = cls(members.list("keys", lambda key: as_bytes(key, SIGN_LENGTH), 1), members.integer("threshold", 1))
        members.done()
        if len(set(root.keys)) != len(root.keys) or root.threshold > len(root.keys):
            raise Malformed("root_not_sound")
        return root


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """The central system: `receipt` signs states and receipts, `kem` opens bundles, `url` is its address."""

    receipt: bytes
    kem: bytes
    url: str

    def to_json(self) -> Json:
        """Return the members of the signed form."""
        return {"kem": b64(self.kem), "receipt": b64(self.receipt), "url": self.url}

    @classmethod
    def from_members(cls, members: Members) -> ServerKeys:
        """Read the signed form; raises `Malformed`."""
        server = cls(
            members.octets("receipt", SIGN_LENGTH), members.octets("kem", KEM_LENGTH), members.text("url", 500)
        )
        members.done()
        return server


@dataclass(frozen=True, slots=True)
class Directory:
    """One version of the directory; `prev` is the hash of the one before, empty for version 1."""

    version: int
    prev: bytes
    issued: str
    root: RootKeys
    server: ServerKeys
    orgs: tuple[OrgEntry, ...]

    def org(self, org: OrgId) -> OrgEntry | None:
        """Return the entry of an organisation."""
        return next((entry for entry in self.orgs if entry.org == org), None)

    def to_bytes(self) -> bytes:
        """Return the canonical form, which is what is signed."""
        return canon(
            {
                "issued": self.issued,
                "orgs": [entry.to_json() for entry in self.orgs],
                "prev": b64(self.prev),
                "root": self.root.to_json(),
                "server": self.server.to_json(),
                "version": self.version,
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Directory:
        """Read the canonical form; raises `Malformed`."""
        if len(data) > MAX_DIRECTORY:
            raise Malformed("directory_too_large")
        members = Members.of(data)
        directory = cls(
            version=members.integer("version", 1),
            prev=members.octets("prev"),
            issued=members.text("issued", 40),
            root=RootKeys.from_members(members.members("root")),
            server=ServerKeys.from_members(members.members("server")),
            orgs=members.list("orgs", OrgEntry.from_json),
        )
        members.done()
        if len(directory.prev) != (0 if directory.version == 1 else HASH_LENGTH):
            raise Malformed("prev_does_not_fit")
        if len({entry.org for entry in directory.orgs}) != len(directory.orgs):
            raise Malformed("organisation_twice")
        return directory


@dataclass(frozen=True, slots=True)
class SignedDirectory:
    """A directory as it travels: the bytes as signed, and pairs of root key and signature."""

    bytes: bytes
    sigs: tuple[tuple[builtins.bytes, builtins.bytes], ...]
    _hash: Hash = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", digest(self.bytes))

    @property
    def hash(self) -> Hash:
        """The hash by which the next version names this one."""
        return self._hash

    def parsed(self) -> Directory:
        """Return the directory; raises `Malformed`."""
        return Directory.from_bytes(self.bytes)

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"bytes": b64(self.bytes), "sigs": [[b64(key), b64(sig)] for key, sig in self.sigs]}

    @classmethod
    def from_json(cls, value: Json) -> SignedDirectory:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        signed = cls(members.octets("bytes"), members.list("sigs", _signature))
        members.done()
        return signed


def sign_directory(directory: Directory, keys: Sequence[Signer]) -> SignedDirectory:
    """Return the directory signed by these root keys."""
    data = directory.to_bytes()
    return SignedDirectory(data, tuple((key.public, key.sign(purposes.DIRECTORY, data)) for key in keys))


def check_signatures(signed: SignedDirectory, directory: Directory, before: RootKeys) -> None:
    """Raise `Refused("under_threshold")` unless the root of the version before and its own both signed."""
    for root in (before, directory.root):
        if not root.signed(signed.bytes, signed.sigs):
            raise Refused("under_threshold")


def _signature(value: Json) -> tuple[bytes, bytes]:
    pair = as_list(value, as_bytes)
    if len(pair) != 2 or len(pair[0]) != SIGN_LENGTH or len(pair[1]) != SIGNATURE_LENGTH:
        raise Malformed("not_a_signature")
    return (pair[0], pair[1])


def _org_kind(text: str) -> OrgKind:
    try:
        return OrgKind(text)
    except ValueError as error:
        raise Malformed("organisation_kind_unknown") from error
