"""Laptops for tests: real stores, enrolled in one organisation, and the organisation's feed between them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_app.domain.protective import most_protective
from desktop_app.ledger.change import Op, SignedChange
from desktop_app.ledger.directory import Directory, OrgEntry, OrgKind, RootKeys, ServerKeys, sign_directory
from desktop_app.ledger.ids import CaseId, Dot, Hash, OrgId, RecordId, UserId, feed_next, feed_start, new_id
from desktop_app.ledger.keys import DeviceKey, KemKey, RecoveryKey, Ring, SigningKey
from desktop_app.ledger.messages import FeedLine
from desktop_app.ledger.receipts import Receipt, SignedReceipt, sign_receipt
from desktop_app.ledger.roster import ADMIN, Device, Recovery, SignedRoster, first_roster, next_roster
from desktop_app.ledger.trust import Trust
from desktop_app.storage import identity
from desktop_app.storage.database import Database
from desktop_app.storage.store import Applied, Store

KEY = b"K" * 32
SALT = b"S" * 16
AT = "2026-11-23T10:00:00.000Z"
TODAY = date(2026, 11, 23)
RECEIVED = "2026-11-23T12:00:00.000Z"


def open_store(path: Path) -> Store:
    """Open the store at `path` on the tests' day."""
    return Store(Database.open(path, KEY, SALT), most_protective, lambda: TODAY)


def make_store(path: Path, name: str = "Sanna L.") -> Store:
    """Make a store with an identity of its own."""
    store = Store(Database.create(path, KEY, SALT), most_protective, lambda: TODAY)
    store.start_identity(name, AT)
    return store


def op(kind: str = "note", record: bytes | None = None, base: dict[str, tuple[Dot, ...]] | None = None, **fields) -> Op:
    """An operation that sets `fields`, over nothing unless `base` says so."""
    record = secrets.token_bytes(16) if record is None else record
    return Op(RecordId(record), kind, fields, dict.fromkeys(fields, ()) if base is None else base)


def over(store: Store, record: bytes, kind: str = "note", **fields) -> Op:
    """An operation on a record of the own stream, over the heads that `store` shows."""
    me = store.me()
    held = store.record(me.org, me.own_stream, RecordId(record))
    assert held is not None
    return Op(RecordId(record), kind, fields, {name: held.heads.get(name, ()) for name in fields})


def case_id() -> CaseId:
    return CaseId(new_id())


def minute(n: int) -> str:
    """A moment, `n` minutes after the first."""
    return f"2026-11-23T{10 + n // 60:02}:{n % 60:02}:00.000Z"


@dataclass
class Feed:
    """What the central system keeps for one organisation: a chain of lines, each change once."""

    org: OrgId
    lines: list[FeedLine] = field(default_factory=list)

    def push(self, changes: Iterable[SignedChange], withheld: bool = False) -> None:
        known = {line.change.hash for line in self.lines}
        for change in changes:
            if change.hash not in known:
                before = self.lines[-1].feed_hash if self.lines else feed_start(self.org)
                self.lines.append(
                    FeedLine(len(self.lines) + 1, feed_next(before, change.hash), RECEIVED, withheld, change)
                )

    def pull(self, store: Store, limit: int = 500) -> Applied:
        """Apply the lines that the store has not, a page at a time; what the last page did."""
        applied = Applied(frozenset(), 0, 0)
        while page := self.lines[store.me().feed_seq :][:limit]:
            applied = store.apply(page, cursor=(page[-1].seq, page[-1].feed_hash))
        return applied

    def deliver(self, store: Store, lines: Sequence[FeedLine]) -> Applied:
        """Apply some lines in any order, leaving the cursor where it is."""
        me = store.me()
        return store.apply(lines, cursor=(me.feed_seq, me.feed_hash))


