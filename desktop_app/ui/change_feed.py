"""Tells the screens which cases changed, whoever made the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop_app.ledger.ids import CaseId


class ChangeFeed(QObject):
    """One signal for saved, pulled and re-issued changes; view models read again what they show."""

    changed = Signal(frozenset)

    def tell(self, cases: frozenset[CaseId]) -> None:
        """Say that `cases` changed. An empty set tells that something without a case did (a setting, a member)."""
        self.changed.emit(cases)
