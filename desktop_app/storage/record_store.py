"""Reading records, their history and conflicts; a case that must not exist for this worker is in no answer."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.likeness import Look
from desktop_app.domain.record import Record
from desktop_app.domain.statistics import Key
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import CaseId, DeviceId, Dot, OrgId, RecordId, StreamId, UserId
from desktop_app.ledger.sealing import KeySource
from desktop_app.storage import (
    access_rows,
    case_rows,
    changes,
    day_rows,
    delivery,
    history,
    identity,
    joining,
    kept_rows,
    likeness_rows,
    listing,
    statistics_rows,
    streams,
    undoing,
)
from desktop_app.storage.access_rows import AccessEntry
from desktop_app.storage.encoding import load
from desktop_app.storage.folding import natural_key
from desktop_app.storage.history import Conflict, Exported, HistoryEntry
from desktop_app.storage.likeness_rows import Candidate
from desktop_app.storage.open_store import OpenStore
from desktop_app.storage.record_rows import COLUMNS, record_of
from desktop_app.storage.streams import Stream
from desktop_app.storage.undoing import Reversal

# By way of the stream's case: records have an index by case, and none by stream.
_OPENED = (
    "SELECT doc FROM record WHERE case_id IN (SELECT case_id FROM stream WHERE stream = ?) "
    "AND stream = ? AND kind = 'opened'"
)


class RecordStore(OpenStore):
    """The reading half of a store."""

    def record(self, org: OrgId, stream: StreamId, record: RecordId) -> Record | None:
        """One record, or None where there is none for this worker."""
        with self._database.read() as connection:
            return _visible(connection, org, stream, record)

    def case_records(self, case: CaseId) -> tuple[Record, ...]:
        """All records of a case and of those joined with it, in the order in which they came."""
        with self._database.read() as connection:
            return () if case_rows.hidden(connection, case) else listing.case_records(connection, case)

    def records_of_kind(self, kind: str) -> tuple[Record, ...]:
        """All records of one kind in the own stream, with and without a case; looks through all records of cases."""
        with self._database.read() as connection:
            org = identity.read(connection).org
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM record WHERE kind = ? AND org = ? AND stream = ? "
                f"AND {case_rows.VISIBLE} ORDER BY id",
                (kind, org, org),
            ).fetchall()
            return tuple(record_of(row) for row in rows)

    def records_without_case(self, kind: str) -> tuple[Record, ...]:
        """The records of one kind in the own stream that belong to no case; found without looking through the cases."""
        with self._database.read() as connection:
            org = identity.read(connection).org
            asked = "kind = ? AND case_id IS NULL AND org = ? AND stream = ?"
            sql = f"SELECT {COLUMNS} FROM record WHERE {asked} ORDER BY id"
            return tuple(record_of(row) for row in connection.execute(sql, (kind, org, org)).fetchall())

    def settings(self) -> tuple[Record, ...]:
        """The settings of the organisation, which belong to no case: found without looking through any."""
        return self.records_without_case("setting")

    def kept_until(self, day: str, beyond: str) -> tuple[Record, ...]:
        """Own records kept until `day` or less, earliest first; where the case must not exist here, until `beyond`."""
        with self._database.read() as connection:
            return kept_rows.until(connection, identity.read(connection).org, day, beyond)

    def days_near(self, since: str, until: str, limit: int) -> tuple[tuple[CaseId, str], ...]:
        """Cases and references in which a day of secret data lies from `since` to `until`; not which, nor of what."""
        self.settle()
        with self._database.read() as connection:
            return day_rows.near(connection, since, until, limit)

    def steps(self, since: str, until: str, limit: int) -> tuple[day_rows.Step, ...]:
        """Of each open case its first step from `since` to `until` that lists may tell, the earliest days first."""
        self.settle()
        with self._database.read() as connection:
            return day_rows.steps(connection, since, until, limit)

    def to_be_erased(self, case: CaseId) -> tuple[tuple[Record, ...], bool]:
        """The own records of a case whose day has come, also if it must not exist here; and whether it was shared."""
        with self._database.read() as connection:
            records = kept_rows.own_of_case(connection, identity.read(connection).org, case)
            return records, bool(streams.of_case(connection, case))

    def history(self, org: OrgId, stream: StreamId, record: RecordId) -> tuple[HistoryEntry, ...]:
        """Every change of a record with who, when and over what, oldest first."""
        with self._reading() as (connection, keys):
            if _visible(connection, org, stream, record) is None:
                return ()
            return history.history(connection, keys, (org, stream, record))

    def reversal(self, record: RecordId) -> Reversal:
        """What would take back the last save of an own record. Raises as `undoing.reversal` does."""
        with self._reading() as (connection, keys):
            return undoing.reversal(connection, identity.read(connection), keys, record)

    def is_hidden(self, case: CaseId) -> bool:
        """Whether a case must not exist for this worker."""
        with self._database.read() as connection:
            return case_rows.hidden(connection, case)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every field of this organisation's records that has several values."""
        with self._reading() as (connection, keys):
            return history.standing(connection, keys, keys.org)

    def conflict_count(self) -> int:
        """How many fields `conflicts` would name, without reading them."""
        with self._reading() as (connection, keys):
            return history.count_standing(connection, keys.org)

    def note_access(self, case: CaseId | None, values: dict[str, Json]) -> None:
        """Keep an entry of the access log for the next save; it is durable when this returns."""
        with self._database.write() as connection:
            access_rows.note(connection, case, values)

    def access_entries(
        self, reference: str, user: UserId | None, since: str, until: str, limit: int
    ) -> tuple[AccessEntry, ...]:
        """The newest entries of the access log for cases that exist for this worker; times ISO 8601 UTC."""
        with self._database.read() as connection:
            return access_rows.entries(connection, natural_key(reference), user, since, until, limit)

    def candidates(self, asked: Look) -> tuple[Candidate, ...]:
        """The persons of other cases who may be the one asked for; of cases outside the team, too, none that blocks."""
        self.settle()
        with self._database.read() as connection:
            return likeness_rows.candidates(connection, asked)

    def statistics_counts(self, year: str = "") -> dict[Key, int]:
        """How often each thing is counted: the same on every laptop, whoever its worker is. Never to be shown as it is.

        Cases outside the team are in it; one that must not exist for somebody is in nobody's. With `year` (`2025`) all
        that this year and its halves are told from, at least.
        """
        self.settle()
        with self._database.read() as connection:
            return statistics_rows.counts(connection, identity.read(connection).org, year)

    def case_changes(self, case: CaseId) -> tuple[Exported, ...]:
        """Every signed change that touched a case, for an export; none if it must not exist here."""
        with self._reading() as (connection, keys):
            return () if case_rows.hidden(connection, case) else tuple(history.of_case(connection, keys, case))

    def case_streams(self, case: CaseId) -> tuple[Stream, ...]:
        """The shared streams of a case, written here or received."""
        with self._database.read() as connection:
            if case_rows.hidden(connection, case):
                return ()
            members = joining.members(connection, case)
            return tuple(stream for member in members for stream in streams.of_case(connection, member))

    def lead(self, case: CaseId) -> CaseId:
        """The case under which a case stands in lists; itself where it is joined to none."""
        with self._database.read() as connection:
            return joining.lead(connection, case)

    def joined_with(self, case: CaseId) -> tuple[CaseId, ...]:
        """All cases that are joined with one, itself among them."""
        with self._database.read() as connection:
            return joining.members(connection, case)

    def received_cases(self) -> tuple[CaseId, ...]:
        """The cases that another organisation's proposal or referral opened here, for this worker."""
        with self._database.read() as connection:
            return streams.received_cases(connection, identity.read(connection).org)

    def stream(self, org: OrgId, stream: StreamId) -> Stream | None:
        """One stream, once its opening record was here; it may count no more."""
        with self._database.read() as connection:
            return streams.seen(connection, org, stream)

    def stream_known(self, stream: StreamId) -> bool:
        """Whether the opening record of a stream, of any writer, is here."""
        with self._database.read() as connection:
            sql = "SELECT 1 FROM stream WHERE stream = ? AND opened = 1"
            return connection.execute(sql, (stream,)).fetchone() is not None

    def last_change(self, org: OrgId, stream: StreamId) -> Dot | None:
        """The change of a shared stream that came last."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT dev, n FROM change WHERE stream = ? AND org = ? AND stream <> org AND state = 'counted' "
                "ORDER BY id DESC LIMIT 1",
                (stream, org),
            ).fetchone()
            return None if row is None else (DeviceId(row[0]), row[1])

    def opened_up_to(self, reply: StreamId, dev: DeviceId) -> int:
        """The largest number of a change by `dev` that the reader says in `reply` to have opened; 0 for none."""
        with self._database.read() as connection:
            rows = connection.execute(_OPENED, (reply, reply)).fetchall()
            docs: Sequence[dict[str, object]] = [load(row[0]) for row in rows]
        numbers = [doc.get("n") for doc in docs if doc.get("dev") == b64(dev)]
        return max((n for n in numbers if isinstance(n, int)), default=0)

    def written_since_disclosed(self) -> tuple[CaseId, ...]:
        """The cases with an open stream of this organisation in which something own was written after its disclosure.

        Told by places in the log, not by clocks. The cases that do not exist for this worker are left out.
        """
        with self._database.read() as connection:
            org = identity.read(connection).org
            rows = connection.execute(
                "SELECT DISTINCT d.case_id FROM stream s JOIN record d "
                "ON d.record = s.stream AND d.org = s.org AND d.stream = s.org "
                "WHERE s.org = ? AND s.stream <> s.org AND s.closed = 0 AND d.case_id IS NOT NULL "
                "AND d.case_id NOT IN (SELECT case_id FROM hidden_case) AND EXISTS ("
                "SELECT 1 FROM record r WHERE r.case_id = d.case_id AND r.org = s.org AND r.stream = s.org "
                "AND r.kind <> 'access' "
                "AND substr(r.changes, -8) > substr(d.changes, -8)) ORDER BY d.case_id",
                (org,),
            ).fetchall()
            return tuple(CaseId(row[0]) for row in rows)

    def delivered(self, case: CaseId) -> Mapping[StreamId, str]:
        """For each stream sent from a case: when the central system received its newest change; without it, absent."""
        with self._database.read() as connection:
            if case_rows.hidden(connection, case):
                return {}
            org = identity.read(connection).org
            found: dict[StreamId, str] = {}
            for member in joining.members(connection, case):
                found |= delivery.delivered(connection, org, member)
            return found

    def delivered_at(self, dot: Dot) -> str | None:
        """When the central system received a change (its clock, ISO 8601 UTC); None while that is not proven."""
        with self._database.read() as connection:
            held = changes.held(connection, dot)
            return (delivery.received(connection, held.id) or None) if held is not None else None

    @contextmanager
    def _reading(self) -> Iterator[tuple[Connection, KeySource]]:
        with self._database.read() as connection:
            yield connection, self._key_source(connection, identity.read(connection).org)


def _visible(connection: Connection, org: OrgId, stream: StreamId, record: RecordId) -> Record | None:
    row = connection.execute(
        f"SELECT {COLUMNS} FROM record WHERE record = ? AND org = ? AND stream = ?", (record, org, stream)
    ).fetchone()
    if row is None:
        return None
    found = record_of(row)
    return None if case_rows.hidden(connection, found.case) else found
