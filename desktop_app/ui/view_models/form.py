"""A record being written: drafts within a second, one save when the page is left, nothing lost in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.check import Problem
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, Dot, RecordId
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.use_cases import records
from desktop_app.use_cases.records import FormField, RecordForm, Saved
from desktop_app.use_cases.session import NOTHING_CHANGED, Session

#: Longest time that a keystroke waits before it is written as a draft, in milliseconds.
DRAFT_AFTER_MS = 300

#: Time after which a draft that could not be written is tried again, in milliseconds.
TRY_AGAIN_AFTER_MS = 5_000

#: Time without typing after which a draft is saved, in milliseconds.
SAVE_AFTER_MS = 60_000


class FormViewModel(QObject):
    """One open record. Pages set values; the view model keeps them, saves them and shows what arrives meanwhile.

    `problems` are what kept the last save a draft.
    """

    loaded = Signal()
    field_changed = Signal(str)
    saved = Signal(tuple)
    wrote = Signal(object)
    draft_kept = Signal()

    def __init__(
        self, session: Session, background: Background, feed: ChangeFeed, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._background, self._feed = session, background, feed
        self.problems: tuple[Problem, ...] = ()
        self._form: RecordForm | None = None
        self._read: Callable[[], RecordForm] | None = None
        self._pending: dict[str, Json] = {}
        self._in_flight: dict[str, Json] = {}
        self._bases: dict[str, tuple[Dot, ...]] = {}
        self._busy = self._outdated = False
        self._after_save: list[Callable[[], None]] | None = None
        self._make_case: Callable[[], CaseId] | None = None
        self._made_case: CaseId | None = None
        self._make_record: Callable[[RecordId], Saved] | None = None
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._draft_timer.timeout.connect(self._keep_draft)
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._save_timer.timeout.connect(self.save)
        feed.changed.connect(self._on_changed)

    @property
    def form(self) -> RecordForm:
        """The record as it is shown. Only after `loaded`."""
        if self._form is None:
            raise RuntimeError("no record is open")
        return self._form

    @property
    def is_open(self) -> bool:
        """Whether a record is shown."""
        return self._form is not None

    def value(self, field: str) -> Json:
        """Return what a field shows."""
        return self.form.fields[field].value

    def open_new(self, kind: str, case: CaseId | None) -> None:
        """Begin a record; nothing is written until a field is touched."""
        self._open(partial(records.new_form, self._session, kind, case))

    def open_new_case(self, kind: str, make_case: Callable[[], CaseId]) -> None:
        """Begin a record of a case that does not exist yet; `make_case` runs in the store at the first draft."""
        self._make_case, self._made_case = make_case, None
        self.open_new(kind, None)

    def open_newest(self, kind: str, case: CaseId) -> None:
        """Open the newest record of a kind in a case, or begin one."""
        self._open(partial(records.newest_form, self._session, kind, case))

    def open(self, record: RecordId) -> None:
        """Open one record with its draft."""
        self._open(partial(records.open_form, self._session, record))

    def open_with(self, read: Callable[[], RecordForm]) -> None:
        """Open what a use case prepares; `read` runs in the store's thread."""
        self._open(read)

    def set_value(self, field: str, value: Json) -> None:
        """Take what the worker typed or chose; it is a draft in the store within a second."""
        if self._form is not None and field in self._form.fields:
            self._bases.setdefault(field, self._form.fields[field].base)
        self._pending[field] = value
        self._show(field, value)
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self._save_timer.start()
        self.field_changed.emit(field)

    def set_values(self, values: dict[str, Json]) -> None:
        """Take several fields that belong together."""
        for field, value in values.items():
            self.set_value(field, value)

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save what is written as one signed change, then call `then`. Nothing to save is fine."""
        if self._form is None:
            if then is not None:
                then()
            return
        waiting = self._after_save if self._after_save is not None else []
        if then is not None:
            waiting.append(then)
        self._after_save = waiting
        self._save_timer.stop()
        self._go_on()

    def record(self, make: Callable[[RecordId], Saved], then: Callable[[], None] | None = None) -> None:
        """Make the draft a record by its own use case: for kinds that wait for their button (a consent, a decision).

        For those kinds `save` only keeps the draft.
        """
        self._make_record = make
        self.save(then)

    def finish_now(self) -> None:
        """Write what is pending and wait for it: before a lock or the end of the program.

        Raises LuotsiError when it cannot be written; then all of it is still here.
        """
        if self._form is None and self._pending and self._read is not None:
            self._form = self._with_pending(self._background.store_now(self._read))
        batch = {**self._in_flight, **self._pending}  # what is on its way may not have arrived
        if self._form is None or not batch:
            return
        self._form = self._with_case(self._background.store_now(partial(self._keep, self._form, batch)))
        self._pending.clear()

    def close(self) -> None:
        """Leave the record: save it and stop listening."""
        self.save(self._stop_listening)

    def _open(self, read: Callable[[], RecordForm]) -> None:
        self._read = read
        self._background.in_store(read, self._on_opened)

    def _on_opened(self, form: RecordForm) -> None:
        self._read = None
        self._form = self._with_pending(form)
        self.loaded.emit()
        self._go_on_soon()

    def _keep_draft(self) -> None:
        self._go_on()

    def _go_on(self) -> None:
        """Do the next thing: first drafts, then the save that was asked for. One at a time keeps every base true."""
        if self._busy or self._form is None:
            return
        if self._pending:
            self._in_flight, self._pending = self._pending, {}
            self._busy = True
            work = partial(self._keep, self._form, self._in_flight)
            self._background.in_store(work, self._on_kept, self._on_not_kept)
        elif self._after_save is not None:
            self._busy = True
            self._background.in_store(self._save_and_read, self._on_saved, self._on_failed)

    def _keep(self, form: RecordForm, batch: dict[str, Json]) -> CaseId | None:
        """Write a draft; runs in the store's thread. Makes the case before the first one."""
        if form.case is None and self._make_case is not None:
            self._made_case = self._made_case or self._make_case()
            form = replace(form, case=self._made_case)
        records.keep_draft(self._session, form, batch)
        return form.case

    def _with_case(self, case: CaseId | None) -> RecordForm:
        self._make_case = None
        return replace(self.form, case=case)

    def _on_kept(self, case: CaseId | None) -> None:
        self._form = self._with_case(case)
        self._busy, self._in_flight = False, {}
        self._bases = {name: base for name, base in self._bases.items() if name in self._pending}
        self._draft_timer.setInterval(DRAFT_AFTER_MS)
        self.draft_kept.emit()
        self._go_on_soon()

    def _on_not_kept(self, error: Exception) -> None:
        self._pending, self._in_flight = {**self._in_flight, **self._pending}, {}
        self._on_failed(error)
        self._draft_timer.start(TRY_AGAIN_AFTER_MS)

    def _save_and_read(self) -> tuple[Saved, RecordForm | None]:
        if self._make_record is not None:
            saved = self._make_record(self.form.record)
        elif self.form.kind in records.WAIT_FOR_THEIR_BUTTON:
            return Saved(NOTHING_CHANGED), None
        else:
            saved = records.save(self._session, self.form.record)
        return saved, records.find_form(self._session, self.form.record)

    def _on_saved(self, outcome: tuple[Saved, RecordForm | None]) -> None:
        saved, form = outcome
        self._busy, self._make_record = False, None
        callbacks, self._after_save = self._after_save or [], None
        if form is not None:
            self._form = self._with_pending(form)
        if saved.cases or saved.wrote:
            self._feed.tell(saved.cases)
            self.wrote.emit(self.form.record)
        self.problems = saved.problems
        self.saved.emit(saved.problems)
        for callback in callbacks:
            callback()
        self._go_on_soon()

    def _on_failed(self, error: Exception) -> None:
        self._busy, self._make_record = False, None
        self._after_save = None
        self._background.report(error)

    def _go_on_soon(self) -> None:
        if self._after_save is not None:
            self._go_on()
        elif self._pending:
            self._draft_timer.start()
        if self._outdated:
            self._read_again()

    def _on_changed(self, cases: frozenset[CaseId]) -> None:
        if self._form is None or (self._form.case is not None and self._form.case not in cases):
            return
        self._read_again()

    def _read_again(self) -> None:
        """Show what arrived meanwhile; a record saved by a sync round exists from then on."""
        self._outdated = self._busy
        if not self._busy and self._form is not None:
            self._background.in_store(partial(records.find_form, self._session, self._form.record), self._on_read_again)

    def _on_read_again(self, form: RecordForm | None) -> None:
        if form is None and self._form is not None and self._form.exists:
            nothing = {name: FormField(None, ()) for name in self._form.fields}  # it has been struck out
            form = replace(self._form, exists=False, changed_at=None, fields=nothing)
        if form is None or self._form is None or form.record != self._form.record:
            return
        before, self._form = self._form, self._with_pending(form)
        if any(_shown(before, name) != _shown(self._form, name) for name in form.fields):
            self.loaded.emit()

    def _with_pending(self, form: RecordForm) -> RecordForm:
        """Lay what is not yet a draft over what was read, keeping the base it was typed over."""
        fields = dict(form.fields)
        for name, value in {**self._in_flight, **self._pending}.items():
            if name in fields:
                base = self._bases.setdefault(name, fields[name].base)
                fields[name] = replace(fields[name], value=value, base=base)
        return replace(form, fields=fields)

    def _show(self, field: str, value: Json) -> None:
        if self._form is not None:
            fields = dict(self._form.fields)
            fields[field] = replace(fields.get(field, FormField(None, ())), value=value)
            self._form = replace(self._form, fields=fields)

    def _stop_listening(self) -> None:
        self._feed.changed.disconnect(self._on_changed)


def _shown(form: RecordForm, name: str) -> tuple[Json, object]:
    field = form.fields.get(name)
    return (None, ()) if field is None else (field.value, field.conflict)
