"""Looking the whole store over, and building everything that is shown anew from the log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger import purposes
from desktop_app.ledger.ids import DeviceId, digest
from desktop_app.ledger.keys import verify
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.sealing import KeySource, open_payload
from desktop_app.ledger.trust import Trust
from desktop_app.storage import case_rows, changes
from desktop_app.storage.changes import Logged, State
from desktop_app.storage.counting import Counting
from desktop_app.storage.identity import Me


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: `damaged` (the file), `hash_differs`, `chain_broken`, `wrong_signature`, `sealed_differs`,
    `projection_differs`; `place` names a page of the file, a change or a table, never what it says.
    """

    code: str
    place: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What `verify` looked at and found."""

    changes: int
    records: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def check_log(connection: Connection, me: Me, trust: Trust) -> tuple[int, tuple[Finding, ...]]:
    """Check hashes, chains, signatures and sealed bytes of every change; how many there are, and what is wrong."""
    found: list[Finding] = []
    ends: dict[DeviceId, tuple[int, bytes]] = {}
    number = 0
    rows = {row[0]: row[1] for row in connection.execute("SELECT id, hash FROM change")}
    for line in changes.every(connection):
        number += 1
        found.extend(Finding(code, f"change {line.id}") for code in _faults(line, rows[line.id], me, trust, ends))
    return number, tuple(found)


def _faults(line: Logged, known: bytes, me: Me, trust: Trust, ends: dict[DeviceId, tuple[int, bytes]]) -> list[str]:
    header, faults = line.change.parsed, []
    if line.change.hash != known:
        faults.append("hash_differs")
    before = ends.get(header.dev)
    if before is not None and header.n == before[0] + 1 and header.prev != before[1]:
        faults.append("chain_broken")
    ends[header.dev] = (header.n, known)
    public = me.key.public if header.dev == me.dev else None
    device = trust.device(header.org, header.dev)
    if device is not None:
        public = device.key
    if public is not None and not verify(public, purposes.CHANGE, line.change.header, line.change.sig):
        faults.append("wrong_signature")
    if line.change.sealed is not None and digest(line.change.sealed) != header.sealed:
        faults.append("sealed_differs")
    return faults


def replay(connection: Connection, counting: Counting, keys: KeySource) -> None:
    """Build records, streams and access log anew from the changes that count; the list of cases is left empty."""
    for table in ("record", "access_log", "case_join", "case_group"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("UPDATE stream SET opened = 0, closed = 0")
    connection.execute("UPDATE change SET state = 'waiting', reason = 'rebuilding' WHERE state = 'counted'")
    case_rows.clear(connection)
    waiting = list(_rebuilding(connection))
    while waiting:
        left = [line for line in waiting if not _counts(line, counting, keys)]
        counting.projection.flush()
        if len(left) == len(waiting):
            break
        waiting = left


def _rebuilding(connection: Connection) -> tuple[Logged, ...]:
    return tuple(line for line in changes.in_state(connection, State.WAITING) if line.reason == "rebuilding")


def _counts(line: Logged, counting: Counting, keys: KeySource) -> bool:
    try:
        counting.count(line.change, open_payload(line.change, keys), place=line.id, case=line.case)
    except (Refused, Waiting):
        return False
    return True


def projections(connection: Connection) -> Mapping[str, Mapping[bytes, bytes]]:
    """Of every table that can be built from the log: by row a digest of what it says."""
    tables: dict[str, Callable[[], Mapping[bytes, bytes]]] = {
        "record": lambda: _digests(
            connection,
            "SELECT CAST(org || stream || record AS BLOB), case_id, kind, doc, heads, covered, conflicts, created_at, "
            "author, changed_at FROM record",
        ),
        "stream": lambda: _digests(
            connection,
            "SELECT CAST(org || stream AS BLOB), kind, reader, answers, closed, case_id FROM stream WHERE opened = 1",
        ),
        "case_row": lambda: _digests(connection, f"SELECT {', '.join(case_rows.COLUMNS)} FROM case_row"),
        "statistics": lambda: _digests(connection, "SELECT case_id, counted FROM statistics_case"),
        "statistics_count": lambda: _digests(
            connection, "SELECT CAST(key AS BLOB), number FROM statistics_count WHERE number > 0"
        ),
        "case_day": lambda: _digests(connection, "SELECT CAST(case_id || day || step AS BLOB), day FROM case_day"),
        "case_group": lambda: _digests(connection, "SELECT case_id, lead FROM case_group"),
        "access_log": lambda: _digests(connection, "SELECT record, case_id, user, at, doc FROM access_log"),
    }
    return {table: read() for table, read in tables.items()}


def _digests(connection: Connection, sql: str) -> Mapping[bytes, bytes]:
    return {row[0]: digest(repr(row).encode()) for row in connection.execute(sql)}


def differences(
    before: Mapping[str, Mapping[bytes, bytes]], after: Mapping[str, Mapping[bytes, bytes]]
) -> tuple[Finding, ...]:
    """The tables whose rows differ from what the log adds up to, with the number of rows."""
    found = []
    for table, rows in before.items():
        names = rows.keys() | after[table].keys()
        number = sum(rows.get(name) != after[table].get(name) for name in names)
        if number:
            found.append(Finding("projection_differs", f"{table} ({number})"))
    return tuple(found)
