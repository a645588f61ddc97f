"""The newest versions of directory and rosters, as the central system signs them (docs/protocol.md section 3)."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, Malformed, b64, canon
from desktop_app.ledger.ids import HASH_LENGTH, ID_LENGTH, Hash, OrgId
from desktop_app.ledger.keys import SIGNATURE_LENGTH, Signer, verify
from desktop_app.ledger.members import Members, as_bytes, as_integer
from desktop_app.ledger.refusal import Refused


@dataclass(frozen=True, slots=True)
class State:
    """What is newest: `time` is the server's clock (ISO 8601, UTC, `Z`), the rest pairs of version and hash."""

    time: str
    directory: tuple[int, Hash]
    rosters: Mapping[OrgId, tuple[int, Hash]]

    def to_bytes(self) -> bytes:
        """Return the canonical form, which is what is signed."""
        rosters: dict[str, Json] = {b64(org): _version_json(version) for org, version in self.rosters.items()}
        return canon({"directory": _version_json(self.directory), "rosters": rosters, "time": self.time})

    @classmethod
    def from_bytes(cls, data: bytes) -> State:
        """Read the canonical form; raises `Malformed`."""
        members = Members.of(data)
        rosters = members.any("rosters")
        if type(rosters) is not dict:
            raise Malformed("not_an_object")
        state = cls(
            time=members.text("time", 40),
            directory=_version(members.any("directory")),
            rosters={OrgId(as_bytes(org, ID_LENGTH)): _version(version) for org, version in rosters.items()},
        )
        members.done()
        return state


@dataclass(frozen=True, slots=True)
class SignedState:
    """A state as it travels: the bytes as signed and the central system's signature."""

    bytes: bytes
    sig: builtins.bytes

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"bytes": b64(self.bytes), "sig": b64(self.sig)}

    @classmethod
    def from_json(cls, value: Json) -> SignedState:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        signed = cls(members.octets("bytes"), members.octets("sig", SIGNATURE_LENGTH))
        members.done()
        return signed


def sign_state(state: State, server: Signer) -> SignedState:
    """Return the state signed by the central system."""
    data = state.to_bytes()
    return SignedState(data, server.sign(purposes.STATE, data))


def verify_state(signed: SignedState, server_public: bytes) -> State:
    """Return the state if the directory's `server.receipt` key signed it; raises `Refused("wrong_signature")`."""
    if not verify(server_public, purposes.STATE, signed.bytes, signed.sig):
        raise Refused("wrong_signature")
    return State.from_bytes(signed.bytes)


def _version(value: Json) -> tuple[int, Hash]:
    if type(value) is not list or len(value) != 2:
        raise Malformed("not_a_version")
    return (as_integer(value[0], 1), Hash(as_bytes(value[1], HASH_LENGTH)))


def _version_json(version: tuple[int, Hash]) -> Json:
    return [version[0], b64(version[1])]
