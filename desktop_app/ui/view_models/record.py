"""One record on its page: the form, what stands beside it, and for a person how exactly the person is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.beside import beside, hidden_fields
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.view_models.childs_case import ChildsCaseViewModel
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.kept_day import KeptDay
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import access, case_cover, duplicates, duties, meeting, references
from desktop_app.use_cases.case_cover import CaseCover
from desktop_app.use_cases.duplicates import Duplicate
from desktop_app.use_cases.duties import Duties
from desktop_app.use_cases.meeting import Meeting
from desktop_app.use_cases.references import Reference
from desktop_app.use_cases.session import Changed

#: Time after the last key after which possible doubles are looked for, in milliseconds.
LOOK_AFTER_MS = 400

#: Kinds of which a case has one record, which is opened again; of the others each is a thing of its own.
SINGLE = frozenset({"person"})


#: Kinds that remind of duties to notify.
REMINDING = frozenset({"person", "child_in_finland", "statutory_notification"})

#: Kinds beside which it stands how the newest meeting was.
ABOUT_A_MEETING = frozenset({"account_and_observations"})


class RecordViewModel(QObject):
    """`changed` when what stands around the form changes. The form keeps and saves what is written."""

    changed = Signal()
    references_read = Signal()
    duplicates_found = Signal()
    filled = Signal()

    def __init__(
        self,
        around: Surroundings,
        kind: str,
        case: CaseId,
        reference: str = "",
        record: RecordId | None = None,
        parent: QObject | None = None,
        *,
        level: str | None = None,
    ) -> None:
        """`level` is how exactly the person was known when the page of the case was read, until it is read again."""
        super().__init__(parent)
        self._around, self.kind, self.case, self.reference = around, kind, case, reference
        self._record, self._level = record, level
        self.cover: CaseCover | None = None
        self.meeting = Meeting()
        self._duties: Mapping[str, str] = {}
        self._filled: str | None = None
        self.references: dict[str, tuple[Reference, ...]] = {}
        self.duplicates: tuple[Duplicate, ...] = ()
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look.timeout.connect(self._look_for_duplicates)
        self.form = FormViewModel(around.session, around.background, around.feed, self)
        self.kept = KeptDay(around, self.form, self)
        self.childs_case = ChildsCaseViewModel(around, self.form, self)
        self.form.loaded.connect(self.changed)
        self.form.field_changed.connect(self._on_field)
        self.form.loaded.connect(self._look_for_duplicates)
        self.form.saved.connect(lambda _problems: self.changed.emit())
        around.feed.changed.connect(self._on_feed)

    def read(self) -> None:
        """Open the record, the newest of its kind, or an empty one."""
        if self._record is not None:
            self.form.open(self._record)
        elif self.kind in SINGLE:
            self.form.open_newest(self.kind, self.case)
        else:
            self.form.open_new(self.kind, self.case)
        self._read_cover()
        self._read_references()
        if self.kind in REMINDING:
            self._around.background.in_store(partial(duties.read, self._around.session), self._on_duties)
        if self.kind in ABOUT_A_MEETING:
            self._around.background.in_store(partial(meeting.read, self._around.session, self.case), self._on_meeting)

    @property
    def record(self) -> RecordId | None:
        """The record once it has been saved, for its history."""
        return self.form.form.record if self.form.is_open and self.form.form.exists else None

    @property
    def identity_level(self) -> str | None:
        """How exactly the person is known; None where the case has no cover of its own."""
        return self.cover.identity_level if self.cover is not None else self._level

    def choose_identity_level(self, level: str) -> None:
        """Record how exactly the person is known."""
        work = partial(case_cover.set_identity_level, self._around.session, self.case, level)
        self._around.background.in_store(work, self._around.feed.tell)

    def hidden(self) -> frozenset[str]:
        """Return the fields that are not shown now."""
        level = self.identity_level if self.identity_level is not None else ""
        return hidden_fields(self.kind, level)

    def beside(self) -> tuple[str, ...]:
        """Return codes of the sentences that stand beside the record."""
        if not self.form.is_open:
            return ()
        return beside(self.kind, self.form.form.values(), self._around.session.now())

    @property
    def child_welfare(self) -> str:
        """What a notification to child welfare is for this organisation, told beside a child; empty elsewhere."""
        reminded = {"child_path", "child_in_danger"} & {*self.beside()}
        return self._duties.get(duties.CHILD_WELFARE, "") if reminded else ""

    def log_shown(self, field: str) -> None:
        """Note in the log that a field of level 4 was shown."""
        work = partial(access.log_shown, self._around.session, self.case, self.kind, [field])
        self._around.background.in_store(work)

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self.form.save(then)

    def _on_feed(self, cases: Changed) -> None:
        if self.case in cases:
            self._read_cover()
            self._read_references()

    def _on_field(self, field: str) -> None:
        self.changed.emit()
        if self.kind == "statutory_notification" and field == "kind":
            self._follow_kind()
        if field in duplicates.FIELDS:
            self._look.start()

    def _look_for_duplicates(self) -> None:
        """Look whether the person has a case already, shortly after the last key."""
        if self.kind == "person" and self.form.is_open:
            work = partial(duplicates.find, self._around.session, self.case, self.form.form.values())
            self._around.background.in_store(work, self._on_duplicates)

    def _on_duplicates(self, found: tuple[Duplicate, ...]) -> None:
        if found != self.duplicates:
            self.duplicates = found
            self.duplicates_found.emit()

    def _read_references(self) -> None:
        """Read what the fields that point at something may point at."""
        work = partial(references.offered, self._around.session, self.kind, self.case)
        self._around.background.in_store(work, self._on_references)

    def _on_references(self, found: dict[str, tuple[Reference, ...]]) -> None:
        self.references = found
        self.references_read.emit()

    def _read_cover(self) -> None:
        if self.kind == "person":
            work = partial(case_cover.find, self._around.session, self.case)
            self._around.background.in_store(work, self._on_cover)

    def _on_duties(self, found: Duties) -> None:
        self._duties = found.by_kind
        self.changed.emit()

    def _follow_kind(self) -> None:
        """A new notification is a duty or a right as the organisation has it, until the worker says otherwise."""
        duty = self._duties.get(str(self.form.value("kind")))
        if duty is not None and self.form.value("duty") in (None, self._filled):
            self._filled = duty
            self.form.set_value("duty", duty)
            self.filled.emit()

    def _on_meeting(self, found: Meeting) -> None:
        self.meeting = found
        self.changed.emit()

    def _on_cover(self, cover: CaseCover | None) -> None:
        self.cover, self._level = cover, None
        self.changed.emit()