@dataclass
class Team:
    """One organisation: laptops with stores, ring, rosters, and its feed."""

    folder: Path
    org: OrgId
    ring: Ring
    keys: list[DeviceKey]
    entry: OrgEntry
    rosters: list[SignedRoster]
    feed: Feed
    stores: list[Store] = field(default_factory=list)
    all: list[Team] = field(default_factory=list)
    directory: Directory = field(init=False)
    root: list[SigningKey] = field(default_factory=lambda: [SigningKey.generate() for _ in range(2)])
    server: SigningKey = field(default_factory=SigningKey.generate)

    @classmethod
    def found(cls, folder: Path, laptops: int, kind: OrgKind = OrgKind.OUTREACH, roles: frozenset[str] = frozenset()):
        """Found an organisation; its first laptop is the administrator. Its stores come with `federate`."""
        org, ring = OrgId(new_id()), Ring.new()
        keys = [DeviceKey.generate() for _ in range(laptops)]
        recovery = Recovery.of(RecoveryKey.derive(new_id(), org))
        rosters = [first_roster(org, keys[0], ring, recovery, roles | {ADMIN})]
        if laptops > 1:
            devices = (*rosters[0].parsed().devices, *(Device.of(key, roles) for key in keys[1:]))
            rosters.append(next_roster(rosters[0], keys[0], devices=devices))
        entry = OrgEntry(org, kind, kind is not OrgKind.OUTREACH, "ngo", f"Esimerkki {kind}", keys[0].public)
        return cls(folder, org, ring, keys, entry, rosters, Feed(org))

    @classmethod
    def make(cls, folder: Path, laptops: int):
        """Found an outreach organisation, alone in its directory."""
        return federate([cls.found(folder, laptops)])[0]

    def enrolled(self, key: DeviceKey, name: str, user: UserId | None = None) -> Store:
        """A store of a laptop that the roster names, with nothing pulled yet."""
        path = self.folder / f"laptop{len(list(self.folder.glob('*.db')))}.db"
        store = Store(Database.create(path, KEY, SALT), most_protective, lambda: TODAY)
        with store._database.write() as connection:
            identity.write(connection, identity.newcomer(self.org, user or UserId(new_id()), key))
            identity.write_ring(connection, self.org, self.ring)
        store.set_trust(self.trust())
        me = store.me()
        store.save([op("member", me.user, name=name)], case=None, at=AT)
        return store

    def trust(self) -> Trust:
        trust = Trust(self.directory.root.hash).accept_directory(sign_directory(self.directory, self.root))
        for team in self.all:
            for roster in team.rosters:
                trust = trust.accept_roster(roster)
        return trust

    def retire(self, store: Store, last: int, last_hash: bytes | Hash) -> None:
        """A new roster ends a laptop at `last`; everybody learns of it."""
        before = self.rosters[-1]
        devices = [
            Device(each.dev, each.key, each.kem, each.roles, (last, bytes(last_hash)))
            if each.dev == store.me().dev
            else each
            for each in before.parsed().devices
        ]
        self.rosters.append(next_roster(before, self.stores[0].me().key, devices=devices))
        for each in self.stores:
            each.set_trust(self.trust())

    def receipt(self, store: Store, n: int | None = None) -> SignedReceipt:
        """The central system's receipt for a laptop's changes up to `n`, or all."""
        me = store.me()
        unsent = {change.parsed.n: change.hash for change in store.unsent(10_000)}
        n = me.n if n is None else n
        return sign_receipt(Receipt(me.org, me.dev, n, unsent[n], RECEIVED), self.server)

    def receipt_again(self, store: Store) -> SignedReceipt:
        """The receipt for a laptop's last change, though it has one."""
        me = store.me()
        return sign_receipt(Receipt(me.org, me.dev, me.n, me.hash, RECEIVED), self.server)

    def push(self, store: Store) -> None:
        """Send everything unsent and take the receipt."""
        unsent = store.unsent(10_000)
        if unsent:
            receipt = self.receipt(store)
            self.feed.push(unsent)
            store.acknowledge(receipt)

    def sync(self) -> None:
        """Everybody pushes, then everybody pulls."""
        for store in self.stores:
            self.push(store)
        for store in self.stores:
            self.feed.pull(store)

    def close(self) -> None:
        for store in self.stores:
            store.close()


def federate(teams: list[Team]) -> list[Team]:
    """Put organisations into one directory under one root, and open the stores of their laptops."""
    root, server = teams[0].root, teams[0].server
    keys = ServerKeys(server.public, KemKey.generate().public, "https://central.example")
    roots = RootKeys(tuple(key.public for key in root), 2)
    directory = Directory(1, b"", "2026-11-01T00:00:00Z", roots, keys, tuple(team.entry for team in teams))
    for team in teams:
        team.directory, team.root, team.server, team.all = directory, root, server, teams
    for team in teams:
        team.stores = [team.enrolled(key, f"Worker {place}") for place, key in enumerate(team.keys)]
    return teams
