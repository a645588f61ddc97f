"""What the day asks for, read again after every change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import calendar_export, sure_time, today
from desktop_app.use_cases.today import TodayView


class TodayViewModel(QObject):
    """Holds the groups of the today page; `offers_calendar` tells whether the worker has turned that file on."""

    changed = Signal()
    day_confirmed = Signal()
    calendar_saved = Signal(int)

    def __init__(
        self, around: Surroundings, parent: QObject | None = None, *, calendar: Callable[[], bool] = bool
    ) -> None:
        super().__init__(parent)
        self.offers_calendar = calendar
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

    def save_calendar(self, path: Path) -> None:
        """Write what is due as a calendar file that the worker named."""
        work = partial(calendar_export.save, self._around.session, path)
        self._around.background.in_store(work, self.calendar_saved.emit)

    def _on_confirmed(self, _none: None) -> None:
        self.day_confirmed.emit()
        self.read()

    def _on_view(self, view: TodayView) -> None:
        self.view = view
        self.changed.emit()
