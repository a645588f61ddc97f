"""A process that times the window while a case is opened: `case_window FOLDER PASSPHRASE CASE`, the case's id as hex.

Prints the longest turn of the event loop: milliseconds by the clock and of the window's own work. The first opening of
a process loads what every later one has, so that an empty case is opened before.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop_app.ledger.ids import CaseId
from desktop_app.ui.application import Application
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.use_cases import cases
from tests.benchmarks.opened_window import opened
from tests.benchmarks.people_window import PAUSE_MS, Play, Step
from tests.benchmarks.typing_window import SETTLE_MS, Turns


def steps(application: Application) -> Iterator[Step]:
    work = application.work
    assert work is not None
    assert work.around is not None
    assert work.pages is not None
    window, pages = application.window, work.pages
    turns = Turns(window)
    pages.show_case(cases.open_new(work.around.session)[0])
    yield SETTLE_MS, lambda: None
    yield SETTLE_MS, lambda: None
    turns.take()
    model = pages.show_case(CaseId(bytes.fromhex(sys.argv[3])))
    yield PAUSE_MS, lambda: None
    page = window.current_page
    assert isinstance(page, CasePage)
    assert model.view is not None, "the case was not opened"
    which = page._story._which
    which.set_value("list")
    which.edited.emit()
    yield PAUSE_MS, lambda: None
    yield 0, lambda: print(json.dumps(turns.take()), flush=True)


def play(application: Application) -> None:
    Play(application.window, steps(application))


if __name__ == "__main__":
    sys.exit(opened(Path(sys.argv[1]), sys.argv[2], play))
