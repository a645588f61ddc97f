"""The log: signed changes as rows, in the order in which they came to this laptop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import CaseId, DeviceId, Dot, Hash, OrgId, StreamId
from desktop_app.ledger.messages import FeedLine

_SIGNED: Final = "header, sig, sealed"


class State(StrEnum):
    """What became of a change that this laptop keeps: it counts, waits for something, is set aside, or erased."""

    COUNTED = "counted"
    WAITING = "waiting"
    ASIDE = "aside"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log: `id` is its place, `seq` its place in the organisation's feed (None = not in it)."""

    id: int
    change: SignedChange
    state: State
    reason: str | None
    case: CaseId | None
    seq: int | None


_LOGGED: Final = f"id, {_SIGNED}, state, reason, case_id, seq"


_INSERT: Final = (
    f"INSERT INTO change (dev, n, sn, org, stream, hash, {_SIGNED}, "
    "seq, withheld, received, state, reason, case_id, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def insert(
    connection: Connection,
    change: SignedChange,
    state: State = State.COUNTED,
    reason: str | None = None,
    *,
    case: CaseId | None = None,
    at: str | None = None,
    line: FeedLine | None = None,
) -> int:
    """Append `change`, which came as `line` of the feed or was written here, and return its place."""
    header = change.parsed
    fed = (None, False, None) if line is None else (line.seq, line.withheld, line.received)
    cursor = connection.execute(
        _INSERT,
        (
            header.dev, header.n, header.sn, header.org, header.stream, change.hash, change.header, change.sig,
            change.sealed, *fed, state, reason, case, at,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def next_in_stream(connection: Connection, dev: DeviceId, org: OrgId, stream: StreamId) -> int:
    """The number that the next change of a device has in a stream of its organisation."""
    if stream == StreamId(org):
        sql = "SELECT sn FROM change WHERE dev = ? AND stream = ? ORDER BY n DESC LIMIT 1"
    else:
        sql = "SELECT max(sn) FROM change WHERE dev = ? AND stream = ? AND stream <> org"
    row = connection.execute(sql, (dev, stream)).fetchone()
    return 1 + (row[0] or 0 if row else 0)


@dataclass(frozen=True, slots=True)
class Held:
    """The change that the log holds under a name: its place, hash, and place in the feed (None = not in it)."""

    id: int
    hash: Hash
    seq: int | None


def held(connection: Connection, dot: Dot) -> Held | None:
    """What the log holds under this name."""
    row = connection.execute("SELECT id, hash, seq FROM change WHERE dev = ? AND n = ?", dot).fetchone()
    return None if row is None else Held(row[0], Hash(row[1]), row[2])


def hash_of(connection: Connection, dot: Dot) -> Hash | None:
    """The hash of the change that the log holds under this name."""
    found = held(connection, dot)
    return None if found is None else found.hash


def last_number(connection: Connection, dev: DeviceId) -> int:
    """The highest number that the log holds of a device; 0 for none."""
    row = connection.execute("SELECT n FROM change WHERE dev = ? ORDER BY n DESC LIMIT 1", (dev,)).fetchone()
    return 0 if row is None else int(row[0])


def mark_in_feed(connection: Connection, place: int, line: FeedLine) -> None:
    """Note where a change that the log holds already stands in the feed, and take its sealed part if it was missing."""
    connection.execute(
        "UPDATE change SET seq = ?, withheld = ?, received = ?, "
        "sealed = CASE state WHEN 'erased' THEN sealed ELSE coalesce(sealed, ?) END WHERE id = ?",
        (line.seq, line.withheld, line.received, line.change.sealed, place),
    )


def fill_sealed(connection: Connection, place: int, sealed: bytes | None) -> None:
    """Take the sealed part of a change that the log holds without one, unless it was erased."""
    connection.execute(
        "UPDATE change SET sealed = ? WHERE id = ? AND sealed IS NULL AND state <> 'erased'", (sealed, place)
    )


def lacking_parts(connection: Connection, most: int) -> frozenset[Hash]:
    """The hashes of at most so many changes that wait for their sealed part, or whose sealed part came altered."""
    rows = connection.execute(
        "SELECT hash FROM change WHERE state <> 'counted' AND state = 'waiting' AND reason = 'sealed_missing' "
        "UNION SELECT hash FROM refused WHERE reason = 'wrong_sealed_bytes' AND seq IS NOT NULL LIMIT ?",
        (most,),
    )
    return frozenset(Hash(row[0]) for row in rows)


def set_state(
    connection: Connection,
    place: int,
    state: State,
    reason: str | None = None,
    case: CaseId | None = None,
    at: str | None = None,
) -> None:
    """Note what became of a change."""
    connection.execute(
        "UPDATE change SET state = ?, reason = ?, case_id = ?, at = ? WHERE id = ?", (state, reason, case, at, place)
    )


def at_places(connection: Connection, places: Iterable[int]) -> tuple[Logged, ...]:
    """The lines at these places, in the order of the log."""
    rows = (
        connection.execute(f"SELECT {_LOGGED} FROM change WHERE id = ?", (place,)).fetchone()
        for place in sorted(set(places))
    )
    return tuple(_logged(row) for row in rows if row is not None)


def in_state(connection: Connection, *states: State) -> tuple[Logged, ...]:
    """All lines in these states other than counted, in the order of the log."""
    marks = ", ".join("?" * len(states))
    sql = f"SELECT {_LOGGED} FROM change WHERE state <> 'counted' AND state IN ({marks}) ORDER BY id"
    return tuple(_logged(row) for row in connection.execute(sql, states).fetchall())


def count_in_state(connection: Connection, state: State) -> int:
    """How many lines are in a state other than counted."""
    sql = "SELECT count(*) FROM change WHERE state <> 'counted' AND state = ?"
    return int(connection.execute(sql, (state,)).fetchone()[0])


def every(connection: Connection) -> Iterable[Logged]:
    """All lines in the order of the log, a few at a time."""
    last = 0
    while rows := connection.execute(
        f"SELECT {_LOGGED} FROM change WHERE id > ? ORDER BY id LIMIT 500", (last,)
    ).fetchall():
        yield from (_logged(row) for row in rows)
        last = rows[-1][0]


def of_device(connection: Connection, dev: DeviceId, after: int, limit: int) -> tuple[SignedChange, ...]:
    """At most `limit` changes of one device above number `after`, in order."""
    rows = connection.execute(
        f"SELECT {_SIGNED} FROM change WHERE dev = ? AND n > ? ORDER BY n LIMIT ?", (dev, after, limit)
    )
    return tuple(SignedChange(*row) for row in rows)


def not_in_feed(connection: Connection, dev: DeviceId) -> tuple[Logged, ...]:
    """All changes of one device that the organisation's feed does not hold, in the order of their numbers."""
    sql = f"SELECT {_LOGGED} FROM change WHERE seq IS NULL AND dev = ? ORDER BY n"
    return tuple(_logged(row) for row in connection.execute(sql, (dev,)).fetchall())


def unfed_of(connection: Connection, dev: DeviceId) -> tuple[SignedChange, ...]:
    """The changes of one device that the feed does not hold, in the order of their numbers."""
    rows = connection.execute(f"SELECT {_SIGNED} FROM change WHERE dev = ? AND seq IS NULL ORDER BY n", (dev,))
    return tuple(SignedChange(*row) for row in rows)


def count_unfed_of(connection: Connection, dev: DeviceId) -> int:
    """How many changes of one device the feed does not hold."""
    row = connection.execute("SELECT count(*) FROM change WHERE dev = ? AND seq IS NULL", (dev,)).fetchone()
    return int(row[0])


def last_of(connection: Connection, dev: DeviceId) -> SignedChange | None:
    """The change of one device with the highest number that the log holds."""
    row = connection.execute(f"SELECT {_SIGNED} FROM change WHERE dev = ? ORDER BY n DESC LIMIT 1", (dev,)).fetchone()
    return None if row is None else SignedChange(*row)


def fed_above(connection: Connection, seq: int) -> tuple[SignedChange, ...]:
    """The changes that the organisation's feed holds above a place, in its order."""
    rows = connection.execute(f"SELECT {_SIGNED} FROM change WHERE seq > ? ORDER BY seq", (seq,)).fetchall()
    return tuple(SignedChange(*row) for row in rows)


def displaced(connection: Connection, dev: DeviceId) -> tuple[SignedChange, ...]:
    """Changes of one device that gave way to others with their names in the feed, in the order of their numbers."""
    sql = f"SELECT {_SIGNED} FROM refused WHERE dev = ? AND reason = 'fork' AND seq IS NULL ORDER BY n"
    return tuple(SignedChange(*row) for row in connection.execute(sql, (dev,)).fetchall())


def refuse_as(connection: Connection, change: SignedChange, reason: str) -> None:
    """Give a refused change another reason."""
    connection.execute("UPDATE refused SET reason = ? WHERE hash = ?", (reason, change.hash))


def unfed(connection: Connection) -> tuple[SignedChange, ...]:
    """Every change that the feed does not hold, whoever wrote it, in the order of the log."""
    rows = connection.execute(f"SELECT {_SIGNED} FROM change WHERE seq IS NULL ORDER BY id").fetchall()
    return tuple(SignedChange(*row) for row in rows)


def counted_in_stream(connection: Connection, org: OrgId, stream: StreamId) -> tuple[Logged, ...]:
    """The changes that count in a shared stream, in the order of the log."""
    sql = (
        f"SELECT {_LOGGED} FROM change WHERE stream = ? AND org = ? AND stream <> org AND state = 'counted' ORDER BY id"
    )
    return tuple(_logged(row) for row in connection.execute(sql, (stream, org)).fetchall())


def counted_beyond(connection: Connection, dev: DeviceId, last: int, last_hash: bytes) -> tuple[Logged, ...]:
    """The changes of a retired device that count and must not: above its last, or in the place of its last."""
    sql = (
        f"SELECT {_LOGGED} FROM change WHERE dev = ? AND (n > ? OR (n = ? AND hash <> ?)) AND state = 'counted' "
        "ORDER BY id"
    )
    return tuple(_logged(row) for row in connection.execute(sql, (dev, last, last, last_hash)).fetchall())


def delete(connection: Connection, place: int) -> None:
    """Take a change out of the log; it has been put among the refused."""
    connection.execute("DELETE FROM change WHERE id = ?", (place,))


def refuse(connection: Connection, change: SignedChange, dot: Dot, reason: str, seq: int | None) -> bool:
    """Keep a change that does not count, with the reason; False when nothing was new about it."""
    cursor = connection.execute(
        f"INSERT INTO refused (dev, n, hash, {_SIGNED}, seq, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET seq = excluded.seq WHERE excluded.seq IS NOT NULL",
        (*dot, change.hash, change.header, change.sig, change.sealed, seq, reason),
    )
    return bool(cursor.rowcount > 0)


def refused(connection: Connection) -> tuple[tuple[SignedChange, str], ...]:
    """All refused changes with the reasons."""
    rows: Sequence[Any] = connection.execute(f"SELECT {_SIGNED}, reason FROM refused ORDER BY dev, n").fetchall()
    return tuple((SignedChange(*row[:3]), row[3]) for row in rows)


def refused_for(connection: Connection, reason: str) -> tuple[tuple[SignedChange, int | None], ...]:
    """The changes refused for a reason, and their places in the feed."""
    rows = connection.execute(f"SELECT {_SIGNED}, seq FROM refused WHERE reason = ? ORDER BY seq", (reason,)).fetchall()
    return tuple((SignedChange(*row[:3]), row[3]) for row in rows)


def refused_here(connection: Connection, dot: Dot, hash_: Hash) -> tuple[tuple[SignedChange, int | None], ...]:
    """The refused change with this name and hash, and its place in the feed; none or one."""
    sql = f"SELECT {_SIGNED}, seq FROM refused WHERE dev = ? AND n = ? AND hash = ?"
    return tuple((SignedChange(*row[:3]), row[3]) for row in connection.execute(sql, (*dot, hash_)).fetchall())


def is_refused_as(connection: Connection, dot: Dot, hash_: Hash, reason: str) -> bool:
    """Whether the change with this name and hash is refused for this reason."""
    sql = "SELECT 1 FROM refused WHERE dev = ? AND n = ? AND hash = ? AND reason = ?"
    return connection.execute(sql, (*dot, hash_, reason)).fetchone() is not None


def forget_refused(connection: Connection, change: SignedChange) -> None:
    """Take a change out of the refused; it is tried again."""
    connection.execute("DELETE FROM refused WHERE hash = ?", (change.hash,))


def put_in_feed(connection: Connection, dot: Dot, hash_: Hash, seq: int | None) -> None:
    """Note the place in the feed of a change that was tried again, whatever became of it."""
    for table in ("change", "refused"):
        connection.execute(f"UPDATE {table} SET seq = ? WHERE dev = ? AND n = ? AND hash = ?", (seq, *dot, hash_))


def refused_as(connection: Connection, hash_: Hash) -> tuple[tuple[SignedChange, str], ...]:
    """The refused change with this hash, and the reason; none or one."""
    rows = connection.execute(f"SELECT {_SIGNED}, reason FROM refused WHERE hash = ?", (hash_,)).fetchall()
    return tuple((SignedChange(*row[:3]), row[3]) for row in rows)


def _logged(row: tuple[Any, ...]) -> Logged:
    place, header, sig, sealed, state, reason, case, seq = row
    return Logged(
        place, SignedChange(header, sig, sealed), State(state), reason, None if case is None else CaseId(case), seq
    )
