"""What every part of an unlocked store stands on: the file, who this laptop is, its keys and whom it trusts."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, FileId, Hash, OrgId, RecordId, UserId, new_id
from desktop_app.ledger.keys import DeviceKey, Ring
from desktop_app.ledger.roster import DECIDE
from desktop_app.ledger.sealing import KeySource
from desktop_app.ledger.trust import Trust
from desktop_app.storage import case_rows, identity, joining, listing, stale_rows, trust_rows, writing
from desktop_app.storage.cases import Cases
from desktop_app.storage.counting import Counting
from desktop_app.storage.database import Database
from desktop_app.storage.drafts import Drafts
from desktop_app.storage.files import Files
from desktop_app.storage.identity import Me
from desktop_app.storage.record_rows import Protective
from desktop_app.storage.writing import Part

_SETTING = "setting."
#: So many cases are written anew in one transaction, lest a save waits for all of them.
_SETTLED_AT_ONCE = 200
#: Under which setting a store remembers that it is a copy, until it has taken a device id of its own.
COPIED = "copied"


class OpenStore:
    """An unlocked store: identity, keys, trust and local settings.

    `protective` chooses among standing values of safety fields; `today` is the day that due and erasure dates are
    compared with. Safe to use from several threads.
    """

    def __init__(self, database: Database, protective: Protective, today: Callable[[], date] = date.today) -> None:
        self._database = database
        self._protective = protective
        self._today = today
        self._keys: KeySource | None = None
        self._trust: Trust | None = None
        self._to_be_swept = False
        self._files_to_remove: set[FileId] = set()
        self.cases = Cases(database, today)
        self.drafts = Drafts(database)
        self.files = Files(database)
        self._catch_up()
        self.files.clear_leftovers()

    def close(self) -> None:
        """Close the file in every thread and forget all keys; nothing of the store can be used afterwards."""
        self._database.close()  # lets what is running end, which still needs keys
        self._keys = None
        self._trust = None

    def _catch_up(self) -> None:
        """Write those rows of the list anew that are stale, and all if an older program made them otherwise."""
        with self._database.read() as connection:
            current = listing.is_current(connection)
        if current:
            self.settle()
            return
        with self._database.write() as connection:
            if identity.exists(connection):
                me = identity.read(connection)
                joining.restore(connection, me.org)
                cases = listing.every_case(connection)
                unsent = case_rows.unsent_cases(connection)
                listing.refresh(connection, me, sorted(cases), self._today(), unsent)
            listing.note_current(connection)

    def settle(self) -> None:
        """Write the rows of all cases anew of which pages of the feed left them stale."""
        while self._settle_some():
            pass

    def _settle_some(self) -> bool:
        """Write the rows of some stale cases anew; False when there is none."""
        with self._database.read() as connection:
            if not stale_rows.some(connection, 1):
                return False
        with self._database.write() as connection:
            cases = stale_rows.some(connection, _SETTLED_AT_ONCE)
            unsent = case_rows.unsent_cases(connection, cases)
            listing.refresh(connection, identity.read(connection), cases, self._today(), unsent)
            return bool(cases)

    def me(self) -> Me:
        """Who this laptop is. Raises `no_identity` before `start_identity`."""
        with self._database.read() as connection:
            return identity.read(connection)

    def has_identity(self) -> bool:
        """Whether the store got as far as an identity; a first start may break off before it."""
        with self._database.read() as connection:
            return identity.exists(connection)

    def start_identity(self, name: str, at: str) -> frozenset[CaseId]:
        """Make the identity of a new store: an organisation of its own, a ring, a device key, and the worker `name`.

        Raises `identity_exists` in a store that has one.
        """
        org, user, key, ring = OrgId(new_id()), UserId(new_id()), DeviceKey.generate(), Ring.new()
        with self._database.write() as connection:
            if identity.exists(connection):
                raise LuotsiError("identity_exists")
            identity.write(connection, identity.newcomer(org, user, key))
            identity.write_ring(connection, org, ring)
            values: dict[str, Json] = {"name": name, "devices": [{"dev": b64(key.dev)}]}
            member = Op(RecordId(user), "member", values, dict.fromkeys(values, ()))
            return self._write(connection, [Part(ops=[member], at=at)])

    def last_written_at(self) -> str:
        """When this laptop wrote its newest change, by its own clock (ISO 8601 UTC); empty before the first."""
        with self._database.read() as connection:
            sql = "SELECT at FROM change WHERE dev = ? AND at IS NOT NULL ORDER BY n DESC LIMIT 1"
            row = connection.execute(sql, (identity.read(connection).dev,)).fetchone()
            return "" if row is None else str(row[0])

    def ring(self) -> Ring:
        """All secrets of this laptop's organisation."""
        with self._database.read() as connection:
            return identity.ring(connection, identity.read(connection).org)

    def trust(self) -> Trust:
        """The directory and rosters accepted so far; without a root before the first invitation."""
        trust = self._trust
        if trust is None:
            with self._database.read() as connection:
                trust = self._trust = trust_rows.read(connection)
        return trust

    def trust_or_new(self, root_hash: Hash) -> Trust:
        """The trust held if it is under this root, or one that knows nothing but the root."""
        held = self.trust()
        return held if held.root_hash == root_hash else Trust(root_hash)

    def org_name(self, org: OrgId) -> str:
        """The name of an organisation in the directory; empty when it is not there."""
        entry = self.trust().org(org)
        return "" if entry is None else entry.name

    def may_decide(self) -> bool:
        """Whether decisions written on this laptop count: an Assistance System's, with the role for it."""
        entry = self.trust().org(self.me().org)
        return entry is not None and entry.kind is OrgKind.ASSISTANCE_SYSTEM and self.has_role(DECIDE)

    def has_role(self, role: str) -> bool:
        """Whether the newest roster gives this laptop a role, and has not retired it."""
        me = self.me()
        device = self.trust().device(me.org, me.dev)
        return device is not None and device.active and role in device.roles

    def adopt_user(self, user: UserId) -> frozenset[CaseId]:
        """Go on as the worker `user`, as whom this laptop's worker wrote before; every case, judged anew for them."""
        with self._database.write() as connection:
            me = replace(identity.read(connection), user=user)
            identity.write(connection, me)
            cases = listing.every_case(connection)
            listing.refresh(connection, me, sorted(cases), self._today(), case_rows.unsent_cases(connection))
            return cases

    def become_enrolled(self) -> None:
        """Note that this laptop belongs to its organisation in the directory, as its own newest roster says."""
        with self._database.write() as connection:
            identity.write(connection, identity.enrolled_in(identity.read(connection), self.trust()))

    def setting(self, key: str) -> str | None:
        """What this laptop remembers under `key`; never sent anywhere."""
        with self._database.read() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (_SETTING + key,)).fetchone()
            return None if row is None else str(row[0])

    def set_setting(self, key: str, value: str) -> None:
        """Remember `value` under `key`."""
        with self._database.write() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SETTING + key, value))

    def copy_to(self, path: Path, at: str) -> None:
        """Make an encrypted copy of the store and of its files at `path`, drafts included.

        The copy knows that it is one: whoever opens it goes on under a device id of its own (docs/protocol.md section
        9). Raises `store_exists`, `disk_full`, `disk_failed`.
        """
        sql = "INSERT OR REPLACE INTO meta VALUES (?, ?)"
        self._database.copy_to(path, lambda copy: copy.execute(sql, (_SETTING + COPIED, at)).close())
        self.files.copy_to(path)

    def _key_source(self, connection: Connection, org: OrgId) -> KeySource:
        """The keys of the organisation, derived once for as long as the store is open."""
        keys = self._keys
        if keys is None or keys.org != org:
            keys = self._keys = KeySource(org, identity.ring(connection, org))
        return keys

    def _counting(self, connection: Connection, org: OrgId) -> Counting:
        return Counting(connection, org, self._key_source(connection, org), self.trust(), self._protective)

    def _write(self, connection: Connection, parts: Iterable[Part]) -> frozenset[CaseId]:
        """Seal, log and apply parts of one save within the transaction; the cases they changed."""
        me = identity.read(connection)
        counting = self._counting(connection, me.org)
        writing.write(connection, me, self._key_source(connection, me.org), counting, tuple(parts))
        return self._finish(connection, me, counting, mine=True)

    def _finish(
        self, connection: Connection, me: Me, counting: Counting, *, mine: bool, more: bool = False
    ) -> frozenset[CaseId]:
        """Write records and list rows of what `counting` touched, unsent if it is `mine`; the cases touched.

        With `more` to come, rows that may wait become stale, until `settle`.
        """
        projection = counting.projection
        projection.flush()
        cases = joining.regroup(connection, me.org, projection.cases, projection.joined)
        written = cases
        if more:
            written = joining.grouped(connection, cases) | projection.urgent
            stale_rows.mark(connection, cases - written)
        unsent = written if mine else case_rows.unsent_cases(connection, written)
        listing.refresh(connection, me, sorted(written), self._today(), unsent)
        listing.rename(connection, projection.members)
        self._to_be_swept = self._to_be_swept or counting.erased
        self._files_to_remove |= counting.files_erased
        return cases

    def _sweep(self) -> None:
        """After an erasure has been committed, leave none of it in the write-ahead log either."""
        if self._to_be_swept:
            self._to_be_swept = False
            while self._files_to_remove:
                self.files.remove(self._files_to_remove.pop())
            self._database.checkpoint()
