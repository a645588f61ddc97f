"""Sending and fetching ten thousand changes, against bare inserts of the same bytes into SQLCipher, 500 a commit.

The central system runs in the same process, without a network: what is measured is checking, sealing and storing.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from central_system import embedded
from central_system.central import Central
from central_system.database import Database as ServerDatabase
from central_system.database import connect, create_database, migrate
from central_system.directory import accept_directory
from central_system.keys import ServerKeys
from desktop_app.ledger.directory import Directory, RootKeys, sign_directory
from desktop_app.ledger.directory import ServerKeys as ServerEntry
from desktop_app.ledger.ids import CaseId, new_id
from desktop_app.ledger.keys import SigningKey
from desktop_app.storage.database import Database
from desktop_app.storage.store import Part
from desktop_app.sync.fetching import Fetched, fetch
from desktop_app.sync.sending import Sent, send_own
from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.save import CONTACT
from tests.central_fixtures import CentralInTest
from tests.storage.laptops import AT, KEY, SALT, op
from tests.sync.office import Laptop, Office

CHANGES = 10_000
#: Changes of one case; a worker's history is many visits to the same people.
EACH_CASE = 10
RUN = 500
RUNS = 3
AIM = 4.0


def measure() -> Iterator[Figure]:
    """Push from one laptop, then pull by others of the same organisation; the bare inserts before and after each."""
    with tempfile.TemporaryDirectory() as folder, central(Path(folder)) as running:
        office = Office.found(running, Path(folder) / "office", 1 + RUNS)
        one, *readers = office.laptops
        write(one)
        bare = Bare(Path(folder), one)
        before = bare.inserts()
        pushed = seconds(lambda: send_own(one.store, one.line, Sent()))
        floor = statistics.median((before, bare.inserts()))
        yield Figure(f"push {CHANGES:,} changes", pushed, floor, "s", AIM, "bare inserts")
        pulled, floor = alternate(lambda: pull(readers.pop()), bare.inserts, runs=RUNS, warm_up=0)
        yield Figure(f"pull {CHANGES:,} changes", pulled, floor, "s", AIM, "bare inserts")
        office.close()


def pull(laptop: Laptop) -> float:
    """Seconds to fetch and apply the whole feed on a laptop that has nothing of it."""
    return seconds(lambda: fetch(laptop.store, laptop.line, Fetched()))


@contextmanager
def central(folder: Path) -> Iterator[CentralInTest]:
    """A central system on an embedded database that commits durably."""
    server = embedded.start(folder / "postgres" / "data")
    create_database(server.address("postgres", "postgres"), "luotsi")
    owner, application = server.address("luotsi", "postgres"), server.address("luotsi", "luotsi_app")
    migrate(owner)
    keys, roots = ServerKeys.generate(), (SigningKey.generate(), SigningKey.generate())
    root = RootKeys(tuple(key.public for key in roots), 2)
    entry = ServerEntry(keys.signing.public, keys.kem.public, "http://central.invalid")
    directory = Directory(1, b"", "2026-11-23T08:00:00.000Z", root, entry, ())
    signed = sign_directory(directory, roots)
    with connect(owner) as connection, connection.transaction():
        accept_directory(connection, signed, root.hash)
    database = ServerDatabase(application)
    try:
        yield CentralInTest(Central.over(database, keys), owner, application, roots, signed, entry.url)
    finally:
        database.close()
        server.stop()


def write(laptop: Laptop) -> None:
    """Save the changes, many in a transaction: saving has a benchmark of its own."""
    for start in range(0, CHANGES, RUN):
        cases = [CaseId(new_id()) for _ in range(RUN // EACH_CASE)]
        parts = [
            Part(
                ops=[op("contact", None, None, **{**CONTACT, "agreed": f"visit {start + n}"})],
                at=AT,
                case=cases[n % len(cases)],
            )
            for n in range(RUN)
        ]
        laptop.store.save_together(parts)


def seconds(run: Callable[[], None]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


class Bare:
    """The same bytes and nothing else, log and record, in a new file of the same kind, 500 changes a commit."""

    def __init__(self, folder: Path, laptop: Laptop) -> None:
        self._folder, self._files = folder, 0
        self._rows = [(line.header, line.sig, line.sealed) for line in laptop.store.written(0, CHANGES)]

    def inserts(self) -> float:
        """Seconds of the inserts and their commits; making the file is not counted."""
        self._files += 1
        database = Database(self._folder / f"bare-{self._files}.db", KEY, SALT, 8192)
        with database.write() as connection:
            connection.execute(
                "CREATE TABLE change (id INTEGER PRIMARY KEY, header BLOB, sig BLOB, sealed BLOB) STRICT"
            )
            connection.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, doc BLOB) STRICT")
        taken = seconds(lambda: self._insert(database))
        database.close()
        return taken

    def _insert(self, database: Database) -> None:
        for start in range(0, len(self._rows), RUN):
            rows = self._rows[start : start + RUN]
            with database.write() as connection:
                connection.executemany("INSERT INTO change (header, sig, sealed) VALUES (?, ?, ?)", rows)
                connection.executemany("INSERT INTO record (doc) VALUES (?)", ((row[2],) for row in rows))
