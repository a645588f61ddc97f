"""Feeds and push on PostgreSQL: takes sealed changes in, gives each its place, and can read none."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from psycopg import Connection

from central_system.caller import Caller
from central_system.clock import Clock, stamp
from central_system.database import Database
from central_system.delivery import DeviceRow, append, deliver, lock_device
from central_system.directory import Directories
from central_system.keys import ServerKeys
from central_system.missing import fill
from central_system.reading import check_may_read
from central_system.run import Run, check_signatures
from desktop_app.ledger import purposes
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import Hash, OrgId, feed_start
from desktop_app.ledger.keys import verify
from desktop_app.ledger.messages import (
    MAX_BYTES,
    MAX_LINES,
    CentralRefused,
    Conflict,
    FeedLine,
    FeedPage,
    Forked,
    PushReply,
    UnknownPoint,
)
from desktop_app.ledger.receipts import Receipt, sign_receipt

MAX_HASHES: Final = 10_000


class Relay:
    """Push, feed and have for one calling laptop at a time."""

    def __init__(self, database: Database, keys: ServerKeys, directories: Directories, clock: Clock) -> None:
        self._database = database
        self._directories = directories
        self._keys = keys
        self._clock = clock

    def push(self, caller: Caller, lines: Sequence[SignedChange]) -> PushReply:
        """Take a run of one device in: the caller's, another of its organisation, or one sealed to its organisation.

        Raises `Conflict(acked)` for a gap, `Forked` for another change under a known number, and `CentralRefused`.
        """
        run = Run.of(lines)
        if run.org != caller.org:
            return self._take_offered(caller, run)
        with self._database.keeping(caller.org) as connection:
            outcome = self._take(connection, run)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def feed(self, caller: Caller, after: int, hash_: bytes, limit: int = MAX_LINES) -> FeedPage:
        """Return the lines of the caller's organisation above `after`; raises `UnknownPoint` if `hash_` is not there.

        At most 500 lines or 1 MiB, but always one if there is one.
        """
        with self._database.transaction(caller.org) as connection:
            check_may_read(connection, caller)
            _check_point(connection, caller.org, after, hash_)
            lines = _page(connection, caller.org, after, min(max(limit, 1), MAX_LINES))
            head = _head(connection, caller.org)
            if lines:
                connection.execute("select note_pulled(%s)", (lines[-1].seq,))
        return FeedPage(lines, head)

    def lines_above(self, org: OrgId, after: int) -> Iterator[FeedLine]:
        """Return an organisation's lines above a place, page by page: for an answer that goes out by hand.

        They are not noted as pulled: nobody knows whether the answer arrives.
        """
        while True:
            with self._database.transaction(org) as connection:
                lines = _page(connection, org, after, MAX_LINES)
            if not lines:
                return
            yield from lines
            after = lines[-1].seq

    def head(self, caller: Caller) -> int:
        """Return the number of the newest line of the caller's organisation."""
        with self._database.transaction(caller.org) as connection:
            return _head(connection, caller.org)

    def have(self, caller: Caller, hashes: Collection[Hash]) -> frozenset[Hash]:
        """Return which of these changes the caller's organisation has neither whole in its feed nor set aside."""
        if len(hashes) > MAX_HASHES:
            raise CentralRefused("too_many_hashes")
        with self._database.transaction(caller.org) as connection:
            rows = connection.execute(
                "select u.hash from unnest(%(hashes)s::bytea[]) as u (hash)"
                " where not exists (select from feed f where f.org = %(org)s and f.hash = u.hash"
                " and (f.sealed is not null or f.author <> f.org or part_erased(f.author, f.dev, f.n, f.header)))"
                " and not exists (select from quarantine q where q.org = %(org)s and q.hash = u.hash)",
                {"hashes": list(hashes), "org": caller.org},
            ).fetchall()
        return frozenset(Hash(row[0]) for row in rows)

    def _take(self, connection: Connection, run: Run) -> PushReply | Conflict | Forked:
        """Take a run of the caller's organisation in; a fork is returned, not raised, so that it is remembered."""
        device = lock_device(connection, run.org, run.dev)
        if device is None:
            raise CentralRefused("unknown_device")
        forked = _fork(connection, device, run)
        if forked is not None:
            _remember_fork(connection, device, forked)
            return Forked()
        fresh = run.above(device.n)
        if fresh is None:
            return Conflict(device.n)
        check_signatures(fresh, device.key)
        fill(connection, run.dev, [line for line in run.lines if line.parsed.n <= device.n])
        now = self._clock()
        withheld, quarantined = (
            ((), ()) if not fresh else deliver(connection, device, fresh, self._directories.receivers(connection), now)
        )
        last = fresh[-1] if fresh else None
        acked, hash_ = (device.n, device.hash) if last is None else (last.parsed.n, last.hash)
        if last is not None:
            connection.execute(
                "update device set n = %s, hash = %s where org = %s and dev = %s", (acked, hash_, run.org, run.dev)
            )
        receipt = Receipt(run.org, run.dev, acked, Hash(hash_), stamp(now), withheld)
        return PushReply(acked, sign_receipt(receipt, self._keys.signing), withheld, quarantined)

    def _take_offered(self, caller: Caller, run: Run) -> PushReply:
        """Take changes of another organisation that are sealed to the caller's into its own feed, after a lost feed."""
        if any(line.parsed.wrap is None or line.parsed.wrap.to != caller.org for line in run.lines):
            raise CentralRefused("not_sealed_to_you")
        now = self._clock()
        with self._database.keeping(caller.org) as connection:
            home = connection.execute("select org, key from device_home where dev = %s", (run.dev,)).fetchone()
            if home is None or home[0] != run.org:
                raise CentralRefused("unknown_device")
            check_signatures(run.lines, home[1], chained=False)
            append(connection, caller.org, run.lines, (), now)
        return PushReply(run.lines[-1].parsed.n, None)


