"""Looking for a person met before while typing, among 10,000 and 100,000 cases, against the bare index look-up."""

import random
import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_app.demo.invented_cases import InventedCase, system_cases
from desktop_app.domain.likeness import alike, look
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import RecordId, StreamId, UserId
from desktop_app.storage import likeness_rows
from desktop_app.storage.database import Database
from desktop_app.storage.encoding import dump
from tests.benchmarks.cases import FIRST, ORG, TODAY, in_list
from tests.benchmarks.figure import Figure, alternate
from tests.storage.laptops import KEY, SALT

SIZES = (10_000, 100_000)
TIMES = 20
#: What is typed: a rare and a common name with a year of birth, and a common one of which only a language is known.
TYPED: dict[str, dict[str, Json]] = {
    "two names and a year": {"given_names": "Zuzana", "family_name": "Esimerkkälä", "date_of_birth": "1999"},
    "a common name and a year": {"called": "Muhamad", "date_of_birth": "1999-04-07"},
    "a common name and a language": {"called": "Мохаммед", "mother_tongue": "ar"},
}
BARE = (
    "SELECT case_id, (SELECT doc FROM likeness l WHERE l.case_id = k.case_id) FROM likeness_key k "
    "WHERE key IN (SELECT value FROM json_each(?)) LIMIT 200"
)


def measure() -> Iterator[Figure]:
    """Each thing typed against its look-up in bare SQL, then the time among 100,000 cases against that among 10,000."""
    with tempfile.TemporaryDirectory() as folder:
        stores = {size: filled(Path(folder) / f"{size}.db", size) for size in SIZES}
        for name, typed in TYPED.items():
            for size, database in stores.items():
                ours, bare = alternate(finding(database, typed), looking_up(database, typed))
                yield Figure(f"duplicates, {name}, {size:,} cases", ours / TIMES, bare / TIMES, "ms", 2.0, "bare SQL")
            large, small = (finding(stores[size], typed) for size in (100_000, 10_000))
            ours, before = alternate(large, small)
            title = f"duplicates, {name}, 10,000 → 100,000"
            yield Figure(title, ours / TIMES, before / TIMES, "ms", 1.5, "at 10,000")
        for database in stores.values():
            database.close()


def finding(database: Database, typed: dict[str, Json]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(TIMES):
            asked = look([typed])
            with database.read() as connection:
                found = likeness_rows.candidates(connection, asked)
            assert any(alike(asked, one.look) for one in found)

    return run


def looking_up(database: Database, typed: dict[str, Json]) -> Callable[[], None]:
    keys = dump(sorted(look([typed]).keys()))

    def run() -> None:
        for _ in range(TIMES):
            with database.read() as connection:
                assert connection.execute(BARE, (keys,)).fetchall()

    return run


def filled(path: Path, size: int) -> Database:
    """Invented persons: in every size 200 have the common name and twelve the rare one, so that answers are as long."""
    database, rng = Database.create(path, KEY, SALT), random.Random(size)
    users = [UserId(secrets.token_bytes(16)) for _ in range(8)]
    with database.write() as connection:
        for number, case in enumerate(system_cases(size, size, FIRST, TODAY)):
            own = StreamId(bytes(ORG))
            record = Record(ORG, own, RecordId(b"r" * 16), "person", person(case, number, size))
            likeness_rows.put(connection, in_list(rng, number, case, users, rare=False), [record], users[0])
    return database


def person(case: InventedCase, number: int, size: int) -> dict[str, Json]:
    """One person's compared fields."""
    rare, common = number % (size // 12) == 0, number % (size // 200) == 1
    if rare:
        return {"given_names": "Zuzanna", "family_name": "Esimerkkala", "date_of_birth": "1999-07-04"}
    if not common:
        return dict(case.person)
    born = 1950 + number // (size // 200) % 62  # as many of a year in every size
    return {**case.person, "given_names": "Mohammed", "mother_tongue": "ar", "date_of_birth": f"{born}-07-11"}
