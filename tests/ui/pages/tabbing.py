"""In which order the Tab key goes through the parts of a page."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget


def by_tab(first: QWidget, parts: Mapping[str, QWidget]) -> list[str]:
    """The names of the parts in the order in which Tab reaches them or what is inside, beginning at `first`."""
    met: list[str] = []
    at: QWidget | None = first
    while at is not None and (at is not first or not met):
        met += [name for name, part in parts.items() if part is at or part.isAncestorOf(at)]
        at = at.nextInFocusChain()
    return list(dict.fromkeys(met))
