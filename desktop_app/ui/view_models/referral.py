"""A referral being written: what the rules propose, what would leave with these ticks, and sending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.sheets.letter import Letter
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.papers import PapersViewModel, PaperWork, Wanted
from desktop_app.ui.view_models.supplement import SupplementViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import access, contact_details, referral, referral_letter, referral_view
from desktop_app.use_cases.referral import ON_PAPER
from desktop_app.use_cases.referral_view import AnswerLine, GroupLine, ReferralView
from desktop_app.use_cases.session import Changed, Session

__all__ = ["ON_PAPER", "AnswerLine", "GroupLine", "ReferralView", "ReferralViewModel"]

#: Fields of which a change answers what the reader would ask.
_ADVISED = frozenset({"asked_help", "person_wishes"})

#: Fields of which a change asks anew who may receive, in which language, and what may leave.
_DECIDING = frozenset({"recipient_kind", "recipient", "basis", "basis_section"})


class ReferralViewModel(QObject):
    """`form` is the referral, `code_form` the person's record, of which the page asks the identity code alone."""

    changed = Signal()
    sent = Signal()
    failed = Signal(LuotsiError)

    def __init__(
        self, around: Surroundings, case: CaseId, record: RecordId | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._around, self.case, self._record = around, case, record
        self.form = FormViewModel(around.session, around.background, around.feed, self)
        self.code_form = FormViewModel(around.session, around.background, around.feed, self)
        self.supplement = SupplementViewModel(around, case, self.leave, parent=self)
        self.view: ReferralView | None = None
        self.phone = contact_details.system_phone()
        self.emergency = contact_details.emergency_number()
        self.busy = False
        self._groups: frozenset[str] | None = None
        self._kind_chosen = False
        self._asked = 0
        self.form.loaded.connect(self._read)
        self.form.field_changed.connect(self._on_field)
        self.code_form.saved.connect(lambda _problems: self._read())
        around.feed.changed.connect(self._on_changed)

    @property
    def is_sent(self) -> bool:
        """Whether a version has gone out; what was sent stands as it was."""
        return self.view is not None and self.view.course.state != "draft"

    def read(self) -> None:
        """Open the referral, and the person's record for the identity code."""
        self.form.open_with(partial(referral_view.form, self._around.session, self.case, self._record))
        self.code_form.open_newest("person", self.case)

    def now(self) -> datetime:
        """The present moment, for days as spoken."""
        return self._around.session.now()

    def tick(self, group: str, on: bool) -> None:
        """Take a data group along, or leave it."""
        if self.view is None:
            return
        ticked = {line.group for line in self.view.groups if line.ticked}
        self._groups = frozenset(ticked | {group} if on else ticked - {group})
        self._read()

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self.code_form.save(lambda: self.form.save(then))

    def send(self, how: str = "sync") -> None:
        """Save what is written and send one frozen version, or note how the letter went."""
        if self.busy or self.view is None or not self.form.is_open:
            return
        self.busy = True
        shown = frozenset(line.group for line in self.view.groups if line.ticked)
        self.changed.emit()
        self.form.set_value("recipient", self.form.value("recipient"))  # what was proposed and left so is chosen now
        self.leave(partial(self._send, how, shown))

    def papers(self, then: Callable[[PapersViewModel], None]) -> None:
        """Save what is written, then give the letter that the page shows as paper."""
        if self.view is not None and self.form.is_open:
            shown = frozenset(line.group for line in self.view.groups if line.ticked)
            self.form.set_value("recipient", self.form.value("recipient"))
            self.leave(lambda: then(PapersViewModel(self._around, self._paper_work(shown))))

    def _paper_work(self, groups: frozenset[str]) -> PaperWork:
        record = self.form.form.record
        session = self._around.session
        log = partial(access.note, session, self.case, access.PRINTED, "referral")
        return PaperWork(partial(_letters, session, self.case, record, groups), log, languages=())

    def _send(self, how: str, groups: frozenset[str]) -> None:
        """Send no more than the page showed when the button was pressed."""
        record = self.form.form.record
        work = partial(referral.send, self._around.session, self.case, record, groups, how)
        self._around.background.in_store(work, self._on_sent, self._on_failed)

    def _on_sent(self, cases: Changed) -> None:
        self.busy = False
        self._record = self.form.form.record
        self.form.open(self._record)
        self._around.feed.tell(cases | {self.case})
        self.sent.emit()

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)

    def _on_field(self, field: str) -> None:
        if field == "recipient_kind":
            self._kind_chosen = True
        if field in _DECIDING:
            self._groups = None
        if field in _DECIDING or field in _ADVISED:
            self._read()

    def _on_changed(self, cases: Changed) -> None:
        if not cases or self.case in cases:
            self._read()

    def _read(self) -> None:
        if not self.form.is_open:
            return
        form = self.form.form
        self.supplement.of = form.record
        self.supplement.read()
        work = partial(referral_view.view, self._around.session, self.case, form.record, form.values(), self._groups)
        self._asked += 1
        self._around.background.in_store(work, partial(self._on_view, self._asked))

    def _on_view(self, asked: int, view: ReferralView) -> None:
        """Show the answer to what was asked last: an older one would put another recipient beside the kind chosen."""
        if asked != self._asked:
            return
        self.view = view
        if self._kind_chosen:
            self._kind_chosen = False
            self._follow_kind(view)
        self.changed.emit()

    def _follow_kind(self, view: ReferralView) -> None:
        """Another kind of recipient has other recipients, and perhaps another language."""
        self.form.set_value("recipient", view.recipients[0].value if view.recipients else None)
        self.form.set_value("language", view.language)


def _letters(
    session: Session, case: CaseId, record: RecordId, groups: frozenset[str], _wanted: Wanted
) -> tuple[Letter, ...]:
    """Compose the letter in the referral's own language; runs in the store's thread."""
    return (referral_letter.letter(session, case, record, groups),)
