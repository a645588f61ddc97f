"""Resident memory of the window at rest, against a bare window."""

from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.window_process import BARE, OURS, resident_memory


def measure() -> list[Figure]:
    """Both as whole processes on the offscreen platform, shortly after their first paint."""
    ours, floor = alternate(lambda: resident_memory(OURS), lambda: resident_memory(BARE), runs=5)
    return [Figure("resident memory after first paint", ours, floor, "MiB", aim=2.0, against="bare window")]
