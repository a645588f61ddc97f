"""The history of one record, newest first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ledger.ids import RecordId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import erasure, history, undo
from desktop_app.use_cases.contact_details import system_phone
from desktop_app.use_cases.erasure import SentTo, StruckField
from desktop_app.use_cases.history import HistoryStep
from desktop_app.use_cases.session import Changed

Read = tuple[tuple[HistoryStep, ...], tuple[StruckField, ...], str, tuple[SentTo, ...]]


class HistoryViewModel(QObject):
    """Holds the steps of a record."""

    changed = Signal()
    gone = Signal()

    def __init__(
        self, around: Surroundings, record: RecordId, kind: str, reference: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._around, self._record = around, record
        self.kind, self.reference = kind, reference
        self.labels = around.labels
        self.steps: tuple[HistoryStep, ...] = ()
        self.struck: tuple[StruckField, ...] = ()
        self.possible = ""
        self.sent: tuple[SentTo, ...] = ()
        self.phone = system_phone()
        around.feed.changed.connect(self._on_feed)

    @property
    def record(self) -> RecordId:
        """Whose history it is."""
        return self._record

    def read(self) -> None:
        """Read the steps, and what was struck out."""
        self._around.background.in_store(self._of_record, self._on_read)

    def strike_field(self, field: str) -> None:
        """Strike a field out with its history and drafts, on every laptop."""
        work = partial(erasure.strike_field, self._around.session, self._record, field)
        self._around.background.in_store(work, self._on_struck)

    def strike_record(self) -> None:
        """Strike the whole record out; `gone` when it is."""
        work = partial(erasure.strike_record, self._around.session, self._record)
        self._around.background.in_store(work, self._on_gone)

    def log_shown(self, field: str) -> None:
        """Note in the log that a field of level 4 was shown."""
        self._around.background.in_store(partial(history.log_shown, self._around.session, self._record, field))

    def _of_record(self) -> Read:
        session = self._around.session
        steps = history.of_record(session, self._record)
        struck, sent = erasure.struck_fields(session, self._record), erasure.sent_to(session, self._record)
        return steps, struck, undo.possible(session, self._record), sent

    def _on_read(self, found: Read) -> None:
        self.steps, self.struck, self.possible, self.sent = found
        self.changed.emit()

    def _on_feed(self, _cases: Changed) -> None:
        self.read()

    def _on_struck(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.read()

    def _on_gone(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.gone.emit()
