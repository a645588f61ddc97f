"""What laptops and the central system say to each other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, Malformed, b64
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.handover import SignedHandover
from desktop_app.ledger.ids import HASH_LENGTH, ID_LENGTH, Hash, OrgId
from desktop_app.ledger.keys import KEM_LENGTH, SIGN_LENGTH
from desktop_app.ledger.members import Members, as_bytes, as_integer
from desktop_app.ledger.receipts import SignedReceipt
from desktop_app.ledger.roster import SignedRoster

#: A push or a page holds at most so many lines, or so many bytes.
MAX_LINES: Final = 500
MAX_BYTES: Final = 1024 * 1024
#: The version of the protocol between laptop and central system, said in this header of every request.
PROTOCOL: Final = 1
VERSION_HEADER: Final = "Luotsi-Version"
#: What a central system answers to a program that is too old for anything but handing in what it has.
TOO_OLD: Final = "program_too_old"

EnrolmentState: TypeAlias = Literal["waiting", "ready", "unknown"]


class CentralUnavailable(LuotsiError):
    """The central system did not answer, or not in its own words; everything local stays as it was."""


class CentralRefused(LuotsiError):
    """The central system refused a request; `code` says why."""


class Conflict(LuotsiError):
    """A push left out changes: the central system holds this device's changes only up to `acked`."""

    def __init__(self, acked: int) -> None:
        super().__init__("gap", acked=acked)
        self.acked = acked


class Forked(LuotsiError):
    """The central system holds another change under a number of this push."""

    def __init__(self) -> None:
        super().__init__("fork")


class UnknownPoint(LuotsiError):
    """The central system does not hold that feed hash at that number: it was restored, or failed over."""

    def __init__(self) -> None:
        super().__init__("unknown_point")


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """A new laptop's request: one-time code, its two public keys, what to call it. A new organisation brings its id."""

    org: OrgId | None
    code: str
    key: bytes
    kem: bytes
    name: str

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        org = None if self.org is None else b64(self.org)
        return {"code": self.code, "kem": b64(self.kem), "key": b64(self.key), "name": self.name, "org": org}

    @classmethod
    def from_json(cls, value: Json) -> EnrolRequest:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        org = members.optional_octets("org", ID_LENGTH)
        request = cls(
            org=None if org is None else OrgId(org),
            code=members.text("code", 40),
            key=members.octets("key", SIGN_LENGTH),
            kem=members.octets("kem", KEM_LENGTH),
            name=members.text("name", 200),
        )
        members.done()
        return request


@dataclass(frozen=True, slots=True)
class EnrolReply:
    """The ticket by which the new laptop asks how its request stands."""

    ticket: str

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"ticket": self.ticket}

    @classmethod
    def from_json(cls, value: Json) -> EnrolReply:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        reply = cls(members.text("ticket", 100))
        members.done()
        return reply


@dataclass(frozen=True, slots=True)
class EnrolmentStatus:
    """How a request stands: `waiting` for an administrator, `ready`, or `unknown` (expired or refused)."""

    state: EnrolmentState

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"state": self.state}

    @classmethod
    def from_json(cls, value: Json) -> EnrolmentStatus:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        state = members.text("state", 20)
        members.done()
        for known in _ENROLMENT_STATES:
            if state == known:
                return cls(known)
        raise Malformed("enrolment_state_unknown")


_ENROLMENT_STATES: Final[tuple[EnrolmentState, ...]] = ("waiting", "ready", "unknown")


