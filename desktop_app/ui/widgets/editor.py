"""What every editor of one value offers to whoever drives a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from PySide6.QtCore import SignalInstance


@dataclass(frozen=True, slots=True)
class Unread:
    """What was typed and means nothing yet, as a day of which only the beginning stands there."""

    text: str


Value: TypeAlias = str | bool | list[str] | Unread | None
Options: TypeAlias = Sequence[tuple[str, str]]


@runtime_checkable
class Editor(Protocol):
    """One value: `None` means that nothing has been written down."""

    edited: SignalInstance

    def value(self) -> Value:
        """What stands in the editor, as it goes into a record."""

    def set_value(self, value: object) -> None:
        """Show a value without emitting `edited`."""

    def set_error(self, text: str | None) -> None:
        """Mark the value as one that cannot stand, or take the mark away."""
