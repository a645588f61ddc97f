"""A process that times the window on every page: `pages_window FOLDER PASSPHRASE CASE`, the long case's id as hex.

Prints for each page the longest turn of the event loop while it is opened: milliseconds by the clock and of the
window's own work, each time after the first, which loads what every later one has.
"""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from desktop_app.domain.kind import OrgKind
from desktop_app.ledger.ids import CaseId
from desktop_app.ui import settings_ways
from desktop_app.ui.application import Application
from desktop_app.ui.page_maker import PageMaker
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.use_cases import cases
from tests.benchmarks.opened_window import opened
from tests.benchmarks.people_window import Play, Step
from tests.benchmarks.typing_window import Turns

ROUNDS = 2
PAUSE_MS = 250
PLACES = ("today", "cases", "new", "sheets", "sync")
ORGANISATION = ("organisation", "laptops", "texts", "secrecy", "access_log", "kept", "duties", "recovery_sheet")
#: Pages of a case that only another kind of organisation, or a case already joined or received, leads to.
OTHERS = ("decision", "referral_answer", "criminal_proceedings", "case_join", "case", "extract")
#: Kinds of which an empty record is opened, with the longest forms among them.
RECORDS = (
    "contact",
    "referral",
    "information_given",
    "child_in_finland",
    "representative",
    "safety_assessment",
    "account_and_observations",
    "reflection_period",
    "needs_assessment",
    "assistance_measure",
    "review",
    "ending",
    "note",
)

Taken = dict[str, list[tuple[float, float]]]


class Walk:
    """Opens page after page and keeps the longest turn of each."""

    def __init__(self, application: Application) -> None:
        work = application.work
        assert work is not None
        assert work.around is not None
        assert work.pages is not None
        self.window, self.pages, self.session = application.window, work.pages, work.around.session
        self.turns = Turns(self.window)
        self.taken: Taken = {}
        self.short, self.long = cases.open_new(self.session)[0], CaseId(bytes.fromhex(sys.argv[3]))
        self.case: CaseViewModel | None = None

    def steps(self) -> Iterator[Step]:
        for _round in range(ROUNDS):
            for key in PLACES:
                self.window.renew(key)
                yield from self._open(key, partial(self.window.show_place, key))
            yield from self._settings()
            yield from self._case()
        yield 0, lambda: print(json.dumps({name: each[1:] for name, each in self.taken.items()}), flush=True)

    def _settings(self) -> Iterator[Step]:
        yield from self._open("settings", partial(settings_ways.show_settings, self.pages))
        for name in ORGANISATION:
            way: Callable[[PageMaker], None] = getattr(settings_ways, f"show_{name}")
            yield from self._open(name, partial(way, self.pages))
        kind, cases.organisation_kind = cases.organisation_kind, lambda _session: OrgKind.ASSISTANCE_SYSTEM  # type: ignore[assignment] # no directory here
        yield from self._open("statistics", partial(settings_ways.show_statistics, self.pages))
        cases.organisation_kind = kind
        yield from self._open("consultation", self.pages.show_consultation)

    def _case(self) -> Iterator[Step]:
        yield from self._open("a long case", partial(self._show, self.long))
        yield from self._open("a case", partial(self._show, self.short))
        model = self.case
        assert model is not None
        while model.view is None:  # the store still has other pages to read
            yield PAUSE_MS, lambda: None
        for kind in dict.fromkeys((*model.view.sections, *OTHERS)):
            yield from self._open(f"section {kind}", partial(self.pages.show_section, model, kind))
        for kind in RECORDS:
            yield from self._open(f"record {kind}", partial(self.pages.show_record, model, kind, None))
        yield from self._open("talk", partial(self.pages.show_talk, self.short))

    def _show(self, case: CaseId) -> None:
        self.case = self.pages.show_case(case)

    def _open(self, name: str, act: Callable[[], object]) -> Iterator[Step]:
        yield PAUSE_MS, lambda: None  # what the page before leaves to do
        self.turns.take()
        yield 0, partial(_do, act)
        yield PAUSE_MS, lambda: None
        self.taken.setdefault(name, []).append(self.turns.take())


def _do(act: Callable[[], object]) -> None:
    act()


def play(application: Application) -> None:
    Play(application.window, Walk(application).steps())


if __name__ == "__main__":
    sys.exit(opened(Path(sys.argv[1]), sys.argv[2], play))
