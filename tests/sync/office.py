"""An organisation's laptops with real stores, around a real central system, and a network that can be made to fail."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from central_system.local import LocalCentral
from desktop_app.domain.protective import most_protective
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, Hash, RecordId, StreamId, UserId, feed_start, new_id
from desktop_app.ledger.keys import DeviceKey
from desktop_app.ledger.messages import CentralUnavailable, FeedPage, PushReply
from desktop_app.ledger.trust import Trust
from desktop_app.storage import identity
from desktop_app.storage.database import Database
from desktop_app.storage.store import Store
from desktop_app.sync.believing import fetch_trust
from desktop_app.sync.engine import SyncReport, sync_once
from tests.central_fixtures import CentralInTest, Organisation
from tests.storage.laptops import AT, KEY, SALT, TODAY, op, over

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Line(LocalCentral):
    """A connection to the central system that can lose what is sent, or the reply to it."""

    lose_request = lose_reply = False
    most_lines = 500
    pushes = 0

    def push(self, lines: Sequence[SignedChange]) -> PushReply:
        self.pushes += 1
        self._before()
        if len(lines) > self.most_lines:
            raise CentralUnavailable("central_unavailable", reason="too_slow")
        reply = super().push(lines)
        self._after()
        return reply

    def feed(self, after: int, feed_hash: Hash, limit: int = 500, wait: int = 0) -> FeedPage:
        self._before()
        page = super().feed(after, feed_hash, min(limit, self.most_lines), wait)
        self._after()
        return page

    def have(self, hashes: Collection[Hash]) -> frozenset[Hash]:
        self._before()
        return super().have(hashes)

    def _before(self) -> None:
        if self.lose_request:
            raise CentralUnavailable("central_unavailable", reason="unreachable")

    def _after(self) -> None:
        if self.lose_reply:
            raise CentralUnavailable("central_unavailable", reason="unreachable")


@dataclass
class Laptop:
    """One laptop: its store and its line to the central system."""

    store: Store
    line: Line
    path: Path

    def sync(self) -> SyncReport:
        return sync_once(self.store, self.line, lambda: NOW)

    def write(self, record: bytes | None = None, kind: str = "note", case: CaseId | None = None, **fields) -> bytes:
        """Save fields of a record in the own stream, over what this laptop shows of it."""
        me = self.store.me()
        known = None if record is None else self.store.record(me.org, me.own_stream, RecordId(record))
        one = (
            op(kind, record, **fields) if known is None or record is None else over(self.store, record, kind, **fields)
        )
        self.store.save([one], case=case, at=AT)
        return one.record

    def values(self, record: bytes):
        me = self.store.me()
        held = self.store.record(me.org, me.own_stream, RecordId(record))
        return None if held is None else held.values

    def everything(self):
        """All that invariant 1 compares: records with heads and covered, feed point, what counts."""
        with self.store._database.read() as connection:
            rows = connection.execute(
                "SELECT org, stream, record, kind, doc, heads, covered, conflicts FROM record ORDER BY 1, 2, 3"
            ).fetchall()
        me = self.store.me()
        return rows, me.feed_seq, me.feed_hash

    def log(self) -> set[bytes]:
        """Hashes of all changes kept, counted or refused."""
        with self.store._database.read() as connection:
            kept = connection.execute("SELECT hash FROM change UNION SELECT hash FROM refused").fetchall()
        return {row[0] for row in kept}


@dataclass
class Office:
    """One organisation around a central system."""

    central: CentralInTest
    organisation: Organisation
    folder: Path
    laptops: list[Laptop] = field(default_factory=list)

    @classmethod
    def found(
        cls, central: CentralInTest, folder: Path, laptops: int = 1, kind: OrgKind = OrgKind.OUTREACH, **more
    ) -> Office:
        folder.mkdir(parents=True, exist_ok=True)
        office = cls(central, central.add_organisation(kind, **more), folder)
        office.laptops.append(office.laptop(office.organisation.admin))
        for _ in range(laptops - 1):
            office.add_laptop()
        return office

    def add_laptop(self, roles: frozenset[str] = frozenset()) -> Laptop:
        """Enrol one more laptop, with an empty store that holds the ring."""
        self.laptops.append(self.laptop(self.central.add_device(self.organisation, roles=roles)))
        return self.laptops[-1]

    def laptop(self, key: DeviceKey) -> Laptop:
        path = self.folder / f"{new_id().hex()}.db"
        store = Store(Database.create(path, KEY, SALT), most_protective, lambda: TODAY)
        with store._database.write() as connection:
            identity.write(connection, identity.newcomer(self.organisation.org, UserId(new_id()), key))
            identity.write_ring(connection, self.organisation.org, self.organisation.ring)
        line = Line(self.central.central, key.dev)
        trust = Trust(self.central.directory.parsed().root.hash)
        store.set_trust(fetch_trust(line, trust, self.organisation.org))
        return Laptop(store, line, path)

    def copy(self, laptop: Laptop, name: str) -> Laptop:
        """Return a copy of a laptop's disk: a backup, or a clone."""
        with laptop.store._database.write() as connection:
            pass
        with laptop.store._database.read() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = self.folder / f"{name}.db"
        shutil.copy(laptop.path, path)
        return Laptop(Store(Database.open(path, KEY, SALT), most_protective, lambda: TODAY), laptop.line, path)

    def enrol_again(self, laptop: Laptop, old: DeviceKey | None = None) -> None:
        """Name a laptop's new id in the roster, and end the old one at what its organisation received of it."""
        key = laptop.store.me().key
        self.central.add_device(self.organisation, key)
        if old is not None:
            self.central.retire(self.organisation, old, self.last_of(old))
        laptop.line = Line(self.central.central, key.dev)
        laptop.store.set_trust(fetch_trust(laptop.line, laptop.store.trust(), self.organisation.org))

    def last_of(self, key: DeviceKey) -> tuple[int, bytes]:
        """Return number and hash of the last change of a device in the organisation's feed."""
        last = (0, b"")
        for change in self.feed():
            if change.parsed.dev == key.dev:
                last = max(last, (change.parsed.n, change.hash))
        return last

    def feed(self) -> list[SignedChange]:
        """Return all changes the organisation received."""
        client, seq, known, changes = (
            self.central.client(self.organisation.admin),
            0,
            feed_start(self.organisation.org),
            [],
        )
        while page := client.feed(seq, known).lines:
            changes += [line.change for line in page]
            seq, known = page[-1].seq, page[-1].feed_hash
        return changes

    def settle(self) -> None:
        """Sync everybody until everybody has everything."""
        for _ in range(2):
            for laptop in self.laptops:
                laptop.sync()

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.store.close()


def own(laptop: Laptop) -> StreamId:
    return laptop.store.me().own_stream
