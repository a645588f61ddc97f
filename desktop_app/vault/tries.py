"""The growing delay after wrong passphrases, kept beside the key slots so that a restart does not end it."""

from __future__ import annotations

import json
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Final

from desktop_app.vault.slot_files import replace_file

FILE: Final = "tries.json"
LONGEST_SECONDS: Final = 60


def delay(wrong: int) -> int:
    """Return the seconds to wait after so many wrong tries in a row: 0, 1, 2, 4 … 60."""
    return min(2 ** min(wrong - 1, 10), LONGEST_SECONDS) if wrong else 0


def seconds_left(folder: Path, now: datetime) -> int:
    """Return how many whole seconds the next try must still wait; `now` is aware.

    A clock set back never makes the wait longer than the delay itself.
    """
    wrong, last = _read(folder)
    if not wrong:
        return 0
    left = delay(wrong) - (_milliseconds(now) - last) / 1000
    return max(0, min(ceil(left), delay(wrong)))


def count(folder: Path, now: datetime) -> None:
    """Note a try before it is made, so that breaking it off does not give another one for nothing."""
    wrong, _ = _read(folder)
    replace_file(folder / FILE, json.dumps({"last": _milliseconds(now), "wrong": wrong + 1}).encode("ascii"))


def forget(folder: Path) -> None:
    """End the counting after the store was opened."""
    (folder / FILE).unlink(missing_ok=True)


def _read(folder: Path) -> tuple[int, int]:
    """Return the number of tries in a row and the time of the last; a file that says neither counts as none."""
    try:
        document = json.loads((folder / FILE).read_bytes())
        wrong, last = document["wrong"], document["last"]
        if type(wrong) is int and type(last) is int and wrong >= 0:
            return wrong, last
    except FileNotFoundError:
        return 0, 0
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return 0, 0


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
