"""One change: what was set on which records, its header and its signed form (docs/protocol.md section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.ledger.canonical import Json, Malformed, b64, canon, check_values, parse_form
from desktop_app.ledger.ids import (
    HASH_LENGTH,
    ID_LENGTH,
    CaseId,
    DeviceId,
    Dot,
    FileId,
    Hash,
    OrgId,
    RecordId,
    StreamId,
    UserId,
    digest,
)
from desktop_app.ledger.keys import SIGNATURE_LENGTH
from desktop_app.ledger.members import Members, as_bytes, as_id, as_integer, as_list, as_object, as_text
from desktop_app.ledger.refusal import Waiting

VERSION: Final = 1
#: The schema of payloads that this program writes.
SCHEMA: Final = 1
MAX_PAYLOAD: Final = 1024 * 1024
MAX_HEADER: Final = 64 * 1024
#: payload, ops, op, set
_DEPTH_OF_SET: Final = 4
_OP: Final = frozenset({"base", "kind", "record", "set"})
_PAYLOAD: Final = frozenset({"at", "ops", "sch", "user", "v"})
_HEADER: Final = frozenset({"v", "org", "dev", "n", "prev", "stream", "sn", "epoch", "roster", "sealed"})
#: nonce, padded length of the largest payload, tag
MAX_SEALED: Final = 12 + MAX_PAYLOAD + 64 * 1024 + 16


@dataclass(frozen=True, slots=True)
class Op:
    """What one change does to one record: `set` the fields, over the changes in `base` (the heads its author saw)."""

    record: RecordId
    kind: str
    set: Mapping[str, Json]
    base: Mapping[str, tuple[Dot, ...]]

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        base: dict[str, Json] = {name: _dots_json(dots) for name, dots in self.base.items()}
        return {"base": base, "kind": self.kind, "record": b64(self.record), "set": dict(self.set)}

    @classmethod
    def from_json(cls, value: Json) -> Op:
        """Read the wire form, written canonically; raises `Malformed`."""
        members = as_object(value, _OP, _OP)
        base, fields = members["base"], members["set"]
        if type(base) is not dict or type(fields) is not dict or not "".join(base).isascii():
            raise Malformed("not_an_object")
        check_values(fields, _DEPTH_OF_SET)
        return cls(
            record=RecordId(as_bytes(members["record"], ID_LENGTH)),
            kind=as_text(members["kind"], 64),
            set=fields,
            base={name: () if dots == [] else as_list(dots, _dot) for name, dots in base.items()},
        )


@dataclass(frozen=True, slots=True)
class Payload:
    """The sealed part of a change: one save, in one stream, of one case.

    `at` is the author's wall clock, ISO 8601 in UTC with milliseconds and `Z`; it orders nothing but display. `was` is
    the hash of the change that this one issues again.
    """

    user: UserId
    at: str
    ops: tuple[Op, ...]
    case: CaseId | None = None
    was: Hash | None = None
    sch: int = SCHEMA

    def to_bytes(self) -> bytes:
        """Return the canonical form; raises `Malformed`, `payload_too_large` above 1 MiB."""
        value: dict[str, Json] = {
            "at": self.at,
            "ops": [op.to_json() for op in self.ops],
            "sch": self.sch,
            "user": b64(self.user),
            "v": VERSION,
        }
        if self.case is not None:
            value["case"] = b64(self.case)
        if self.was is not None:
            value["was"] = b64(self.was)
        data = canon(value)
        if len(data) > MAX_PAYLOAD:
            raise Malformed("payload_too_large")
        _check_ops(self.ops)
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> Payload:
        """Read the canonical form; raises `Malformed`, or `Waiting("newer_version")`."""
        members = as_object(_of_this_version(data), _PAYLOAD, _PAYLOAD | {"case", "was"})
        payload = cls(
            user=UserId(as_id(members["user"])),
            at=as_text(members["at"], 40),
            ops=as_list(members["ops"], Op.from_json),
            case=CaseId(as_id(members["case"])) if "case" in members else None,
            was=Hash(as_bytes(members["was"], HASH_LENGTH)) if "was" in members else None,
            sch=as_integer(members["sch"], 1),
        )
        _check_ops(payload.ops)
        return payload


@dataclass(frozen=True, slots=True)
class Reader:
    """The organisation that a shared stream is sealed to: its newest KEM key and the epoch of that key."""

    org: OrgId
    epoch: int
    kem_public: bytes


@dataclass(frozen=True, slots=True)
class Wrap:
    """The stream key, sealed to the reader; `commit` binds both readers to one key."""

    commit: Hash
    ct: bytes
    to: OrgId
    to_epoch: int

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"commit": b64(self.commit), "ct": b64(self.ct), "to": b64(self.to), "to_epoch": self.to_epoch}

    @classmethod
    def from_members(cls, members: Members) -> Wrap:
        """Read the wire form; raises `Malformed`."""
        wrap = cls(
            commit=Hash(members.octets("commit", HASH_LENGTH)),
            ct=members.octets("ct"),
            to=OrgId(members.octets("to", ID_LENGTH)),
            to_epoch=members.integer("to_epoch", 1),
        )
        members.done()
        return wrap


@dataclass(frozen=True, slots=True)
class Header:
    """The signed part of a change, readable by whoever carries it.

    `n` counts the device's changes from 1 without holes, `prev` is the hash of the one before (empty for n = 1), `sn`
    counts those in this stream. `wrap` is there exactly when the stream is shared. `sealed` is the hash of the sealed
    bytes. `roster` is the roster version its author knew, 0 before enrolment.
    """

    org: OrgId
    dev: DeviceId
    n: int
    prev: bytes
    stream: StreamId
    sn: int
    epoch: int
    roster: int
    sealed: Hash
    wrap: Wrap | None = None
    close: bool = False
    erase: tuple[Dot, ...] = ()
    files: tuple[FileId, ...] = ()

    @property
    def dot(self) -> Dot:
        """The name of the change: device and number."""
        return (self.dev, self.n)

    @property
    def own(self) -> bool:
        """Whether this is the organisation's own stream, which nobody else reads."""
        return self.wrap is None

    def core(self) -> dict[str, Json]:
        """Return the members without `sealed`."""
        value: dict[str, Json] = {
            "v": VERSION,
            "org": b64(self.org),
            "dev": b64(self.dev),
            "n": self.n,
            "prev": b64(self.prev),
            "stream": b64(self.stream),
            "sn": self.sn,
            "epoch": self.epoch,
            "roster": self.roster,
        }
        if self.wrap is not None:
            value["wrap"] = self.wrap.to_json()
        if self.close:
            value["close"] = 1
        if self.erase:
            value["erase"] = _dots_json(self.erase)
        if self.files:
            value["files"] = [b64(file) for file in self.files]
        return value

    def to_bytes(self) -> bytes:
        """Return the canonical form, which is what is signed."""
        value = self.core()
        value["sealed"] = b64(self.sealed)
        data = canon(value)
        if len(data) > MAX_HEADER:
            raise Malformed("header_too_large")
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> Header:
        """Read the canonical form; raises `Malformed`, or `Waiting("newer_version")`."""
        if len(data) > MAX_HEADER:
            raise Malformed("header_too_large")
        members = as_object(_of_this_version(data), _HEADER, _HEADER | {"wrap", "close", "erase", "files"})
        header = cls(
            org=OrgId(as_id(members["org"])),
            dev=DeviceId(as_id(members["dev"])),
            n=as_integer(members["n"], 1),
            prev=as_bytes(members["prev"]),
            stream=StreamId(as_id(members["stream"])),
            sn=as_integer(members["sn"], 1),
            epoch=as_integer(members["epoch"], 1),
            roster=as_integer(members["roster"]),
            sealed=Hash(as_bytes(members["sealed"], HASH_LENGTH)),
            wrap=Wrap.from_members(Members(members["wrap"])) if "wrap" in members else None,
            close="close" in members and _one(members["close"]),
            erase=as_list(members["erase"], _dot, 1) if "erase" in members else (),
            files=as_list(members["files"], _file, 1) if "files" in members else (),
        )
        header.check()
        return header

    def check(self) -> None:
        """Raise `Malformed` where the members contradict each other."""
        if len(self.prev) != (0 if self.n == 1 else HASH_LENGTH):
            raise Malformed("prev_does_not_fit")
        if self.sn > self.n:
            raise Malformed("stream_number_does_not_fit")
        if (bytes(self.stream) == bytes(self.org)) != (self.wrap is None):
            raise Malformed("wrap_does_not_fit")
        if self.epoch >= 2**32 or (self.wrap is not None and self.wrap.to_epoch >= 2**32):
            raise Malformed("epoch_too_large")


