"""The statistics of the periods that have ended: counted and fixed once, seen by place, written into files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.language import screen_language
from desktop_app.ui.view_models.papers import PapersViewModel, PaperWork, Wanted
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import access, statistics, statistics_file
from desktop_app.use_cases.chosen_file import write_chosen
from desktop_app.use_cases.session import Changed, Session
from desktop_app.use_cases.statistics import Period
from desktop_app.use_cases.statistics_words import Line, StatisticsWords


@dataclass(frozen=True, slots=True)
class Chart:
    """One table in the language of the screen."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """The periods, the one that is shown, its places and its charts: none while it is not fixed."""

    periods: tuple[Period, ...] = ()
    period: str = ""
    place: str = ""
    places: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    fixed: bool = False
    may_fix: bool = False
    system: bool = False


class StatisticsViewModel(QObject):
    """Reads again when another period or place is chosen, and when something was fixed or came."""

    changed = Signal()
    saved = Signal()
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.view: StatisticsView | None = None
        self.busy = False
        self._period = self._place = ""
        around.feed.changed.connect(self._on_feed)

    def words(self, language: str) -> StatisticsWords:
        """Return the words of tables in the language of the screen."""
        return StatisticsWords(self._around.labels, language)

    def read(self) -> None:
        """Read the periods and the figures of the one chosen, the newest at first, with their words."""
        work = partial(_read, self._around.session, self.words(screen_language()), self._period, self._place)
        self._around.background.in_store(work, self._on_view, self._on_failed)

    def choose(self, period: str | None = None, place: str | None = None) -> None:
        """Show another period or place."""
        self._period = self._period if period is None else period
        self._place = self._place if place is None else place
        self.read()

    def fix(self) -> None:
        """Count the period that is shown and fix its figures."""
        if self.view is None or self.busy:
            return
        self.busy = True
        self.changed.emit()
        work = partial(statistics.fix, self._around.session, self.view.period)
        self._around.background.in_store(work, self._on_fixed, self._on_failed)

    def save_csv(self, path: Path, language: str) -> None:
        """Write the whole period into a file that the worker named."""
        work = partial(_save_csv, self._around.session, self._shown, path, language)
        self._around.background.in_store(work, lambda _none: self.saved.emit(), self._on_failed)

    def papers(self, language: str) -> PapersViewModel:
        """Return the paper of the whole period, to be looked at, printed and saved."""
        session, period = self._around.session, self._shown
        work = PaperWork(
            letters=lambda wanted: (statistics_file.as_letter(session, period, wanted.language),),
            log=partial(_note, session, access.PRINTED),
            begins_with=Wanted(language=language),
        )
        return PapersViewModel(self._around, work)

    @property
    def _shown(self) -> str:
        return self.view.period if self.view is not None else ""

    def _on_feed(self, _cases: Changed) -> None:
        self.read()

    def _on_view(self, view: StatisticsView) -> None:
        self.view = view
        self._period, self._place = view.period, view.place
        self.changed.emit()

    def _on_fixed(self, cases: Changed) -> None:
        self.busy = False
        self._around.feed.tell(cases)

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)


def _read(session: Session, words: StatisticsWords, period: str, place: str) -> StatisticsView:
    periods = statistics.periods(session)
    shown = next((each for each in periods if each.code == period), periods[0] if periods else None)
    may_fix, system = statistics.may_fix(session), statistics.is_system(session)
    if shown is None:
        return StatisticsView(may_fix=may_fix, system=system)
    places = statistics.places(session, shown.code)
    place = place if place in places else places[0]
    tables = statistics.tables(session, shown.code, place) if shown.fixed else ()
    charts = tuple(Chart(words.table(each.code), words.lines(each)) for each in tables)
    return StatisticsView(periods, shown.code, place, places, charts, shown.fixed, may_fix, system)


def _save_csv(session: Session, period: str, path: Path, language: str) -> None:
    write_chosen(path, statistics_file.as_csv(session, period, language))
    _note(session, access.EXPORTED)


def _note(session: Session, what: str) -> None:
    statistics.note_file(session, what)
