"""The list of cases at 1,000, 10,000 and 100,000 cases, against the bare SQL statement, and how it grows."""

import random
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from desktop_app.demo import invented_cases
from desktop_app.demo.invented_cases import InventedCase
from desktop_app.domain.progress import ORDER, WAITING
from desktop_app.domain.summary import CaseSummary
from desktop_app.ledger.ids import OrgId, UserId
from desktop_app.storage import case_rows, likeness_rows, statistics_rows
from desktop_app.storage.cases import Cases
from desktop_app.storage.database import Database
from tests.benchmarks.figure import Figure, alternate
from tests.storage.laptops import KEY, SALT

TODAY = date(2026, 11, 23)
SIZES = (1_000, 10_000, 100_000)
TIMES = 20
FIRST = date(2017, 1, 1)
ORG = OrgId(b"o" * 16)

#: What is asked of the list, by name: a page as it opens, the next places people look, and searches while typing.
ASKED: Mapping[str, Mapping[str, object]] = {
    "open the list": {},
    "sort by reference": {"order": "reference", "descending": False},
    "filter mine, waiting": {"filters": frozenset({"mine", "waiting_for_answer"})},
    "search a common word": {"query": "koivu"},
    "search one letter": {"query": "k"},
    "search one name": {"query": "Zuzana"},
}
#: The same question in bare SQL, with nothing counted.
BARE: Mapping[str, str] = {
    "open the list": "ORDER BY r.opened_key DESC, r.id DESC",
    "sort by reference": "ORDER BY r.reference_key, r.id",
    "filter mine, waiting": "WHERE r.flags & 5 = 5 ORDER BY r.opened_key DESC, r.id DESC",
    "search a common word": (
        'WHERE r.id IN (SELECT rowid FROM case_search WHERE case_search MATCH \'"koi" AND "oiv" AND "ivu"\') '
        "ORDER BY r.opened_key DESC, r.id DESC"
    ),
    "search one letter": "WHERE r.reference_key >= 'k' AND r.reference_key < 'l' ORDER BY r.opened_key DESC, r.id DESC",
    "search one name": (
        'WHERE r.id IN (SELECT rowid FROM case_search WHERE case_search MATCH \'"zuz" AND "zan" AND "ana"\') '
        "ORDER BY r.opened_key DESC, r.id DESC"
    ),
}


def measure() -> Iterator[Figure]:
    """Each question against bare SQL at every size, then the time at 100,000 cases against that at 10,000."""
    with tempfile.TemporaryDirectory() as folder:
        lists = {size: filled(Path(folder) / f"{size}.db", size) for size in SIZES}
        for name, asked in ASKED.items():
            for size, (database, cases) in lists.items():
                ours, bare = alternate(page(cases, asked), statement(database, BARE[name]))
                yield Figure(f"{name}, {size:,} cases", ours / TIMES, bare / TIMES, "ms", 1.5, "bare SQL")
            large, small = (page(lists[size][1], asked) for size in (100_000, 10_000))
            ours, before = alternate(large, small)
            yield Figure(f"{name}, 10,000 → 100,000", ours / TIMES, before / TIMES, "ms", 1.5, "at 10,000")
        for database, _ in lists.values():
            database.close()


def page(cases: Cases, asked: Mapping[str, object]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(TIMES):
            assert cases.page(**asked).rows  # type: ignore[arg-type] # as ASKED names them

    return run


def statement(database: Database, rest: str) -> Callable[[], None]:
    columns = "r.case_id, r.reference, r.next_step, r.next_at, r.proposal_state, r.proposal_at, r.responsible, "
    columns += "r.responsible_name, r.delete_on, r.closed_on, r.created_at, r.opened_at, r.flags"
    sql = f"SELECT {columns} FROM case_row r {rest} LIMIT 50"

    def run() -> None:
        for _ in range(TIMES):
            with database.read() as connection:
                assert connection.execute(sql).fetchall()

    return run


def filled(path: Path, size: int) -> tuple[Database, Cases]:
    """A list of invented cases: one in eight mine, one in eight hundred with a rare name."""
    database = Database.create(path, KEY, SALT)
    fill(database, size)
    return database, Cases(database, lambda: TODAY)


def fill(database: Database, size: int, *, people: bool = False) -> None:
    """Put invented cases into the list of a store; with `people` also what is compared and what is counted of them."""
    rng = random.Random(size)
    users = [UserId(secrets.token_bytes(16)) for _ in range(8)]
    with database.write() as connection:
        for number, case in enumerate(invented_cases.system_cases(size, size, FIRST, TODAY)):
            summary = in_list(rng, number, case, users, rare=number % (size // 5) == 0)
            case_rows.put(connection, summary, (summary.case,), users[0], "Sanna L.", rng.random() < 0.02, TODAY)
            if people:
                records = invented_cases.with_statistics(case).as_records(ORG, users[0])
                likeness_rows.put(connection, summary, records, users[0])
                statistics_rows.put(connection, summary, records, ORG)


def in_list(rng: random.Random, number: int, case: InventedCase, users: list[UserId], *, rare: bool) -> CaseSummary:
    """What the list shows of an invented case; with `rare` its person has a name that few have."""
    state = rng.choice(ORDER)
    minute = f"2026-{number % 11 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:{number % 60:02}:00.000Z"
    return CaseSummary(
        case=case.case,
        reference=case.reference,
        names=("Zuzana",) if rare else case.names,
        responsible=rng.choice(users),
        team=frozenset(),
        blocked=frozenset(),
        next_step="agreed_step",
        next_at=f"2026-12-{rng.randrange(1, 29):02}",
        proposal_state=state,
        proposal_at=minute,
        proposal_order=ORDER.index(state),
        delete_on=f"2027-{rng.randrange(1, 13):02}-11",
        closed_on=None,
        created_at=minute,
        changed_at=minute,
        waiting_for_answer=state in WAITING,
        more_asked=state == "question_open",
    )
