"""What lies in a data folder, told without opening anything; light, because the window asks before its first paint."""

from __future__ import annotations

from pathlib import Path
from typing import Final

STORE_FILE: Final = "luotsi.db"
UNFINISHED_FILE: Final = "keyslots.new"
FIRST: Final = "keyslots.json"
SECOND: Final = "keyslots.json.bak"


def any_slots(folder: Path) -> bool:
    """Tell whether at least one of the two slot files lies in `folder`."""
    return any((folder / name).exists() for name in (FIRST, SECOND))


def look(folder: Path) -> str:
    """Return `absent`, `present`, or `slots_missing` for a store whose slot files are gone.

    Slots without a store, left by a first start that broke off, count as absent.
    """
    if (folder / STORE_FILE).exists():
        return "present" if any_slots(folder) else "slots_missing"
    finished = any_slots(folder) and not (folder / UNFINISHED_FILE).exists()
    return "present" if finished else "absent"
