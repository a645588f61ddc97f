"""Runs the benchmarks: `python -m tests.benchmarks [NAME…] [--json]`, one line per figure."""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.figure import Figure

NOT_BENCHMARKS = {
    "__init__",
    "__main__",
    "case_window",
    "documents",
    "figure",
    "layers",
    "opened_window",
    "pages_window",
    "people_window",
    "typing_window",
    "typst_sheet",
    "window_process",
}


def names() -> list[str]:
    """The benchmarks: every other module of this folder, which has a function `measure`."""
    found = (path.stem for path in Path(__file__).parent.glob("*.py"))
    return sorted(name for name in found if name not in NOT_BENCHMARKS and not name.startswith("test_"))


def figures(name: str) -> Iterator[Figure]:
    """Measure one benchmark."""
    module = importlib.import_module(f"tests.benchmarks.{name}")
    yield from module.measure()


def main(arguments: Sequence[str]) -> int:
    """Run the named benchmarks, or all; 1 when one could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(names())}")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.names) - set(names())):
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    measured, failed = [], []
    for name in options.names or names():
        try:
            for figure in figures(name):
                measured.append(figure)
                if not options.json:
                    print(figure.line(), flush=True)
        except Exception as error:
            failed.append(name)
            print(f"{name}: could not be measured: {type(error).__name__}: {error}", file=sys.stderr)
    if options.json:
        print(json.dumps([figure.document() for figure in measured], ensure_ascii=False, indent=2))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
