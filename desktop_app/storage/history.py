"""The history of a record, and what stands side by side, read from the log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op, Payload, SignedChange
from desktop_app.ledger.ids import CaseId, DeviceId, Dot, OrgId, RecordId, StreamId, UserId
from desktop_app.ledger.merge import Head, conflicts
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.sealing import KeySource, open_payload
from desktop_app.storage import case_rows, changes, delivery, joining
from desktop_app.storage.changes import Logged
from desktop_app.storage.joining import LEAD_OF
from desktop_app.storage.projection import RecordName
from desktop_app.storage.record_rows import change_ids, decode

# Nobody chooses between two versions of an erasure: two laptops erased the same.
_CHOSEN: Final = "kind <> 'erasure'"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one change did to one record: who set what, when, over which earlier changes.

    `state` is `counted`, or `aside` when it was written beyond the end of a retired laptop. Erased changes are gone.
    `received` is when the central system got it: of this laptop's own changes only where its signed receipt says so.
    """

    at: str
    user: UserId
    dev: DeviceId
    n: int
    set: Mapping[str, Json]
    base: Mapping[str, tuple[Dot, ...]]
    state: str
    received: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One of several standing values of a field, and who wrote it when."""

    dev: DeviceId
    n: int
    at: str
    user: UserId | None
    value: Json


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several values, each by somebody who had not seen the others; `before` is what they had seen.

    `before` holds the values over which the standing ones were written, without those; none where nothing was there.
    """

    case: CaseId | None
    reference: str
    org: OrgId
    stream: StreamId
    record: RecordId
    kind: str
    field: str
    versions: tuple[Version, ...]
    before: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """One change of a case as an export holds it: the signed bytes, what they say, and what became of them."""

    change: SignedChange
    payload: Payload | None
    state: str


def history(connection: Connection, keys: KeySource, name: RecordName) -> tuple[HistoryEntry, ...]:
    """Every change of one record, oldest first by the clocks of their authors."""
    org, stream, record = name
    row = connection.execute(
        "SELECT changes FROM record WHERE record = ? AND org = ? AND stream = ?", (record, org, stream)
    ).fetchone()
    entries = []
    for line in changes.at_places(connection, change_ids(row[0]) if row else ()):
        payload = _payload(line, keys)
        dev, n = line.change.parsed.dot
        for op in payload.ops if payload else ():
            if op.record == record and payload:
                received = delivery.received(connection, line.id)
                entries.append(
                    HistoryEntry(payload.at, payload.user, dev, n, op.set, op.base, line.state.value, received)
                )
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.dev, entry.n)))


def standing(connection: Connection, keys: KeySource, own: OrgId) -> tuple[Conflict, ...]:
    """Every field in conflict of this organisation's records, in the cases that exist for this worker."""
    rows = connection.execute(
        "SELECT r.stream, r.record, r.case_id, r.kind, r.doc, r.heads, coalesce(l.reference, '') FROM record r "
        f"LEFT JOIN case_row l ON l.case_id = {LEAD_OF.format('r.case_id')} "
        f"WHERE r.conflicts > 0 AND r.org = ? AND r.{_CHOSEN} "
        "AND (r.case_id IS NULL OR r.case_id NOT IN (SELECT case_id FROM hidden_case)) ORDER BY r.id",
        (own,),
    ).fetchall()
    return tuple(
        Conflict(
            None if case is None else CaseId(case), reference, own, StreamId(stream), RecordId(record), kind, field,
            tuple(_version(connection, keys, head) for head in heads),
            _before(connection, keys, RecordId(record), field, heads),
        )
        for stream, record, case, kind, doc, written, reference in rows
        for field, heads in sorted(conflicts(decode(kind, doc, written, None)).items())
    )  # fmt: skip


def count_standing(connection: Connection, own: OrgId) -> int:
    """How many fields `standing` would name."""
    where = f"conflicts > 0 AND org = ? AND {_CHOSEN} AND {case_rows.VISIBLE}"
    sql = f"SELECT coalesce(sum(conflicts), 0) FROM record WHERE {where}"
    return int(connection.execute(sql, (own,)).fetchone()[0])


def of_case(connection: Connection, keys: KeySource, case: CaseId) -> Iterator[Exported]:
    """Every change that touched a record of the case or of one joined with it, in the order of the log."""
    members = joining.members(connection, case)
    places: set[int] = set()
    for member in members:
        for row in connection.execute("SELECT changes FROM record WHERE case_id = ?", (member,)):
            places.update(change_ids(row[0]))
    for consultation in joining.consultations(connection, members):
        for row in connection.execute("SELECT changes FROM record WHERE record = ?", (consultation,)):
            places.update(change_ids(row[0]))
    for line in changes.at_places(connection, places):
        yield Exported(line.change, _payload(line, keys), line.state.value)


def _before(
    connection: Connection, keys: KeySource, record: RecordId, field: str, heads: Sequence[Head]
) -> tuple[Json, ...]:
    """The distinct values over which the standing ones were written, in the order of the log."""
    standing = {head.dot for head in heads}
    bases = {
        dot for head in heads for op in _ops(connection, keys, head.dot, record) for dot in op.base.get(field, ())
    } - standing
    found: list[Json] = []
    for dot in sorted(bases):
        for op in _ops(connection, keys, dot, record):
            value = op.set.get(field)
            if value not in (None, "", []) and value not in found:
                found.append(value)
    return tuple(found)


def _ops(connection: Connection, keys: KeySource, dot: Dot, record: RecordId) -> tuple[Op, ...]:
    """What one change did to a record; nothing where it has been erased or is not here."""
    held = changes.held(connection, dot)
    lines = changes.at_places(connection, (held.id,)) if held else ()
    payload = _payload(lines[0], keys) if lines else None
    return tuple(op for op in payload.ops if op.record == record) if payload else ()


def _version(connection: Connection, keys: KeySource, head: Head) -> Version:
    held = changes.held(connection, head.dot)
    lines = changes.at_places(connection, (held.id,)) if held else ()
    payload = _payload(lines[0], keys) if lines else None
    return Version(head.dev, head.n, head.at, payload.user if payload else None, head.value)


def _payload(line: Logged, keys: KeySource) -> Payload | None:
    try:
        return open_payload(line.change, keys)
    except (Refused, Waiting):
        return None
