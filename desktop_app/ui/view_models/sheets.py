"""Sheets for the person met: language first, then sheet; drawn beside the window, kept in memory alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.view_models.printing import Printing
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import cases, information, sheets
from desktop_app.use_cases.cases import CasePage, CaseRow, ListRequest
from desktop_app.use_cases.chosen_file import write_chosen
from desktop_app.use_cases.session import Changed, Session
from desktop_app.use_cases.sheets import FILE_NAME, JOB_NAME, Form, Preview, RenderedSheet, SheetInfo, SheetState

__all__ = [
    "FILE_NAME",
    "JOB_NAME",
    "NUMBERS",
    "CaseRow",
    "Collected",
    "Form",
    "SheetInfo",
    "SheetState",
    "SheetsViewModel",
]

#: Stands for the sheet of numbers alone, which prints in every language.
NUMBERS = "numbers"

#: As many cases as the choice offers, those opened last.
_CASES = 50


@dataclass(frozen=True, slots=True)
class Collected:
    """One sheet of those that are printed together: its id, what was drawn, and the case whose reference is on it."""

    sheet: str
    drawn: RenderedSheet
    named: CaseId | None = None


class SheetsViewModel(QObject):
    """What is chosen and drawn: `shown` is the sheet on the screen, `may_print` that all of it may be handed over.

    `named` is the case whose reference stands on it.
    """

    changed = Signal()
    recorded = Signal()
    failed = Signal(LuotsiError)

    def __init__(
        self, around: Surroundings, language: str, case: CaseId | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self.sheets: tuple[SheetInfo, ...] = sheets.sheet_list()
        self.sheet = self.sheets[0].sheet_id
        self.language = language
        self.beside = True
        self.form = Form.STANDARD
        self.discreet = False
        self.named: CaseId | None = None
        self.pile: tuple[Collected, ...] = ()
        self.case = case
        self.rows: tuple[CaseRow, ...] = ()
        self.shown: RenderedSheet | None = None
        self.may_print = False
        self.contacts_old = False
        self.lacks_phone = False
        self.printing = Printing(around, self)
        self._worker_language = language
        self._asked = 0
        self._of: tuple[str, CaseId | None] = (self.sheet, None)  # what is on the screen, while the next is drawn
        self._approved: frozenset[str] | None = None  # not known before the first change
        around.feed.changed.connect(lambda _cases: self._on_feed())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of which there is some sheet, the office's own first."""
        return tuple(dict.fromkeys(language for sheet in self.sheets for language in sheet.languages))

    @property
    def is_draft(self) -> bool:
        """Whether the text on the screen has not been checked: it can be looked at and read aloud, not handed over."""
        return self.shown is not None and self.shown.state is SheetState.DRAFT

    @property
    def takes_reference(self) -> bool:
        """Whether the chosen sheet has lines for the reference of a case."""
        return self.sheet != NUMBERS and sheets.takes_reference(self.sheet)

    @property
    def given(self) -> tuple[Collected, ...]:
        """What is recorded as given: everything collected, else the sheet on the screen."""
        if self.pile or self.shown is None:
            return self.pile
        return (self._collected(self.shown),)

    @property
    def today(self) -> date:
        """The day of today."""
        return self._around.session.now().date()

    def read(self) -> None:
        """Draw what is chosen and read the cases on which giving can be recorded."""
        self._draw()
        self._read_cases()

    def choose(
        self,
        *,
        sheet: str | None = None,
        language: str | None = None,
        beside: bool | None = None,
        form: Form | None = None,
        discreet: bool | None = None,
    ) -> None:
        """Choose another sheet, the person's language, the form, or whether the worker's language stands beside it."""
        self.form = form if form is not None else self.form
        self.discreet = discreet if discreet is not None else self.discreet
        self.sheet = sheet if sheet is not None else self.sheet
        self.language = language if language is not None else self.language
        self.beside = beside if beside is not None else self.beside
        if not self.takes_reference:
            self.named = None
        self._draw()

    def name_case(self, case: CaseId | None) -> None:
        """Put the reference of a case on the sheet, or take it off."""
        if case != self.named:
            self.named = case
            self._draw()

    def speak(self, worker_language: str) -> None:
        """Take the worker's language, which stands beside the person's."""
        if worker_language != self._worker_language:
            self._worker_language = worker_language
            self._draw()

    def save(self, path: Path) -> bool:
        """Write the sheet on the screen as PDF, a draft with its watermark; False, and `failed`, where it cannot be."""
        if self.shown is None:
            return False
        try:
            write_chosen(path, self.shown.pdf)
        except LuotsiError as error:
            self.failed.emit(error)
            return False
        return True

    def collect(self) -> None:
        """Put the sheet on the screen with those that are printed together; a draft is not collected."""
        if self.shown is not None and self.may_print:
            self.pile = (*self.pile, self._collected(self.shown))
            self.changed.emit()

    def _collected(self, shown: RenderedSheet) -> Collected:
        sheet, named = self._of
        return Collected(sheet, shown, named)

    def drop_collected(self) -> None:
        """Forget what was collected."""
        self.pile = ()
        self.changed.emit()

    def to_print(self) -> tuple[bytes, ...]:
        """What is printed as one job: everything collected, else the sheet on the screen."""
        if self.pile:
            return tuple(each.drawn.pdf for each in self.pile)
        return (self.shown.pdf,) if self.shown is not None and self.may_print else ()

    def record_given(self, case: CaseId, how: str, carried: str | None, to_whom: str | None = None) -> None:
        """Record on a case that the sheet, or each of those collected, was given, read aloud or shown."""
        if not self.given or self.names_another(case):
            return
        work = partial(_recorded, self._around.session, case, self.given, how, carried, to_whom)
        self._around.background.in_store(work, self._on_recorded)

    def names_another(self, case: CaseId) -> bool:
        """Whether the reference of another case stands on what would be recorded: it is not for this person."""
        return any(each.named not in (None, case) for each in self.given)

    def _draw(self) -> None:
        self._asked += 1
        beside = self._worker_language if self.beside and self._worker_language != self.language else None
        session, sheet, language = self._around.session, self.sheet, self.language
        work = partial(_drawn, session, sheet, language, beside, self.form, self.discreet, self.named)
        self._around.background.in_sheets(
            work, partial(self._on_drawn, self._asked, (sheet, self.named)), partial(self._on_failed, self._asked)
        )

    def _on_drawn(self, question: int, of: tuple[str, CaseId | None], preview: Preview) -> None:
        if question != self._asked:
            return
        self._of = of
        self.shown, self.may_print, self.contacts_old = preview.sheet, preview.may_print, preview.contacts_old
        self.lacks_phone = preview.lacks_phone
        self.changed.emit()

    def _on_failed(self, question: int, error: LuotsiError) -> None:
        """Show nothing rather than what was chosen before."""
        if question != self._asked:
            return
        self.shown, self.may_print = None, False
        self.changed.emit()
        self.failed.emit(error)

    def _on_feed(self) -> None:
        """Read the cases again, and draw anew when a text has been approved, or an approval taken back."""
        self._read_cases()
        self._around.background.in_store(partial(sheets.approved_texts, self._around.session), self._on_approved)

    def _on_approved(self, approved: frozenset[str]) -> None:
        if approved == self._approved:
            return
        self._approved = approved
        self.pile = tuple(each for each in self.pile if sheets.may_still_print(each.sheet, each.drawn, approved))
        if self.shown is not None:
            self._draw()

    def _read_cases(self) -> None:
        request = ListRequest(order="opened", limit=_CASES)
        self._around.background.in_store(partial(cases.page, self._around.session, request), self._on_cases)

    def _on_cases(self, page: CasePage) -> None:
        self.rows = page.rows
        self.changed.emit()

    def _on_recorded(self, cases: Changed) -> None:
        self.pile = ()
        self._around.feed.tell(cases)
        self.recorded.emit()
        self.name_case(None)  # the next sheet is for somebody else until the worker says otherwise


def _drawn(
    session: Session,
    sheet: str,
    language: str,
    beside: str | None,
    form: Form,
    discreet: bool,
    case: CaseId | None,
) -> Preview:
    """Draw a sheet; runs in the sheets' thread."""
    if sheet == NUMBERS:
        return sheets.numbers_preview(session, language, beside, form=form, discreet=discreet)
    return sheets.preview(session, sheet, language, beside, form=form, discreet=discreet, case=case)


def _recorded(
    session: Session,
    case: CaseId,
    given: tuple[Collected, ...],
    how: str,
    carried: str | None,
    to_whom: str | None,
) -> Changed:
    """Record each sheet; runs in the store's thread."""
    changed: Changed = frozenset()
    for each in given:
        drawn = each.drawn
        changed |= information.record_given(
            session,
            case,
            sheet=each.sheet,
            language=drawn.language,
            revision=str(drawn.revision),
            state=drawn.state.value,
            how=how,
            carried=carried,
            variant=sheets.variant(drawn.form, discreet=drawn.discreet, reference=bool(drawn.reference)),
            to_whom=to_whom,
        )
    return changed
