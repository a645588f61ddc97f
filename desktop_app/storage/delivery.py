"""What has left this laptop and what has not: receipts, the unsent, and the laptop's copy of the feed's chain."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId, Hash, OrgId, StreamId, feed_next, feed_start
from desktop_app.ledger.receipts import SignedReceipt, verify_receipt
from desktop_app.ledger.trust import Trust
from desktop_app.storage import case_rows, identity, stale_rows
from desktop_app.storage.identity import Me

_FED: Final = (
    "SELECT seq, hash FROM change WHERE seq IS NOT NULL UNION ALL "
    "SELECT seq, hash FROM refused WHERE seq IS NOT NULL ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class Unsent:
    """What is only on this laptop: changes without a receipt, records still being written, and since when (UTC)."""

    changes: int
    drafts: int
    oldest_at: str | None


def unsent(connection: Connection, me: Me) -> Unsent:
    """Count what the central system does not have."""
    number, oldest = connection.execute(
        "SELECT count(*), min(at) FROM change WHERE dev = ? AND n > ?", (me.dev, me.acked)
    ).fetchone()
    drafts, started = connection.execute(
        f"SELECT count(*), min(started_at) FROM draft WHERE {case_rows.VISIBLE}"
    ).fetchone()
    return Unsent(number, drafts, min((at for at in (oldest, started) if at), default=None))


#: When the central system received a change, by its place in the feed or else by the first receipt that covers it.
RECEIVED: Final = (
    "coalesce(change.received, "
    "(SELECT r.received FROM receipt r WHERE r.dev = change.dev AND r.n >= change.n ORDER BY r.n LIMIT 1))"
)
#: A change counts as received when the laptop that wrote it has the signed receipt, or the feed brought it here.
_PROVEN: Final = (
    "(SELECT CASE WHEN change.dev = me.dev THEN change.n <= me.acked ELSE change.seq IS NOT NULL END FROM me)"
)


def received(connection: Connection, place: int) -> str:
    """When the central system received the change at this place of the log, as far as that is proven; else empty."""
    row = connection.execute(f"SELECT {RECEIVED} FROM change WHERE id = ? AND {_PROVEN}", (place,)).fetchone()
    return "" if row is None else row[0] or ""


def delivered(connection: Connection, own: OrgId, case: CaseId) -> dict[StreamId, str]:
    """For each shared stream that this organisation writes in a case: when its newest change was received there.

    A stream of which the newest change has no receipt is left out.
    """
    found: dict[StreamId, str] = {}
    for (stream,) in connection.execute(
        "SELECT stream FROM stream WHERE case_id = ? AND org = ? AND stream <> org", (case, own)
    ).fetchall():
        row = connection.execute(
            f"SELECT CASE WHEN {_PROVEN} THEN {RECEIVED} END FROM change "
            "WHERE stream = ? AND stream <> org AND org = ? ORDER BY id DESC LIMIT 1",
            (stream, own),
        ).fetchone()
        if row is not None and row[0]:
            found[StreamId(stream)] = row[0]
    return found


def acknowledge(connection: Connection, me: Me, receipt: SignedReceipt, trust: Trust) -> dict[CaseId, bool]:
    """Note that the central system holds this laptop's changes up to the receipt's.

    The cases of those changes, and whether any of them was for a reader: then the case's proposal is delivered.
    """
    if trust.directory is None:
        raise LuotsiError("no_directory")
    proven = verify_receipt(receipt, trust.directory.server.receipt)
    row = connection.execute("SELECT hash FROM change WHERE dev = ? AND n = ?", (me.dev, proven.n)).fetchone()
    if (proven.org, proven.dev) != (me.org, me.dev) or row is None or row[0] != proven.hash:
        raise LuotsiError("receipt_does_not_fit")
    connection.executemany(
        "UPDATE change SET withheld = 1 WHERE dev = ? AND n = ?", ((me.dev, n) for n in proven.withheld)
    )
    if proven.n <= me.acked:
        return {}
    connection.execute("INSERT OR IGNORE INTO receipt VALUES (?, ?, ?)", (me.dev, proven.n, proven.received))
    connection.execute("UPDATE me SET acked = ?", (proven.n,))
    rows = connection.execute(
        "SELECT case_id, max(stream <> org) FROM change WHERE dev = ? AND n > ? AND n <= ? AND case_id IS NOT NULL "
        "GROUP BY case_id",
        (me.dev, me.acked, proven.n),
    ).fetchall()
    return {CaseId(case): bool(shared) for case, shared in rows}


def feed_hash_at(connection: Connection, me: Me, seq: int) -> Hash | None:
    """The feed hash at `seq`, chained again from the hashes of what was pulled."""
    if seq > me.feed_seq:
        return None
    known = feed_start(me.org)
    fed: Iterable[tuple[int, bytes]] = connection.execute(_FED)
    for place, found in fed:
        if place > seq:
            break
        known = feed_next(known, Hash(found))
    return known


def forget_feed_above(connection: Connection, me: Me, seq: int) -> None:
    """Set the cursor back to `seq`; own changes above have no receipt any more."""
    known = feed_hash_at(connection, me, seq)
    if known is None:
        return
    for table in ("change", "refused"):
        connection.execute(f"UPDATE {table} SET seq = NULL WHERE seq > ?", (seq,))
    connection.execute("UPDATE change SET received = NULL WHERE seq IS NULL")
    connection.execute("DELETE FROM receipt")
    shared = connection.execute("SELECT DISTINCT case_id FROM stream WHERE org = ? AND case_id IS NOT NULL", (me.org,))
    stale_rows.mark(connection, [CaseId(row[0]) for row in shared.fetchall()])
    acked = connection.execute(
        "SELECT coalesce(max(n), 0) FROM change WHERE dev = ? AND seq IS NOT NULL", (me.dev,)
    ).fetchone()[0]
    identity.move_cursor(connection, seq, known)
    connection.execute("UPDATE me SET acked = min(acked, ?)", (acked,))
    connection.execute("UPDATE carried SET n = 0, receipt = NULL, sig = NULL")
    for row in connection.execute(
        "SELECT DISTINCT case_id FROM change WHERE seq IS NULL AND dev = ?", (me.dev,)
    ).fetchall():
        if row[0] is not None:
            case_rows.mark_unsent(connection, CaseId(row[0]))
