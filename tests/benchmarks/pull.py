"""Applying 10,000 pulled changes, against inserting the same bytes bare into the same kind of file."""

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_app.ledger.change import Op, Payload, SignedChange
from desktop_app.ledger.ids import CaseId, Dot, RecordId, StreamId, new_id
from desktop_app.ledger.messages import FeedLine
from desktop_app.ledger.sealing import KeySource, seal
from desktop_app.storage.database import Database
from desktop_app.storage.store import Store
from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.save import CONTACT
from tests.storage.laptops import KEY, SALT, Team, minute

CHANGES = 10_000
CASES = 1_000
SITTING = 5
PAGE = 500
RUNS = 3


def measure() -> Iterator[Figure]:
    """Changes a second, a feed of one other laptop: a thousand cases with ten changes each, in sittings."""
    with tempfile.TemporaryDirectory() as folder:
        team = Team.make(Path(folder), 1 + RUNS + 1)
        writer, *readers = team.stores
        team.feed.push(written(writer))
        lines = team.feed.lines
        bare = Bare(Path(folder) / "bare.db")
        ours, floor = alternate(lambda: pulled(readers.pop(), lines), lambda: bare.inserts(lines), runs=RUNS)
        yield Figure("apply 10,000 pulled changes", ours, floor, "ms", aim=4.0, against="bare insert")
        bare.close()
        for store in team.stores:
            store.close()


def pulled(store: Store, lines: Sequence[FeedLine]) -> None:
    """Apply the feed a page at a time, as sync does; the lines come from the wire anew."""
    for at in range(0, len(lines), PAGE):
        page = [fresh(line) for line in lines[at : at + PAGE]]
        store.apply(page, cursor=(page[-1].seq, page[-1].feed_hash), more=at + PAGE < len(lines))
    store.settle()
    assert store.waiting_count() == 0
    assert store.refused() == ()
    assert store.cases.page().total == CASES


def fresh(line: FeedLine) -> FeedLine:
    """The line as it comes from the wire: nothing of it parsed."""
    change = SignedChange(line.change.header, line.change.sig, line.change.sealed)
    return FeedLine(line.seq, line.feed_hash, line.received, line.withheld, change)


class Bare:
    """The same signed bytes, and as much again for what is shown, in one durable transaction for each page."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, KEY, SALT, 8192)
        with self._database.write() as connection:
            connection.execute(
                "CREATE TABLE change (dev BLOB, n INTEGER, header BLOB, sig BLOB, sealed BLOB, doc BLOB, "
                "UNIQUE (dev, n)) STRICT"
            )

    def inserts(self, lines: Sequence[FeedLine]) -> float:
        """Milliseconds of the inserts alone; the table is emptied before."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM change")
        began = time.perf_counter()
        for at in range(0, len(lines), PAGE):
            with self._database.write() as connection:
                connection.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", map(row, lines[at : at + PAGE]))
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        self._database.close()


def row(line: FeedLine) -> tuple[object, ...]:
    """What must be kept of a line: its name, its signed bytes, and a record of some hundred bytes."""
    header = line.change.parsed
    return header.dev, header.n, line.change.header, line.change.sig, line.change.sealed, bytes(700)


def written(store: Store) -> list[SignedChange]:
    """What a colleague wrote in a long time offline: each case in two sittings of five saves."""
    me, rng = store.me(), random.Random(1)
    keys, changes, prev = KeySource(me.org, store.ring()), list(store.unsent()), me.hash
    cases: dict[int, CaseId] = {}
    known: dict[CaseId, dict[RecordId, Dot]] = {}
    for number in range(CHANGES - len(changes)):
        visit, save = divmod(number, SITTING)
        case = cases.setdefault(visit % CASES, CaseId(new_id()))
        n = len(changes) + 1
        op = operation(rng, number, SITTING * (visit // CASES) + save, known.setdefault(case, {}), (me.dev, n))
        payload = Payload(me.user, minute(number % 600), (op,), case)
        change = seal(
            payload, key=me.key, org=me.org, stream=StreamId(me.org), n=n, prev=prev, sn=n, ring=keys, roster=me.roster
        )
        changes.append(change)
        prev = change.hash
    return changes


def operation(rng: random.Random, number: int, turn: int, known: dict[RecordId, Dot], dot: Dot) -> Op:
    """The next thing that happens in a case: its cover, the person, a new contact, or a word more on an old one."""
    record = RecordId(new_id())
    if turn == 0:
        return made(record, "case", {"reference": f"Koivu {number}", "identity_level": "none"})
    if turn == 1:
        return made(record, "person", {"called": f"Maria {number}", "mother_tongue": "en"})
    if known and rng.random() < 0.5:
        record = rng.choice(sorted(known))
        change = Op(record, "contact", {"agreed": f"A word more, {number}"}, {"agreed": (known[record],)})
    else:
        change = made(record, "contact", CONTACT)
    known[record] = dot
    return change


def made(record: RecordId, kind: str, values: dict[str, object]) -> Op:
    return Op(record, kind, values, dict.fromkeys(values, ()))  # type: ignore[arg-type] # JSON, as written above
