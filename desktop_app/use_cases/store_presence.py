"""What lies in a data folder: asked before the first paint, so nothing heavy stands behind it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from desktop_app.vault import presence


class StoreState(StrEnum):
    """What lies in a data folder."""

    ABSENT = "absent"
    PRESENT = "present"
    SLOTS_MISSING = "slots_missing"


def look(folder: Path) -> StoreState:
    """Tell whether `folder` holds a store, nothing, or a store whose key slots are gone (never to be made anew)."""
    return StoreState(presence.look(folder))
