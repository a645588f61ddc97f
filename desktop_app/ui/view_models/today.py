"""What the day asks for, read again after every change."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import sure_time, today
from desktop_app.use_cases.today import TodayView


class TodayViewModel(QObject):
    """Holds the groups of the today page."""

    changed = Signal()
    day_confirmed = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.labels = around.labels
        self.view: TodayView | None = None
        around.feed.changed.connect(self.read)

    def read(self) -> None:
        """Read the groups."""
        self._around.background.in_store(partial(today.view, self._around.session), self._on_view)

    def confirm_day(self) -> None:
        """Note that the day which the clock shows is right, and read again."""
        self._around.background.in_store(partial(sure_time.confirm, self._around.session), self._on_confirmed)

    def _on_confirmed(self, _none: None) -> None:
        self.day_confirmed.emit()
        self.read()

    def _on_view(self, view: TodayView) -> None:
        self.view = view
        self.changed.emit()
