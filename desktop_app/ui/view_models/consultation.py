"""An anonymous consultation being written, and the earlier ones; no person, no case, no search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ledger.ids import RecordId
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.kept_day import KeptDay
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import consultations
from desktop_app.use_cases.consultations import Consultation

__all__ = ["Consultation", "ConsultationViewModel"]


class ConsultationViewModel(QObject):
    """`form` is the consultation in sight; beginning or opening another one saves it first."""

    changed = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.form = FormViewModel(around.session, around.background, around.feed, self)
        self.earlier: tuple[Consultation, ...] = ()
        self.kept = KeptDay(around, self.form, self)
        self.form.loaded.connect(self.changed)
        self.kept.taken.connect(self.changed)
        self.form.saved.connect(lambda _problems: self._read())
        around.feed.changed.connect(self._read)

    def read(self) -> None:
        """Begin a consultation and read the earlier ones."""
        self.begin()
        self._read()

    def begin(self) -> None:
        """Show an empty consultation."""
        self._after_save(partial(self.form.open_new, consultations.KIND, None))

    def open(self, record: RecordId) -> None:
        """Show an earlier consultation."""
        self._after_save(partial(self.form.open, record))

    @property
    def chosen(self) -> RecordId | None:
        """The consultation in sight."""
        return self.form.form.record if self.form.is_open else None

    def now(self) -> datetime:
        """The present moment, for days as spoken."""
        return self._around.session.now()

    def _after_save(self, then: Callable[[], None]) -> None:
        if self.form.is_open:
            self.form.save(then)
        else:
            then()

    def _read(self) -> None:
        self._around.background.in_store(partial(consultations.earlier, self._around.session), self._on_read)

    def _on_read(self, found: tuple[Consultation, ...]) -> None:
        self.earlier = found
        self.changed.emit()
