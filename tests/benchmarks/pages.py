"""The longest turn of the window while each page is opened, among 10,000 and 100,000 cases, beside 50 ms."""

import json
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desktop_app.use_cases import cases, store_access
from tests.benchmarks import long_case, people
from tests.benchmarks.figure import Figure
from tests.benchmarks.memory import PASSPHRASE, make_store
from tests.benchmarks.window_process import said

SIZES = (10_000, 100_000)
LIMIT_MS = 50.0


def measure() -> Iterator[Figure]:
    """The work of the window's own thread, page by page, and the longest turn of all by the clock."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as base:
            folder = Path(base)
            command = ("-m", "tests.benchmarks.pages_window", str(folder), PASSPHRASE, made(folder, size))
            taken: dict[str, list[tuple[float, float]]] = json.loads(said(command))
        work = {name: max(work for _clock, work in each) for name, each in taken.items()}
        for name, longest in sorted(work.items(), key=lambda each: -each[1]):
            yield Figure(f"its work on page {name}, {size:,}", longest, LIMIT_MS, "ms", aim=1.0, against="limit")
        clock = statistics.median(clock for each in taken.values() for clock, _work in each)
        yield Figure(f"longest turn on a page, {size:,}", clock, LIMIT_MS, "ms", against="limit")


def made(folder: Path, size: int) -> str:
    """Make a store with a long case, people and fixed statistics; the id of the long case as hex."""
    make_store(folder, size, people=True)
    people.fix(folder)
    session = store_access.unlock(folder, PASSPHRASE)
    case, _ = cases.open_new(session)
    long_case.write_long(session, case)
    store_access.lock(session)
    return case.hex()
