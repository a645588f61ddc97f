"""Resident memory of the window with 10,000 cases open, against a bare window."""

import tempfile
from pathlib import Path

from desktop_app.storage.database import Database
from desktop_app.use_cases import store_access
from desktop_app.vault import vault
from desktop_app.vault.derivation import KdfCost
from tests.benchmarks.cases import fill
from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.window_process import BARE, OURS, resident_memory

CASES = 10_000
PASSPHRASE = "viisi keksittyä sanaa vain mittausta varten"

#: Opening must leave no trace of the derivation's memory in the figure.
CHEAP = KdfCost(memory=1024, passes=1, lanes=1)


def measure() -> list[Figure]:
    """Both as whole processes on the offscreen platform, shortly after their first paint."""
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base)
        make_store(folder, CASES)
        opened = ("-m", "tests.benchmarks.opened_window", str(folder), PASSPHRASE)
        entrance, floor = alternate(lambda: resident_memory(OURS), lambda: resident_memory(BARE), runs=5)
        ours, same_floor = alternate(lambda: resident_memory(opened), lambda: resident_memory(BARE), runs=5)
    return [
        Figure("resident memory, 10,000 cases open", ours, same_floor, "MiB", aim=2.0, against="bare window"),
        Figure("resident memory at the entrance", entrance, floor, "MiB", against="bare window"),
    ]


def make_store(folder: Path, cases: int, *, people: bool = False) -> None:
    """A store whose list holds so many invented cases; with `people` also what is compared and counted of them."""
    store_access.lock(store_access.create(folder, PASSPHRASE, "Tiukuliina Esimerkkälä", cost=CHEAP).session)
    opened = vault.unlock(folder, PASSPHRASE)
    database = Database.open(folder / vault.STORE_FILE, opened.store_key, opened.salt, opened.page_size)
    fill(database, cases, people=people)
    database.close()
