"""Statistics among 10,000 and 100,000 cases: reading the counts, keeping them with a save, counting all anew."""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from desktop_app.demo.invented_cases import InventedCase, InventedRecord, system_cases, with_statistics
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.record import Record
from desktop_app.domain.statistics import counted
from desktop_app.domain.statistics_release import parts, to_be_told
from desktop_app.ledger.ids import CaseId, UserId
from desktop_app.storage import statistics_rows
from desktop_app.storage.database import Database
from tests.benchmarks.cases import FIRST, ORG, TODAY, fill
from tests.benchmarks.figure import Figure, alternate
from tests.storage.laptops import KEY, SALT

SIZES = (10_000, 100_000)
TIMES = 20
USER = UserId(b"u" * 16)
BARE = (
    "SELECT key, number FROM statistics_count "
    "WHERE number > 0 AND (key GLOB '2025*' OR key GLOB '* came *' OR key GLOB '* left *')"
)
UP = "INSERT INTO statistics_count VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET number = statistics_count.number + 1"
DOWN = "UPDATE statistics_count SET number = number - 1 WHERE key = ?"


@dataclass(frozen=True, slots=True)
class Summary:
    """What keeping the counts asks of a case's summary."""

    case: CaseId
    blocked: frozenset[UserId] = frozenset()


def measure() -> Iterator[Figure]:
    """Each against the same statements in bare SQL, or plain Python, then 100,000 cases against 10,000."""
    with tempfile.TemporaryDirectory() as folder:
        stores = {size: filled(Path(folder) / f"{size}.db", size) for size in SIZES}
        for size, database in stores.items():
            ours, bare = alternate(telling(database), selecting(database))
            yield Figure(f"statistics, a year told, {size:,} cases", ours / TIMES, bare / TIMES, "ms", 3.0, "bare SQL")
        large, small = (telling(stores[size]) for size in (100_000, 10_000))
        yield grown("statistics, a year told", large, small, TIMES)
        for size, database in stores.items():
            ours, bare = alternate(keeping(database), writing(database))
            title = f"statistics, kept with a save, {size:,} cases"
            yield Figure(title, ours / TIMES, bare / TIMES, "ms", 2.0, "bare SQL")
        large, small = (keeping(stores[size]) for size in (100_000, 10_000))
        yield grown("statistics, kept with a save", large, small, TIMES)
        anew, before = (counting(stores[size], size) for size in (100_000, 10_000))
        ours, floor = alternate(anew, before, runs=2, warm_up=0)
        yield Figure("statistics, a case counted anew, 10,000 → 100,000", ours, floor, "ms", 1.5, "at 10,000")
        for database in stores.values():
            database.close()


def grown(title: str, large: Callable[[], None], small: Callable[[], None], times: int) -> Figure:
    ours, before = alternate(large, small)
    return Figure(f"{title}, 10,000 → 100,000", ours / times, before / times, "ms", 1.5, "at 10,000")


def filled(path: Path, size: int) -> Database:
    database = Database.create(path, KEY, SALT)
    fill(database, size, people=True)
    return database


def telling(database: Database) -> Callable[[], None]:
    """Read the counts and round what is told of a year."""

    def run() -> None:
        for _ in range(TIMES):
            with database.read() as connection:
                known = statistics_rows.counts(connection, ORG, "2025")
            assert all(to_be_told(part, known, OrgKind.ASSISTANCE_SYSTEM) for part in parts("2025"))

    return run


def selecting(database: Database) -> Callable[[], None]:
    def run() -> None:
        for _ in range(TIMES):
            with database.read() as connection:
                assert connection.execute(BARE).fetchall()

    return run


def two_versions(database: Database) -> tuple[CaseId, tuple[tuple[Record, ...], tuple[Record, ...]]]:
    """A case that is counted, before and after its decision was corrected."""
    cases = map(with_statistics, system_cases(500, 3, FIRST, TODAY))
    case = next(one for one in cases if any(each.values.get("ground") == "victim_35_1" for each in one.records))
    corrected = InventedCase(case.case, case.reference, tuple(map(_corrected, case.records)))
    with database.write() as connection:
        statistics_rows.put(connection, Summary(case.case), case.as_records(ORG, USER), ORG)  # type: ignore[arg-type] # all that it reads
    return case.case, (corrected.as_records(ORG, USER), case.as_records(ORG, USER))


def _corrected(record: InventedRecord) -> InventedRecord:
    if record.kind != "decision":
        return record
    return InventedRecord(record.kind, {**record.values, "primary_form": "begging"}, record.at)


def keeping(database: Database) -> Callable[[], None]:
    """Write what a case adds after each correction, in one transaction so that no commit hides it."""
    case, versions = two_versions(database)

    def run() -> None:
        with database.write() as connection:
            for number in range(TIMES):
                statistics_rows.put(connection, Summary(case), versions[number % 2], ORG)  # type: ignore[arg-type] # as above

    return run


def writing(database: Database) -> Callable[[], None]:
    case, versions = two_versions(database)
    written = [[" ".join(key) for key in counted(version, ORG)] for version in versions]

    def run() -> None:
        with database.write() as connection:
            for number in range(TIMES):
                _write(connection, case, written[(number + 1) % 2], written[number % 2])

    return run


def _write(connection: Connection, case: CaseId, before: list[str], after: list[str]) -> None:
    connection.execute("SELECT counted FROM statistics_case WHERE case_id = ?", (case,)).fetchone()
    connection.execute("INSERT OR REPLACE INTO statistics_case VALUES (?, ?)", (case, "\n".join(after)))
    connection.executemany(DOWN, ((key,) for key in before))
    connection.executemany(UP, ((key,) for key in after))


def counting(database: Database, size: int) -> Callable[[], float]:
    """Count all cases anew as a rebuilding does; the milliseconds of one case."""

    def run() -> float:
        taken = 0.0
        with database.rehearsal() as connection:
            connection.execute("DELETE FROM statistics_case")
            connection.execute("DELETE FROM statistics_count")
            for case in system_cases(size, size, FIRST, TODAY):
                records = with_statistics(case).as_records(ORG, USER)
                began = time.perf_counter()
                statistics_rows.put(connection, Summary(case.case), records, ORG)  # type: ignore[arg-type] # as above
                taken += time.perf_counter() - began
        return taken * 1000 / size

    return run