def _fork(connection: Connection, device: DeviceRow, run: Run) -> SignedChange | None:
    """Return the first change that contradicts what the device sent before."""
    old = [line for line in run.lines if line.parsed.n <= device.n]
    if old:
        rows = connection.execute(
            "select n, hash from feed where org = %(org)s and author = %(org)s and dev = %(dev)s and n = any(%(n)s)"
            " union all select n, hash from quarantine where org = %(org)s and dev = %(dev)s and n = any(%(n)s)",
            {"org": device.org, "dev": device.dev, "n": [line.parsed.n for line in old]},
        ).fetchall()
        known = {int(row[0]): row[1] for row in rows}
        for line in old:
            if known.get(line.parsed.n) != line.hash:
                return line
    for line in run.lines:
        if line.parsed.n == device.n + 1 and line.parsed.prev != device.hash:
            return line
    return None


def _remember_fork(connection: Connection, device: DeviceRow, line: SignedChange) -> None:
    """Mark the device as forked, if it truly signed both changes."""
    if device.state == "active" and verify(device.key, purposes.CHANGE, line.header, line.sig):
        connection.execute("update device set state = 'forked' where org = %s and dev = %s", (device.org, device.dev))


def _check_point(connection: Connection, org: OrgId, after: int, hash_: bytes) -> None:
    if after == 0:
        known: bytes | None = feed_start(org)
    else:
        row = connection.execute("select feed_hash from feed where org = %s and seq = %s", (org, after)).fetchone()
        known = None if row is None else row[0]
    if known != hash_:
        raise UnknownPoint()


def _page(connection: Connection, org: OrgId, after: int, limit: int) -> tuple[FeedLine, ...]:
    rows = connection.execute(
        "select seq, feed_hash, received, withheld, header, sig, sealed from ("
        " select *, sum(octet_length(header) + coalesce(octet_length(sealed), 0)) over (order by seq) as size"
        " from (select * from feed where org = %s and seq > %s order by seq limit %s) as lines"
        ") as sized where size <= %s or seq = %s order by seq",
        (org, after, limit, MAX_BYTES, after + 1),
        binary=True,
    ).fetchall()
    return tuple(
        FeedLine(int(row[0]), Hash(row[1]), stamp(row[2]), bool(row[3]), SignedChange(row[4], row[5], row[6]))
        for row in rows
    )


def _head(connection: Connection, org: OrgId) -> int:
    row = connection.execute("select head from counter where org = %s", (org,)).fetchone()
    return 0 if row is None else int(row[0])
