"""Which notifications are a duty of the organisation; an administrator sets it for everybody."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import duties
from desktop_app.use_cases.duties import ANSWERS, Duties
from desktop_app.use_cases.session import Changed

__all__ = ["ANSWERS", "Duties", "DutiesViewModel"]


class DutiesViewModel(QObject):
    """`duties` is None until it has been read; `recorded` after one was set."""

    changed = Signal()
    recorded = Signal()
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.labels = around.labels
        self.duties: Duties | None = None
        around.feed.changed.connect(lambda _cases: self.read())

    def read(self) -> None:
        """Read what stands."""
        self._around.background.in_store(partial(duties.read, self._around.session), self._on_read)

    def choose(self, kind: str, answer: str) -> None:
        """Set one for the organisation."""
        work = partial(duties.choose, self._around.session, kind, answer)
        self._around.background.in_store(work, self._on_chosen, self.failed.emit)

    def _on_read(self, found: Duties) -> None:
        self.duties = found
        self.changed.emit()

    def _on_chosen(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.recorded.emit()
