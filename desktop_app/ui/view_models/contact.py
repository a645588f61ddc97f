"""A contact being written: opens its case at the first keystroke, and knows whom to call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.beside import beside
from desktop_app.domain.written_dates import dates_in, with_day
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.use_cases import cases
from desktop_app.use_cases.session import Changed, Session


class ContactViewModel(QObject):
    """The contact page over one record. A first contact makes its case when something is written, not before."""

    case_opened = Signal(object)

    def __init__(
        self,
        session: Session,
        background: Background,
        feed: ChangeFeed,
        system_phone: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._background, self._feed = session, background, feed
        self.form = FormViewModel(session, background, feed, self)
        self.system_phone = system_phone
        self.is_first = True
        self.reference = ""
        self.case: CaseId | None = None

    def begin_first(self) -> None:
        """Open the empty page; the case with its reference is made with the first draft."""
        self.is_first = True
        self.form.open_new_case("contact", self._new_case)

    def begin_in(self, case: CaseId, reference: str) -> None:
        """Open an empty contact of a case that exists."""
        self.is_first, self.reference, self.case = False, reference, case
        self.form.open_new("contact", case)

    def open(self, record: RecordId, reference: str) -> None:
        """Open a contact written before."""
        self.is_first, self.reference = False, reference
        self.form.open(record)

    def set_value(self, field: str, value: Json) -> None:
        """Take what the worker typed or chose."""
        self.form.set_value(field, value)

    def save_begun(self, then: Callable[[], None]) -> None:
        """Save, then call `then`; an untouched first contact gets its case first, as a talk needs one."""
        if self.form.is_open and self.form.form.case is None:
            self.form.set_value("written_afterwards", self.form.value("written_afterwards"))
        self.form.save(then)

    def beside(self) -> tuple[str, ...]:
        """Return codes of the sentences that stand beside the contact as it is."""
        return beside("contact", self.form.form.values(), self._session.now()) if self.form.is_open else ()

    def next_day(self) -> str | None:
        """Return the first day written in what was agreed next, as a date, for the field beside it."""
        text = self.form.value("next_step") if self.form.is_open else None
        days = dates_in(text, self._session.now().date()) if isinstance(text, str) else ()
        return days[0].isoformat() if days else None

    def set_next_day(self, day: str) -> None:
        """Write a chosen day into what was agreed next; the due list reads it there."""
        text = self.form.value("next_step")
        self.form.set_value("next_step", with_day(text if isinstance(text, str) else "", date.fromisoformat(day)))

    def _new_case(self) -> CaseId:
        """Make the case; runs in the store's thread."""
        case, changed = cases.open_new(self._session)
        self._tell(case, changed)
        return case

    def _tell(self, case: CaseId, changed: Changed) -> None:
        self._background.in_store(_nothing, partial(self._on_case, case, changed))

    def _on_case(self, case: CaseId, changed: Changed, _nothing: None) -> None:
        self.case = case
        self._feed.tell(changed)
        self.case_opened.emit(case)


def _nothing() -> None:
    """Take a turn in the store's thread, so that what follows runs after it in the window's thread."""
