"""What a page keeps open for writing, as the window needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class OpenForm(Protocol):
    """Something being written: saved by Ctrl+S and before a lock."""

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save what is written."""

    def finish_now(self) -> None:
        """Write what is pending and wait."""
