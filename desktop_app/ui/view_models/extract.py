"""An extract for the person: who asks, what goes in, and the way to paper and file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.extract import CHOICES, HISTORY, IDENTITY_CODE, NOTES, NOTIFICATIONS, SAFETY, WHO
from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId
from desktop_app.sheets.letter import Letter
from desktop_app.ui.view_models.papers import PapersViewModel, PaperWork, Wanted
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import extract, extract_letter
from desktop_app.use_cases.chosen_file import write_chosen
from desktop_app.use_cases.contact_details import system_phone
from desktop_app.use_cases.extract import Demand, Extract, Representative
from desktop_app.use_cases.session import Session

__all__ = [
    "CHOICES",
    "HISTORY",
    "IDENTITY_CODE",
    "NOTES",
    "NOTIFICATIONS",
    "SAFETY",
    "WHO",
    "Demand",
    "ExtractViewModel",
    "Representative",
]

#: The name that the file is offered under; it says nothing.
FILE_NAME = "ote.json"


class ExtractViewModel(QObject):
    """`refusal` is the code of what stops it, `made` the extract as it is chosen while nothing does."""

    changed = Signal()
    saved = Signal()
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, case: CaseId, reference: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self._case = around, case
        self.labels, self.reference, self.phone = around.labels, reference, system_phone()
        self.demand = Demand()
        self.chosen: frozenset[str] = frozenset()
        self.representatives: tuple[Representative, ...] = ()
        self.refusal = "open"
        self.made: Extract | None = None
        self._asked = 0
        around.feed.changed.connect(self._on_feed)

    def read(self) -> None:
        """Ask what the answers so far allow."""
        self._asked += 1
        work = partial(_look, self._around.session, self._case, self.demand, self.chosen)
        self._around.background.in_store(work, partial(self._on_look, self._asked))

    def answer(self, question: str, value: str) -> None:
        """Take an answer to one of the questions (a name of `Demand`); another asker begins anew."""
        if question == "who":
            self.demand = Demand(who=value)
        elif question == "representative":
            known = next((each for each in self.representatives if each.record.hex() == value), None)
            self.demand = replace(self.demand, representative=known.record if known else None)
        else:
            answers = {name: getattr(self.demand, name) for name in ("demanded", "alone", "agrees")} | {question: value}
            self.demand = Demand(self.demand.who, representative=self.demand.representative, **answers)
        self.read()

    def choose(self, code: str, chosen: bool) -> None:
        """Let something in that goes in only when it is chosen, or leave it out again."""
        self.chosen = self.chosen | {code} if chosen else self.chosen - {code}
        self.read()

    def papers(self, language: str) -> PapersViewModel:
        """Return the extract for the paper window, in a language to begin with; what was chosen here is in it."""
        work = PaperWork(
            letters=partial(_letters, self._around.session, self._case, self.demand, self.chosen),
            log=partial(extract.log, self._around.session, self._case),
            begins_with=Wanted(language=language),
        )
        return PapersViewModel(self._around, work)

    def save(self, path: Path, language: str) -> None:
        """Write the extract as JSON into a file that the worker named."""
        work = partial(_save, self._around.session, self._case, self.demand, self.chosen, language, path)
        self._around.background.in_store(work, self._on_saved, self.failed.emit)

    def _on_look(self, question: int, found: tuple[tuple[Representative, ...], str, Extract | None]) -> None:
        if question == self._asked:
            self.representatives, self.refusal, self.made = found
            self.changed.emit()

    def _on_feed(self, cases: frozenset[CaseId]) -> None:
        if self._case in cases:
            self.read()

    def _on_saved(self, _none: None) -> None:
        self.saved.emit()


def _look(
    session: Session, case: CaseId, demand: Demand, chosen: frozenset[str]
) -> tuple[tuple[Representative, ...], str, Extract | None]:
    stopped = extract.refusal(session, case, demand)
    made = None if stopped else extract.compose(session, case, demand, chosen)
    return extract.representatives(session, case), stopped, made


def _letters(
    session: Session, case: CaseId, demand: Demand, chosen: frozenset[str], wanted: Wanted
) -> tuple[Letter, ...]:
    made = extract.compose(session, case, demand, chosen)
    return (extract_letter.letter(session, made, chosen, wanted.language or "fi"),)


def _save(session: Session, case: CaseId, demand: Demand, chosen: frozenset[str], language: str, path: Path) -> None:
    made = extract.compose(session, case, demand, chosen)
    write_chosen(path, extract_letter.as_json(session, made, language).encode())
    extract.log(session, case)
