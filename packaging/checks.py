"""The checks of the test command: one after the other, all of them, whatever fails."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CLOSING_LINE = re.compile(r"^=+ .*\bin \d+[.\d]*s.*=+$")


@dataclass(frozen=True)
class Check:
    """One check: its name, its command after the interpreter, and whether its lines are shown as they come."""

    name: str
    arguments: tuple[str, ...]
    shown: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a check ended, in how many seconds, and the closing line of pytest."""

    name: str
    passed: bool
    seconds: float
    closing_line: str = ""


def all_checks(pytest_options: Sequence[str] = ()) -> list[Check]:
    """Format, lint, types, import contracts, catalogs and tests; with options for pytest only the tests."""
    tests = Check("tests", ("-m", "pytest", *_workers(pytest_options), *pytest_options), shown=True)
    if pytest_options:
        return [tests]
    imports = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return [
        Check("format", ("-m", "ruff", "format", "--check", "--quiet", "--diff", ".")),
        Check("lint", ("-m", "ruff", "check", ".")),
        Check("types", ("-m", "mypy")),
        Check("import contracts", ("-c", imports)),
        Check("catalogs", ("packaging/catalogs.py", "check")),
        tests,
    ]


def run_all(checks: Sequence[Check], python: Path, root: Path) -> int:
    """Run every check, say how each ended, and return 0 when all passed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    outcomes = []
    for number, check in enumerate(checks, 1):
        print(f"[{number}/{len(checks)}] {check.name}", flush=True)
        outcome = run_one(check, python, root, environment)
        outcomes.append(outcome)
        print(f"      {'passed' if outcome.passed else 'FAILED'} in {outcome.seconds:.1f} s", flush=True)
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    print(f"\n{'All checks passed' if not failed else 'FAILED: ' + ', '.join(failed)}")
    for outcome in outcomes:
        if outcome.closing_line:
            print(outcome.closing_line)
    return 1 if failed else 0


def run_one(check: Check, python: Path, root: Path, environment: Mapping[str, str]) -> Outcome:
    """Run one check; the lines of a quiet one are shown only when it fails."""
    began = time.monotonic()
    lines = []
    with subprocess.Popen(
        [str(python), *check.arguments],
        cwd=root,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if check.shown:
                print(line, end="", flush=True)
    passed = process.returncode == 0
    if not passed and not check.shown:
        print("".join(lines), end="", flush=True)
    closing = next((line.strip() for line in reversed(lines) if _CLOSING_LINE.match(line.strip())), "")
    return Outcome(check.name, passed, time.monotonic() - began, closing)


def _workers(options: Sequence[str]) -> list[str]:
    chosen = any(option.startswith(("-n", "--numprocesses", "--pdb")) for option in options)
    cores = os.cpu_count() or 1
    count = min(cores + 1, 4)  # a third of its time a test waits for a disk, a server or a clock
    return [] if chosen or cores < 2 else ["-n", str(count), "--dist", "worksteal"]
