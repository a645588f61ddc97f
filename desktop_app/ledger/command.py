"""A command to one laptop, signed by an administrator: to lock, or to destroy its keys (docs/protocol.md section 9)."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, Malformed, b64, canon
from desktop_app.ledger.ids import ID_LENGTH, DeviceId, OrgId
from desktop_app.ledger.keys import SIGNATURE_LENGTH, Signer, verify
from desktop_app.ledger.members import Members
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.roster import ADMIN, Roster

Do: TypeAlias = Literal["lock", "wipe"]
LOCK: Final[Do] = "lock"
WIPE: Final[Do] = "wipe"
_KNOWN: Final[tuple[Do, ...]] = (LOCK, WIPE)


@dataclass(frozen=True, slots=True)
class Command:
    """What one laptop is to do; `id` (16 bytes) is obeyed once, between `issued` and `expires` (ISO 8601, UTC)."""

    org: OrgId
    dev: DeviceId
    id: bytes
    do: Do
    issued: str
    expires: str

    def to_bytes(self) -> bytes:
        """Return the canonical form, which is what is signed."""
        value: dict[str, Json] = {"dev": b64(self.dev), "do": self.do, "expires": self.expires}
        return canon(value | {"id": b64(self.id), "issued": self.issued, "org": b64(self.org)})

    @classmethod
    def from_bytes(cls, data: bytes) -> Command:
        """Read the canonical form; raises `Malformed`."""
        members = Members.of(data)
        command = cls(
            org=OrgId(members.octets("org", ID_LENGTH)),
            dev=DeviceId(members.octets("dev", ID_LENGTH)),
            id=members.octets("id", ID_LENGTH),
            do=read_do(members.text("do", 10)),
            issued=_time(members.text("issued", 40)),
            expires=_time(members.text("expires", 40)),
        )
        members.done()
        return command


@dataclass(frozen=True, slots=True)
class SignedCommand:
    """A command as it travels: the bytes as signed and an administrator's signature."""

    bytes: bytes
    sig: builtins.bytes

    def parsed(self) -> Command:
        """Return the command; raises `Malformed`."""
        return Command.from_bytes(self.bytes)

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"bytes": b64(self.bytes), "sig": b64(self.sig)}

    @classmethod
    def from_json(cls, value: Json) -> SignedCommand:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        signed = cls(members.octets("bytes"), members.octets("sig", SIGNATURE_LENGTH))
        members.done()
        return signed


def sign_command(command: Command, signer: Signer) -> SignedCommand:
    """Return the command signed by an administrator's laptop."""
    data = command.to_bytes()
    return SignedCommand(data, signer.sign(purposes.COMMAND, data))


def check_command(signed: SignedCommand, roster: Roster, dev: DeviceId, now: datetime) -> Command:
    """Return a command that an administrator of this roster gave to the laptop `dev`, in force at `now` (aware).

    Raises `Refused` (`command_not_for_us`, `command_expired`, `wrong_signature`), `Malformed`.
    """
    command = signed.parsed()
    if (command.org, command.dev) != (roster.org, dev):
        raise Refused("command_not_for_us")
    if datetime.fromisoformat(command.expires) <= now:
        raise Refused("command_expired")
    keys = [device.key for device in roster.devices if ADMIN in device.roles and device.active]
    if not any(verify(key, purposes.COMMAND, signed.bytes, signed.sig) for key in keys):
        raise Refused("wrong_signature")
    return command


def read_do(text: str) -> Do:
    """Return what a command says is to be done; raises `Malformed`."""
    for known in _KNOWN:
        if text == known:
            return known
    raise Malformed("command_unknown")


def _time(text: str) -> str:
    try:
        if datetime.fromisoformat(text).tzinfo is None:
            raise Malformed("not_a_time")
    except ValueError as error:
        raise Malformed("not_a_time") from error
    return text
