"""A process that times the window at work with people: `people_window FOLDER PASSPHRASE GIVEN FAMILY`.

It types the names of somebody known into the form of a new person, which looks for a person met before, and goes
through the statistics. Prints for each the longest turn of the event loop: milliseconds by the clock and of its work.
"""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.kind import OrgKind
from desktop_app.ui.application import Application
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.pages.statistics_page import StatisticsPage
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.ui.view_models.statistics import StatisticsViewModel
from desktop_app.use_cases import cases
from tests.benchmarks.opened_window import opened
from tests.benchmarks.typing_window import KEY_MS, SETTLE_MS, Turns

PERIODS = ("2025", "2024", "2025-1", "2024-2", "2025")
#: As the look for doubles waits after the last key, and longer.
PAUSE_MS = 900

Step = tuple[int, Callable[[], None]]


class Play(QObject):
    """Does one step after another, each some milliseconds after the one before."""

    def __init__(self, parent: QWidget, steps: Iterator[Step]) -> None:
        super().__init__(parent)
        self._steps = steps
        self._next()

    def _next(self) -> None:
        step = next(self._steps, None)
        if step is not None:
            wait, act = step
            QTimer.singleShot(wait, self, partial(self._do, act))

    def _do(self, act: Callable[[], None]) -> None:
        act()
        self._next()


def key(field: QWidget, letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.postEvent(field, event)


def steps(application: Application, taken: dict[str, tuple[float, float]]) -> Iterator[Step]:
    assert application.work is not None
    assert application.work.around is not None
    window, around = application.window, application.work.around
    turns = Turns(window)
    case, _ = cases.open_new(around.session)
    model = RecordViewModel(around, "person", case, "Koivu 1", None)
    page = RecordPage(model, around.labels)
    window.show_page(page)
    yield SETTLE_MS, lambda: None
    while not page.cards.is_made:  # whoever asks for a field earlier waits for the whole form
        yield SETTLE_MS, lambda: None
    turns.take()
    for name, words in zip(("given_names", "family_name"), sys.argv[3:], strict=True):
        field = page.cards.form.blocks[name].editor
        yield KEY_MS, field.setFocus
        for letter in words:
            yield KEY_MS, partial(key, field, letter)
        yield PAUSE_MS, lambda: None
    taken["duplicates"] = turns.take()
    assert model.duplicates, "nobody was found: the keys did not arrive"
    cases.organisation_kind = lambda _session: OrgKind.ASSISTANCE_SYSTEM  # type: ignore[assignment] # no directory here
    statistics = StatisticsViewModel(around)
    shown = StatisticsPage(statistics, around.labels)
    window.show_page(shown)
    yield PAUSE_MS, lambda: None
    for period in PERIODS:
        yield PAUSE_MS, partial(statistics.choose, period=period, place="")
    yield PAUSE_MS, partial(statistics.choose, place="finland")
    yield PAUSE_MS, lambda: None
    assert statistics.view is not None
    assert statistics.view.charts, "no figures were shown"
    taken["statistics"] = turns.take()


def play(application: Application) -> None:
    taken: dict[str, tuple[float, float]] = {}
    window = application.window

    def all_steps() -> Iterator[Step]:
        yield from steps(application, taken)
        yield 0, lambda: print(json.dumps(taken), flush=True)

    Play(window, all_steps())


if __name__ == "__main__":
    sys.exit(opened(Path(sys.argv[1]), sys.argv[2], play))
