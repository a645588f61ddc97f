"""The longest turn of the window's event loop while somebody types in the search, at 10,000 and 100,000 cases."""

import json
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.memory import PASSPHRASE, make_store
from tests.benchmarks.window_process import said

SIZES = (10_000, 100_000)
ROUNDS, RUNS = 3, 3
#: Longer turns are felt as a key that hangs.
LIMIT_MS = 50.0


def measure() -> Iterator[Figure]:
    """By the clock beside a bare window under the same keys, and the work of the window's own thread beside the limit.

    The clock counts what others do with the machine meanwhile, and waiting for the interpreter; the work does not.
    """
    for size in SIZES:
        with tempfile.TemporaryDirectory() as base:
            folder = Path(base)
            make_store(folder, size)
            ours, floor = Typed(str(folder), PASSPHRASE), Typed()
            clock = alternate(ours, floor, runs=RUNS, warm_up=0)
        yield Figure(f"longest turn while searching, {size:,}", *clock, "ms", against="bare window")
        yield Figure(f"its work in the window, {size:,}", max(ours.work), LIMIT_MS, "ms", aim=1.0, against="limit")


class Typed:
    """Runs the typing in a process of its own, with a store or bare; `work` keeps each round's longest work."""

    def __init__(self, *store: str) -> None:
        self._command = ("-m", "tests.benchmarks.typing_window", str(ROUNDS), *store)
        self.work: list[float] = []

    def __call__(self) -> float:
        """The median over the rounds of each round's longest turn by the clock, in milliseconds."""
        rounds: list[tuple[float, float]] = json.loads(said(self._command))
        self.work += [work for _clock, work in rounds]
        return statistics.median(clock for clock, _work in rounds)
