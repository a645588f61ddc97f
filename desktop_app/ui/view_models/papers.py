"""Letters and forms on the screen: composed beside the window, kept in memory alone, noted when they went out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.sheets.forms import FILE_NAME, JOB_NAME
from desktop_app.sheets.letter import Letter, write_letters
from desktop_app.ui.view_models.printing import Printing
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases.chosen_file import write_chosen
from desktop_app.use_cases.letter_words import LANGUAGES
from desktop_app.use_cases.referral import ON_PAPER
from desktop_app.use_cases.session import Changed

__all__ = ["FILE_NAME", "JOB_NAME", "LANGUAGES", "ON_PAPER", "PaperWork", "PapersViewModel", "Wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be on paper: the language (empty: as the letter goes), level 4 or not, and which of the `others`."""

    language: str = ""
    with_safety: bool = False
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PaperWork:
    """What a page lets be printed.

    `letters` composes what is wanted, `log` notes in the access log that it was printed or saved, `note` records how it
    went out, all in the store's thread; `others` are more
    papers that may be printed in the same job, by code; `languages` are offered; `asks_safety` that level 4 may be
    chosen.
    """

    letters: Callable[[Wanted], tuple[Letter, ...]]
    log: Callable[[], None]
    note: Callable[[str, Wanted], Changed] | None = None
    others: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    asks_safety: bool = False
    begins_with: Wanted = field(default_factory=Wanted)


class PapersViewModel(QObject):
    """`pdf` is everything wanted as one document; empty while nothing is drawn or nothing is wanted."""

    changed = Signal()
    noted = Signal()
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, work: PaperWork, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self.work = around, work
        self.wanted = work.begins_with
        self.pdf = b""
        self.letters: tuple[Letter, ...] = ()
        self.busy = False
        self.printing = Printing(around, self)
        self._asked = 0

    @property
    def language(self) -> str:
        """The language of the papers on the screen."""
        return self.letters[0].language if self.letters else self.wanted.language

    @property
    def is_draft(self) -> bool:
        """Whether one of them is a draft: it says so on every page and does not count as sent."""
        return any(letter.head.draft for letter in self.letters)

    def choose(
        self, *, language: str | None = None, with_safety: bool | None = None, other: tuple[str, bool] | None = None
    ) -> None:
        """Choose another language, level 4 or not, or one more paper or one less."""
        wanted = self.wanted
        if language is not None:
            wanted = replace(wanted, language=language)
        if with_safety is not None:
            wanted = replace(wanted, with_safety=with_safety)
        if other is not None:
            code, on = other
            wanted = replace(wanted, others=wanted.others | {code} if on else wanted.others - {code})
        self.wanted = wanted
        self.read()

    def read(self) -> None:
        """Compose and draw what is wanted; until then nothing can be printed."""
        self._asked += 1
        self.pdf = b""
        self.changed.emit()
        failed = partial(self._on_failed, self._asked)
        work = partial(self.work.letters, self.wanted)
        self._around.background.in_store(work, partial(self._on_letters, self._asked), failed)

    def save(self, path: Path) -> None:
        """Write the document on the screen into a file that the worker named. Raises LuotsiError `disk_failed`."""
        write_chosen(path, self.pdf)
        self.log()

    def log(self) -> None:
        """Note in the access log that what is on the screen was printed or saved."""
        self._around.background.in_store(self.work.log)

    def note(self, how: str) -> None:
        """Note that what is on the screen went out, `how` one of ON_PAPER."""
        if self.work.note is None or self.busy or self.is_draft:
            return
        self.busy = True
        self.changed.emit()
        work = partial(self.work.note, how, self.wanted)
        self._around.background.in_store(work, self._on_noted, partial(self._on_failed, self._asked))

    def _on_letters(self, question: int, letters: tuple[Letter, ...]) -> None:
        if question != self._asked:
            return
        self.letters = letters
        if not letters:
            self.changed.emit()
            return
        failed = partial(self._on_failed, question)
        self._around.background.in_sheets(partial(write_letters, letters), partial(self._on_drawn, question), failed)

    def _on_drawn(self, question: int, pdf: bytes) -> None:
        if question == self._asked:
            self.pdf = pdf
            self.changed.emit()

    def _on_noted(self, cases: Changed) -> None:
        self.busy = False
        self._around.feed.tell(cases)
        self.noted.emit()

    def _on_failed(self, question: int, error: LuotsiError) -> None:
        if question == self._asked:
            self.busy = False
            self.changed.emit()
            self.failed.emit(error)
