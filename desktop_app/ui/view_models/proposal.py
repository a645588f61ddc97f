"""The proposal of a case: its text being written, what would leave, sending, and what came back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.purposes import SEND_PROPOSAL
from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.sheets.letter import Letter
from desktop_app.ui.language import screen_language
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.papers import PapersViewModel, PaperWork, Wanted
from desktop_app.ui.view_models.supplement import SupplementViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import access, consent_form, contact_details, hints, proposal, proposal_letter, proposal_view
from desktop_app.use_cases.proposal import LANGUAGES
from desktop_app.use_cases.proposal_view import Piece, ProposalView, Stays
from desktop_app.use_cases.session import Changed, Session

__all__ = ["CONSENT_FORM", "LANGUAGES", "Piece", "ProposalView", "ProposalViewModel", "Stays"]

#: The paper that may be printed together with the proposal.
CONSENT_FORM = "consent_form"

#: States in which nothing has been sent yet.
BEFORE_SENDING = frozenset({"draft", "ready"})


class ProposalViewModel(QObject):
    """What leaves is read again after each save and each tick; sending saves first."""

    changed = Signal()
    sent = Signal()
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, case: CaseId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self.case = around, case
        self.form = FormViewModel(around.session, around.background, around.feed, self)
        self.supplement = SupplementViewModel(around, case, self.form.save, parent=self)
        self.view: ProposalView | None = None
        self.phone = contact_details.system_phone()
        self.busy = False
        self._ticked: frozenset[RecordId] | None = None
        around.feed.changed.connect(self._on_changed)

    @property
    def is_sent(self) -> bool:
        """Whether a version has gone out; what was sent stands as it was."""
        return self.view is not None and self.view.state not in BEFORE_SENDING

    def read(self) -> None:
        """Open the text and read what would leave."""
        self.form.open_newest("proposal", self.case)
        self._read()
        self.supplement.read()

    def now(self) -> datetime:
        """The present moment, for days as spoken."""
        return self._around.session.now()

    def tick(self, record: RecordId, on: bool) -> None:
        """Take a record along, or leave it."""
        if self.view is None:
            return
        ticked = {piece.record for piece in self.view.pieces if piece.ticked}
        self._ticked = frozenset(ticked | {record} if on else ticked - {record})
        self._read()

    def sentences_to_look_at(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return (start, end) of sentences in which an act could be read that the person may be blamed for."""
        return hints.sentences(text)

    def send(self) -> None:
        """Save what is written and send one frozen version; it leaves the laptop with the next sync."""
        if self.busy:
            return
        self.busy = True
        self.changed.emit()
        self.form.save(self._send)

    def papers(self) -> PapersViewModel:
        """Return the proposal as paper, with what is ticked now; save what is written first."""
        session, case, ticked = self._around.session, self.case, self._ticked
        note = None if self.is_sent else partial(_note_sent, session, case, ticked)
        work = PaperWork(
            partial(_letters, session, case, ticked, screen_language()),
            partial(access.note, session, case, access.PRINTED, "proposal"),
            note=note,
            others=(CONSENT_FORM,),
            asks_safety=True,
        )
        return PapersViewModel(self._around, work)

    def _send(self) -> None:
        work = partial(proposal.send, self._around.session, self.case, self._ticked, screen_language())
        self._around.background.in_store(work, self._on_sent, self._on_failed)

    def _on_sent(self, cases: Changed) -> None:
        self.busy = False
        self._around.feed.tell(cases | {self.case})
        self.sent.emit()

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)

    def _on_changed(self, cases: frozenset[CaseId]) -> None:
        if not cases or self.case in cases:
            self._read()

    def _read(self) -> None:
        work = partial(proposal_view.view, self._around.session, self.case, self._ticked)
        self._around.background.in_store(work, self._on_view)

    def _on_view(self, view: ProposalView) -> None:
        self.view = view
        self.changed.emit()


def _letters(
    session: Session, case: CaseId, ticked: Collection[RecordId] | None, workers_language: str, wanted: Wanted
) -> tuple[Letter, ...]:
    """Compose the proposal and, where wanted, the consent form; runs in the store's thread."""
    language = wanted.language or proposal_letter.language_of(session, case, workers_language)
    found = (proposal_letter.letter(session, case, language, ticked, with_safety=wanted.with_safety),)
    if CONSENT_FORM in wanted.others:
        return (*found, *consent_form.letters(session, case, (SEND_PROPOSAL,), language))
    return found


def _note_sent(
    session: Session, case: CaseId, ticked: Collection[RecordId] | None, how: str, wanted: Wanted
) -> Changed:
    """Note how the letter went; runs in the store's thread."""
    return proposal_letter.note_sent(session, case, how, ticked, with_safety=wanted.with_safety)