@dataclass(frozen=True, slots=True)
class PendingEnrolment:
    """A laptop that waits for an administrator's laptop to compare words and publish a roster with it."""

    ticket: str
    key: bytes
    kem: bytes
    name: str
    org: OrgId

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {
            "kem": b64(self.kem),
            "key": b64(self.key),
            "name": self.name,
            "org": b64(self.org),
            "ticket": self.ticket,
        }

    @classmethod
    def from_json(cls, value: Json) -> PendingEnrolment:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        pending = cls(
            ticket=members.text("ticket", 100),
            key=members.octets("key", SIGN_LENGTH),
            kem=members.octets("kem", KEM_LENGTH),
            name=members.text("name", 200),
            org=OrgId(members.octets("org", ID_LENGTH)),
        )
        members.done()
        return pending


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """A new roster with its hand-overs, taken all or nothing."""

    roster: SignedRoster
    handovers: tuple[SignedHandover, ...]

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"handovers": [handover.to_json() for handover in self.handovers], "roster": self.roster.to_json()}

    @classmethod
    def from_json(cls, value: Json) -> PublishRequest:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        request = cls(
            SignedRoster.from_json(members.any("roster")), members.list("handovers", SignedHandover.from_json)
        )
        members.done()
        return request


@dataclass(frozen=True, slots=True)
class PushRequest:
    """A run of changes of one author device, in order of `n`."""

    lines: tuple[SignedChange, ...]

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"lines": [line.to_line() for line in self.lines]}

    @classmethod
    def from_json(cls, value: Json) -> PushRequest:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        request = cls(members.list("lines", SignedChange.from_line, 1))
        members.done()
        if len(request.lines) > MAX_LINES:
            raise Malformed("too_many_lines")
        return request


@dataclass(frozen=True, slots=True)
class PushReply:
    """What became of a push: the device's changes are held up to `acked`, as the receipt proves.

    `withheld` lists the numbers not given on to their reader, `quarantined` those set aside for an administrator.
    """

    acked: int
    receipt: SignedReceipt | None
    withheld: tuple[int, ...] = ()
    quarantined: tuple[int, ...] = ()

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {
            "acked": self.acked,
            "quarantined": list(self.quarantined),
            "receipt": None if self.receipt is None else self.receipt.to_json(),
            "withheld": list(self.withheld),
        }

    @classmethod
    def from_json(cls, value: Json) -> PushReply:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        receipt = members.any("receipt")
        reply = cls(
            acked=members.integer("acked"),
            receipt=None if receipt is None else SignedReceipt.from_json(receipt),
            withheld=members.list("withheld", as_integer),
            quarantined=members.list("quarantined", as_integer),
        )
        members.done()
        return reply


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One change as an organisation receives it: its place, the feed hash there, when the central system got it."""

    seq: int
    feed_hash: Hash
    received: str
    withheld: bool
    change: SignedChange

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        line = self.change.to_line()
        line.update(
            {
                "feed_hash": b64(self.feed_hash),
                "received": self.received,
                "seq": self.seq,
                "withheld": self.withheld,
            }
        )
        return line

    @classmethod
    def from_json(cls, value: Json) -> FeedLine:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        seq = members.integer("seq", 1)
        feed_hash = Hash(members.octets("feed_hash", HASH_LENGTH))
        received = members.text("received", 40)
        withheld = members.truth("withheld")
        return cls(seq, feed_hash, received, withheld, SignedChange.from_members(members))


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The next changes of a feed; `head` is the number of the newest one there."""

    lines: tuple[FeedLine, ...]
    head: int

    def to_json(self) -> Json:
        """Return the members of the wire form."""
        return {"head": self.head, "lines": [line.to_json() for line in self.lines]}

    @classmethod
    def from_json(cls, value: Json) -> FeedPage:
        """Read the wire form; raises `Malformed`."""
        members = Members(value)
        page = cls(members.list("lines", FeedLine.from_json), members.integer("head"))
        members.done()
        return page


def hashes_to_json(hashes: Collection[Hash]) -> Json:
    """Return the wire form of a set of hashes, for `have`."""
    return {"hashes": [b64(one) for one in sorted(hashes)]}


def hashes_from_json(value: Json) -> frozenset[Hash]:
    """Read the wire form of a set of hashes; raises `Malformed`."""
    members = Members(value)
    hashes = members.list("hashes", lambda one: Hash(as_bytes(one, HASH_LENGTH)))
    members.done()
    return frozenset(hashes)
