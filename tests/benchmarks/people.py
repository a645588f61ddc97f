"""The longest turn of the window while a person is written down and while statistics are looked at, by cases held."""

import json
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desktop_app.demo.invented_cases import system_cases
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.statistics_release import parts, to_be_told
from desktop_app.use_cases import statistics as fixing
from desktop_app.use_cases import store_access
from tests.benchmarks.cases import FIRST, TODAY
from tests.benchmarks.figure import Figure
from tests.benchmarks.memory import PASSPHRASE, make_store
from tests.benchmarks.window_process import said

SIZES = (10_000, 100_000)
RUNS = 3
#: Longer turns are felt as a key that hangs.
LIMIT_MS = 50.0
WHILE = {"duplicates": "a person is typed", "statistics": "statistics are seen"}


def measure() -> Iterator[Figure]:
    """The work of the window's own thread beside the limit, and the turn by the clock, which others lengthen, too."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as base:
            folder = Path(base)
            make_store(folder, size, people=True)
            fix(folder)
            known = next(system_cases(size, size, FIRST, TODAY)).names
            command = ("-m", "tests.benchmarks.people_window", str(folder), PASSPHRASE, *known)
            rounds: list[dict[str, tuple[float, float]]] = [json.loads(said(command)) for _ in range(RUNS)]
        for name, words in WHILE.items():
            work = max(each[name][1] for each in rounds)
            yield Figure(f"its work while {words}, {size:,}", work, LIMIT_MS, "ms", aim=1.0, against="limit")
            clock = statistics.median(each[name][0] for each in rounds)
            yield Figure(f"longest turn while {words}, {size:,}", clock, LIMIT_MS, "ms", against="limit")


def fix(folder: Path) -> None:
    """Fix the figures of two years, as an officer's laptop does."""
    session = store_access.unlock(folder, PASSPHRASE)
    known = session.store.statistics_counts()
    told = {
        part: to_be_told(part, known, OrgKind.ASSISTANCE_SYSTEM) for year in ("2024", "2025") for part in parts(year)
    }
    assert all(told.values())
    ops = [fixing._op(part, figures) for part, figures in told.items()]
    session.store.save(ops, case=None, at=session.at())
    store_access.lock(session)
