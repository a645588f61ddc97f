"""From the start of the process to the first paint of the window, against a bare window."""

from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.window_process import BARE, OURS, first_paint


def measure() -> list[Figure]:
    """Both as whole processes on the offscreen platform."""
    ours, floor = alternate(lambda: first_paint(OURS), lambda: first_paint(BARE), runs=9)
    return [Figure("start to first paint", ours, floor, "ms", aim=1.3, against="bare window")]
