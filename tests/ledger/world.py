"""A small invented world for tests: a root, a central system, organisations with laptops that trust each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.ledger.change import Op, Payload, Reader, SignedChange
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.directory import Directory, OrgEntry, OrgKind, RootKeys, ServerKeys, sign_directory
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, UserId, new_id
from desktop_app.ledger.keys import DeviceKey, KemKey, RecoveryKey, Ring, SigningKey
from desktop_app.ledger.roster import ADMIN, Device, Recovery, SignedRoster, first_roster, next_roster
from desktop_app.ledger.sealing import KeySource, seal
from desktop_app.ledger.trust import Trust

AT = "2026-11-23T10:00:00.000Z"


@dataclass
class Laptop:
    """One laptop that seals changes in its organisation's streams."""

    org: OrgId
    key: DeviceKey
    keys: KeySource
    n: int = 0
    prev: bytes = b""
    sns: dict[StreamId, int] = field(default_factory=dict)
    user: UserId = field(default_factory=lambda: UserId(new_id()))

    def seal(self, *ops, stream=None, case=None, roster=1, **more) -> SignedChange:
        """Seal the next change; by default in the own stream."""
        stream = stream or StreamId(self.org)
        sn = self.sns.get(stream, 0) + 1
        change = seal(
            Payload(self.user, AT, ops, case=case),
            key=self.key,
            org=self.org,
            stream=stream,
            n=self.n + 1,
            prev=self.prev,
            sn=sn,
            ring=self.keys,
            roster=roster,
            **more,
        )
        self.n, self.prev, self.sns[stream] = self.n + 1, change.hash, sn
        return change


@dataclass
class Organisation:
    """An organisation with its ring, its recovery sheet and its roster chain."""

    org: OrgId
    kind: OrgKind
    ring: Ring
    recovery: RecoveryKey
    laptops: list[Laptop]
    rosters: list[SignedRoster]

    @property
    def first(self) -> Laptop:
        return self.laptops[0]

    def add_laptop(self, roles=frozenset()) -> Laptop:
        """Enrol one more laptop: the next roster version names it."""
        key = DeviceKey.generate()
        devices = (*self.rosters[-1].parsed().devices, Device.of(key, roles))
        self.rosters.append(next_roster(self.rosters[-1], self.first.key, devices=devices))
        self.laptops.append(Laptop(self.org, key, KeySource(self.org, self.ring)))
        return self.laptops[-1]


class World:
    """Root, central system and organisations; `trust` is what everybody believes."""

    def __init__(self) -> None:
        self.root = [SigningKey.generate() for _ in range(3)]
        self.server = SigningKey.generate()
        self.server_kem = KemKey.generate()
        self.organisations: list[Organisation] = []

    def add(self, kind=OrgKind.OUTREACH, roles=frozenset({ADMIN})) -> Organisation:
        """Found an organisation with one laptop."""
        org, ring, key = OrgId(new_id()), Ring.new(), DeviceKey.generate()
        recovery = RecoveryKey.derive(new_id(), org)
        laptop = Laptop(org, key, KeySource(org, ring))
        roster = first_roster(org, key, ring, Recovery.of(recovery), roles)
        self.organisations.append(Organisation(org, kind, ring, recovery, [laptop], [roster]))
        return self.organisations[-1]

    def directory(self) -> Directory:
        """Return directory 1 with all organisations."""
        server = ServerKeys(self.server.public, self.server_kem.public, "https://central.example")
        entries = tuple(
            OrgEntry(one.org, one.kind, one.kind is not OrgKind.OUTREACH, "ngo", "Example", one.first.key.public)
            for one in self.organisations
        )
        root = RootKeys(tuple(key.public for key in self.root), 2)
        return Directory(1, b"", "2026-11-01T00:00:00Z", root, server, entries)

    def trust(self) -> Trust:
        """Return the trust of someone who has seen everything."""
        directory = self.directory()
        trust = Trust(directory.root.hash).accept_directory(sign_directory(directory, self.root[:2]))
        for organisation in self.organisations:
            for roster in organisation.rosters:
                trust = trust.accept_roster(roster)
        return trust


def op(kind="note", record=None, base=None, **fields) -> Op:
    """Return an op that sets these fields over nothing, or over `base`."""
    named = dict.fromkeys(fields, ()) if base is None else base
    return Op(RecordId(record or new_id()), kind, fields, named)


def cover_all(reader: Reader, kind: str, *fields: str) -> Cover:
    """Return a cover of some fields of one kind."""
    return Cover(reader.org, "send_proposal", {kind: frozenset(fields)}, ())


def case_id() -> CaseId:
    """Return a random case id."""
    return CaseId(new_id())
