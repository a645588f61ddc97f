"""One measured figure beside its floor or peer, and the way both are measured in turns."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class Figure:
    """Our median, the median of the floor (the least that a task can cost, or a peer), and the highest ratio wanted."""

    name: str
    ours: float
    floor: float
    unit: str
    aim: float | None = None
    against: str = "floor"

    @property
    def ratio(self) -> float:
        """How many times the floor ours is."""
        return self.ours / self.floor if self.floor else float("inf")

    @property
    def is_met(self) -> bool:
        """Whether the ratio stays within the aim; without an aim always."""
        return self.aim is None or self.ratio <= self.aim

    def line(self) -> str:
        """The figure for a reader."""
        aim = "" if self.aim is None else f"   aim ≤ {self.aim:.2f}{'' if self.is_met else '   MISSED'}"
        ours, floor = (f"{value:,.2f} {self.unit}" for value in (self.ours, self.floor))
        return f"{self.name:<44} {ours:>16}   {self.against} {floor:>16}   ratio {self.ratio:6.2f}{aim}"

    def document(self) -> dict[str, object]:
        """The figure for a program; null is what could not be measured."""
        said = {**asdict(self), "ratio": round(self.ratio, 4), "met": self.is_met}
        return {
            name: None if isinstance(value, float) and not isfinite(value) else value for name, value in said.items()
        }


def _is_endless(value: object) -> bool:
    return isinstance(value, float) and not isfinite(value)


Run = Callable[[], float | None]


def alternate(ours: Run, floor: Run, *, runs: int = 7, warm_up: int = 1) -> tuple[float, float]:
    """The medians of ours and of the floor, run in turns so that a busy moment of the machine meets both.

    A run that returns a number has measured itself (any unit); else its duration in milliseconds counts.
    """
    for _turn in range(warm_up):
        ours()
        floor()
    pairs = [(_once(ours), _once(floor)) for _turn in range(runs)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def _once(run: Run) -> float:
    gc.collect()
    began = time.perf_counter()
    measured = run()
    return (time.perf_counter() - began) * 1000 if measured is None else measured
