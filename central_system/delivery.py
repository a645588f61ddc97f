"""Putting accepted changes into the feeds of their receivers, always in the same order of locks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection

from central_system.quarantine import set_aside
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import DeviceId, Hash, OrgId, StreamId


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device as the central system knows it: how far it has sent, and whether what it sends counts."""

    org: OrgId
    dev: DeviceId
    key: bytes
    n: int
    hash: bytes
    state: str
    until: tuple[int, Hash] | None

    def reason(self, line: SignedChange) -> str | None:
        """Why a change of this device is set aside, or None when it is delivered."""
        if self.until is not None:
            last, hash_ = self.until
            n = line.parsed.n
            return None if n < last or (n == last and line.hash == hash_) else "beyond_until"
        return None if self.state == "active" else self.state


def lock_device(connection: Connection, org: OrgId, dev: DeviceId) -> DeviceRow | None:
    """Lock and return the row of a device; the first lock of every transaction that delivers."""
    row = connection.execute(
        "select key, n, hash, state, until_n, until_hash from device where org = %s and dev = %s for update", (org, dev)
    ).fetchone()
    if row is None:
        return None
    until = None if row[4] is None else (int(row[4]), Hash(row[5]))
    return DeviceRow(org, dev, row[0], int(row[1]), row[2], row[3], until)


def deliver(
    connection: Connection,
    device: DeviceRow,
    lines: Sequence[SignedChange],
    receivers: Collection[OrgId],
    now: datetime,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Deliver, withhold or quarantine the changes of a locked device; returns numbers withheld and quarantined.

    `receivers` are the organisations of the newest directory. Locks the streams by id, then the counters by
    organisation.
    """
    aside = [(line, reason) for line in lines if (reason := device.reason(line)) is not None]
    passed = [line for line in lines if device.reason(line) is None]
    if aside:
        set_aside(connection, device.org, device.dev, aside, now)
    if not passed:
        return (), tuple(line.parsed.n for line, _ in aside)
    withheld, closed = _sort_out(connection, device.org, passed, receivers)
    with connection.pipeline():
        for receiver in sorted({device.org, *(_reader(line) for line in passed if line.parsed.n not in withheld)}):
            own = receiver == device.org
            rows = (
                passed
                if own
                else [line for line in passed if _reader(line) == receiver and line.parsed.n not in withheld]
            )
            append(connection, receiver, rows, withheld, now)
        if closed:
            connection.execute(
                "update stream set closed = true where org = %s and stream = any(%s)", (device.org, sorted(closed))
            )
        names = ([line.parsed.dev for line in passed], [line.parsed.n for line in passed])
        connection.execute("select drop_erased(%s, %s)", names)
        for line in passed:
            _erase(connection, line)
    return tuple(sorted(withheld)), tuple(line.parsed.n for line, _ in aside)


def append(
    connection: Connection, receiver: OrgId, lines: Sequence[SignedChange], withheld: Collection[int], now: datetime
) -> None:
    """Append changes of one device to a receiver's feed through the database's own guard."""
    author, dev = lines[0].parsed.org, lines[0].parsed.dev
    connection.execute(
        "select append_feed(%b, %b, %b, %b, %b, %b, %b, %b, %b)",
        (
            receiver,
            author,
            dev,
            [line.parsed.n for line in lines],
            b"".join(part for line in lines for part in (line.header, line.sig, line.sealed or b"")),
            [len(line.header) for line in lines],
            [-1 if line.sealed is None else len(line.sealed) for line in lines],
            [line.parsed.n in withheld for line in lines],
            now,
        ),
    )


def _sort_out(
    connection: Connection, org: OrgId, lines: Sequence[SignedChange], receivers: Collection[OrgId]
) -> tuple[set[int], set[StreamId]]:
    """Lock the streams; return the numbers withheld from their readers and the streams that these changes close."""
    shared = [line for line in lines if line.parsed.wrap is not None]
    streams = _lock_streams(connection, org, shared)
    withheld: set[int] = set()
    closing: set[StreamId] = set()
    for line in shared:
        header = line.parsed
        reader, closed = streams[header.stream]
        if closed or header.stream in closing or _reader(line) != reader or reader not in receivers:
            withheld.add(header.n)
        if header.close:
            closing.add(header.stream)
    return withheld, closing


def _lock_streams(
    connection: Connection, org: OrgId, shared: Sequence[SignedChange]
) -> dict[StreamId, tuple[OrgId, bool]]:
    """Make the rows of new streams, their first change fixing the reader, and lock all by id: reader and closed."""
    first: dict[StreamId, OrgId] = {}
    for line in shared:
        first.setdefault(line.parsed.stream, _reader(line))
    if not first:
        return {}
    ids = sorted(first)
    connection.execute(
        "insert into stream (org, stream, reader) select %s, u.stream, u.reader"
        " from unnest(%s::bytea[], %s::bytea[]) as u (stream, reader) order by u.stream on conflict do nothing",
        (org, ids, [first[stream] for stream in ids]),
    )
    rows = connection.execute(
        "select stream, reader, closed from stream where org = %s and stream = any(%s) order by stream for update",
        (org, ids),
    ).fetchall()
    return {StreamId(row[0]): (OrgId(row[1]), bool(row[2])) for row in rows}


def _erase(connection: Connection, line: SignedChange) -> None:
    """Drop the sealed bytes that a change erases in its own stream, and the files they spoke of."""
    header = line.parsed
    if header.erase:
        named = (header.stream, [dev for dev, _ in header.erase], [n for _, n in header.erase])
        connection.execute("select erase_changes(%s, %s, %s)", named)
        connection.execute("select drop_erased_files(%s, %s, %s)", named)


def _reader(line: SignedChange) -> OrgId:
    wrap = line.parsed.wrap
    return line.parsed.org if wrap is None else wrap.to
