"""How long the organisation keeps what it writes; an administrator's laptop sets it for all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import retention_rules
from desktop_app.use_cases.retention_rules import KeptRule, KeptRules
from desktop_app.use_cases.session import Changed

__all__ = ["KeptRule", "KeptRules", "RetentionViewModel"]


class RetentionViewModel(QObject):
    """A rule is set when it is chosen."""

    changed = Signal()
    recorded = Signal()
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.labels = around.labels
        self.rules: KeptRules | None = None
        around.feed.changed.connect(self.read)

    def read(self) -> None:
        """Read the rules in force."""
        self._around.background.in_store(partial(retention_rules.read, self._around.session), self._on_rules)

    def choose(self, kind: str, days: int | None) -> None:
        """Set the rule of a kind; None for the organisation's own law."""
        work = partial(retention_rules.put, self._around.session, kind, days)
        self._around.background.in_store(work, self._on_recorded, self.failed.emit)

    def _on_rules(self, rules: KeptRules) -> None:
        self.rules = rules
        self.changed.emit()

    def _on_recorded(self, cases: Changed) -> None:
        self.recorded.emit()
        self._around.feed.tell(cases)