@dataclass(frozen=True, slots=True)
class SignedChange:
    """A change as it is stored and carried: header bytes exactly as signed, signature, sealed bytes (None = absent)."""

    header: bytes
    sig: bytes
    sealed: bytes | None
    _parsed: Header | None = field(default=None, init=False, repr=False, compare=False)
    _hash: Hash | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, header: Header, data: bytes, sig: bytes, sealed: bytes) -> SignedChange:
        """Return a change just signed, whose `header` need not be read from its `data` again."""
        change = cls(data, sig, sealed)
        object.__setattr__(change, "_parsed", header)
        return change

    @property
    def parsed(self) -> Header:
        """The header, parsed once; raises `Malformed` or `Waiting("newer_version")`."""
        if self._parsed is None:
            object.__setattr__(self, "_parsed", Header.from_bytes(self.header))
        assert self._parsed is not None
        return self._parsed

    @property
    def hash(self) -> Hash:
        """The hash of the header, by which the next change names this one."""
        if self._hash is None:
            object.__setattr__(self, "_hash", digest(self.header))
        assert self._hash is not None
        return self._hash

    def to_line(self) -> dict[str, Json]:
        """Return the members of a line on the wire."""
        sealed = None if self.sealed is None else b64(self.sealed)
        return {"header": b64(self.header), "sealed": sealed, "sig": b64(self.sig)}

    @classmethod
    def from_line(cls, value: Json) -> SignedChange:
        """Read a line from the wire; raises `Malformed`. The header stays unread."""
        return cls.from_members(Members(value))

    @classmethod
    def from_members(cls, members: Members) -> SignedChange:
        """Read what is left of a line from the wire; raises `Malformed`."""
        change = cls(
            members.octets("header"), members.octets("sig", SIGNATURE_LENGTH), members.optional_octets("sealed")
        )
        members.done()
        if len(change.header) > MAX_HEADER or len(change.sealed or b"") > MAX_SEALED:
            raise Malformed("line_too_large")
        return change


def _of_this_version(data: bytes) -> Json:
    """Return the object in `data`; raises `Waiting("newer_version")` if a newer program wrote it."""
    value = parse_form(data)
    if type(value) is not dict or as_integer(value.get("v"), 1) == VERSION:
        return value
    raise Waiting("newer_version")


def _check_ops(ops: tuple[Op, ...]) -> None:
    """Raise `Malformed` if one record stands twice: one change is one step of every record in it."""
    if len({op.record for op in ops}) != len(ops):
        raise Malformed("record_twice")


def _dot(value: Json) -> Dot:
    if type(value) is not list or len(value) != 2:
        raise Malformed("not_a_change_name")
    return (DeviceId(as_bytes(value[0], ID_LENGTH)), as_integer(value[1], 1))


def _one(value: Json) -> bool:
    if type(value) is not int or value != 1:
        raise Malformed("not_one")
    return True


def _dots_json(dots: tuple[Dot, ...]) -> Json:
    return [[b64(dev), n] for dev, n in dots]


def _file(value: Json) -> FileId:
    return FileId(as_bytes(value, ID_LENGTH))
