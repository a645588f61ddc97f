"""The access log: what waits to be saved with the next change, and what has been saved, by case, worker and time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.canonical import Json, b64, unb64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, RecordId, UserId, new_id
from desktop_app.storage.encoding import dump, load
from desktop_app.storage.joining import LEAD_OF

KIND: Final = "access"
# So many are saved in one change; the rest goes with the next.
MOST: Final = 500
_PUT: Final = "INSERT OR REPLACE INTO access_log (record, case_id, user, at, doc) VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """One line of the log: who did what with which case when (ISO 8601 UTC), and with which kind and fields.

    What belongs to no case, as statistics, has no `case` and an empty reference.
    """

    case: CaseId | None
    reference: str
    user: UserId
    at: str
    what: str
    kind: str
    fields: tuple[str, ...]


def note(connection: Connection, case: CaseId | None, values: dict[str, Json]) -> None:
    """Keep an entry for the next save."""
    named: dict[str, Json] = {} if case is None else {"of_case": b64(case)}
    connection.execute("INSERT INTO access_pending (doc) VALUES (?)", (dump({**values, **named}),))


def pending(connection: Connection) -> int:
    """How many entries wait."""
    return int(connection.execute("SELECT count(*) FROM access_pending").fetchone()[0])


def take(connection: Connection) -> tuple[Op, ...]:
    """Take out what waits, to be written by the same transaction."""
    rows = connection.execute("SELECT id, doc FROM access_pending ORDER BY id LIMIT ?", (MOST,)).fetchall()
    if not rows:
        return ()
    connection.execute("DELETE FROM access_pending WHERE id <= ?", (rows[-1][0],))
    docs: list[dict[str, Json]] = [load(doc) for _, doc in rows]
    return tuple(Op(RecordId(new_id()), KIND, doc, dict.fromkeys(doc, ())) for doc in docs)


def put(connection: Connection, record: RecordId, case: CaseId | None, created: tuple[str, UserId], doc: str) -> None:
    """Write the row of a saved entry; its time is when it was noted, and not when it was saved."""
    values: dict[str, Any] = load(doc)
    named = values.get("of_case")
    known = unb64(named) if isinstance(named, str) and named else case
    at, user = created
    connection.execute(_PUT, (record, known, user, values.get("shown_at") or at, doc))


def entries(
    connection: Connection, reference: str, user: UserId | None, since: str, until: str, limit: int
) -> tuple[AccessEntry, ...]:
    """The newest entries of cases that exist for this worker and of no case, by folded `reference`, worker, time."""
    conditions = ["a.at >= ?", "a.at < ?", "(r.case_id IS NOT NULL OR a.case_id IS NULL)"]
    asked: list[object] = [since, until]
    if user is not None:
        conditions.append("a.user = ?")
        asked.append(user)
    if reference:
        # The index of references leads; without it the planner would walk the whole log.
        conditions.append(
            "a.case_id IN (SELECT coalesce(g.case_id, c.case_id) FROM case_row c LEFT JOIN case_group g "
            "ON g.lead = c.case_id WHERE c.reference_key >= ? AND c.reference_key < ? || char(0x10ffff))"
        )
        asked += [reference, reference]
    rows: Iterable[tuple[Any, ...]] = connection.execute(
        "SELECT a.case_id, coalesce(r.reference, ''), a.user, a.at, a.doc FROM access_log a "
        f"LEFT JOIN case_row r ON r.case_id = {LEAD_OF.format('a.case_id')} WHERE {' AND '.join(conditions)} "
        "ORDER BY a.at DESC LIMIT ?",
        (*asked, limit),
    ).fetchall()
    return tuple(_entry(*row) for row in rows)


def _entry(case: bytes | None, reference: str, user: bytes, at: str, doc: str) -> AccessEntry:
    values: dict[str, Any] = load(doc)
    fields = tuple(str(values.get("field") or "").split())
    known = None if case is None else CaseId(case)
    what, kind = (str(values.get(name) or "") for name in ("what", "kind"))
    return AccessEntry(known, reference, UserId(user), at, what, kind, fields)
