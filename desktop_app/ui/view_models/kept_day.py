"""The day until which the record of an open form is kept; another day is checked against the organisation's rule."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import retention


class KeptDay(QObject):
    """`taken` when another day stands in the form, `refused` with the reason when it may not."""

    taken = Signal()
    refused = Signal(LuotsiError)

    def __init__(self, around: Surroundings, form: FormViewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._around, self._form = around, form

    @property
    def day(self) -> str:
        """The day as ISO 8601; empty for a kind that has none, and before the form is open."""
        if not self._form.is_open or "delete_on" not in self._form.form.fields:
            return ""
        day = self._form.value("delete_on")
        return day if isinstance(day, str) else ""

    def choose(self, day: str) -> None:
        """Take another day (ISO 8601)."""
        work = partial(retention.check_day, self._around.session, self._form.form.kind, date.fromisoformat(day))
        self._around.background.in_store(work, partial(self._on_checked, day), self.refused.emit)

    def _on_checked(self, day: str, _none: None) -> None:
        self._form.set_value("delete_on", day)
        self._form.save()
        self.taken.emit()
