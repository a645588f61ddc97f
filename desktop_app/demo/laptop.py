"""One worker's laptop: its data folder, its window and the hands that work on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.demo.camera import SIZE, Camera
from desktop_app.demo.hands import Hands
from desktop_app.demo.patience import Stuck, until
from desktop_app.domain.kinds import kind_named
from desktop_app.i18n.labels import Labels
from desktop_app.ui.application import Application
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.pages.record_form import spoken_names
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.tick import RadioGroup
from desktop_app.ui.work import Work
from desktop_app.use_cases import synchronising
from desktop_app.use_cases.session import Changed, Session
from desktop_app.use_cases.store_access import KdfCost
from desktop_app.use_cases.synchronising import SyncReport

Answer = TypeVar("Answer")

#: Key derivation for the demo: fast and weak. The real program measures the machine and takes seconds.
DEMO_COST = KdfCost(64, 1, 1)

_NUMBERED_WORD = re.compile(r"^\d+\.\s+(\S+)$")


class Laptop:
    """A window over a folder of its own. Several stand in one process, as several laptops would on one table."""

    def __init__(self, app: QApplication, folder: Path, worker: str, camera: Camera) -> None:
        folder.mkdir(parents=True)
        self.folder, self.worker, self.camera = folder, worker, camera
        self.application = Application(app, folder, DEMO_COST)
        self.window = self.application.window
        self.window.resize(*SIZE)
        self.hands = Hands(self.window)
        self.labels = Labels.load()
        self.passphrase = ""
        self.secrets: list[str] = []
        self.recovery_words: tuple[str, ...] = ()

    @property
    def work(self) -> Work:
        """The work of the open store."""
        work = self.application.work
        assert work is not None
        return work

    @property
    def session(self) -> Session:
        """The open store."""
        around = self.work.around
        assert around is not None
        return around.session

    @property
    def is_open(self) -> bool:
        """Whether its store is open."""
        return self.application.work is not None and self.application.work.is_open

    def use(self) -> None:
        """Take this laptop in front; a locked one is opened with its passphrase."""
        self.window.show()
        self.window.raise_()
        self.hands.come_to_front()
        if self.passphrase and not self.is_open:
            self.hands.type_into(tr("Passphrase"), self.passphrase)
            self.hands.press(tr("Open"))
            until("the open store", lambda: self.is_open)

    def put_away(self) -> None:
        """Lock this laptop and close its lid."""
        self.application.lock()
        until("the locked laptop", lambda: not self.is_open)
        self.window.hide()

    def label(self, kind: str, field: str) -> str:
        """Return a field's name on the screen."""
        return self.labels.field(kind, field, screen_language())

    def spoken_name(self, kind: str, field: str) -> str:
        """Return what a screen reader calls a field on the page of its record."""
        return spoken_names(kind_named(kind), self.labels, screen_language())[field]

    def code(self, code_list: str, code: str) -> str:
        """Return a code's words on the screen."""
        return self.labels.code(code_list, code, screen_language())

    def answer(self, kind: str, field: str, code_list: str, *codes: str) -> None:
        """Give codes as the answer in a field, whatever its editor is."""
        name = self.label(kind, field)
        for code in codes:
            self.answer_by_words(name, self.code(code_list, code))

    def answer_by_words(self, name: str, words: str) -> None:
        """Give one answer in the field with this name: a list that opens, answers side by side, chips."""
        editor = until(f"the field “{name}”", partial(self._answer_field, name))
        if isinstance(editor, Choice):
            self.hands.choose(editor, words)
        elif isinstance(editor, ChipFlow):
            chips = editor.shown_chips()
            chip = next((one for one in chips if one.text() == words), None)
            self.hands.press_part(chip or chips[-1])
            if chip is None:
                self.hands.tick_in_list(words)
        elif editor is not None:
            self.hands.press_inside(editor, words)

    def _answer_field(self, name: str) -> QWidget | None:
        kinds: tuple[type[QWidget], ...] = (Choice, ChipFlow, Segmented, RadioGroup)
        return next((found for kind in kinds if (found := self.hands.look_for(kind, name))), None)

    def go(self, place: str) -> None:
        """Go to one of the five places by the sidebar; `place` is its message."""
        self.hands.go(self.window.sidebar.places, tr(place))

    def numbered_words(self) -> tuple[str, ...]:
        """Read numbered words from the screen, as a worker does who writes them down."""
        found = (_NUMBERED_WORD.match(text) for text in self.hands.read_labels())
        return tuple(match[1] for match in found if match)

    def do(self, use_case: Callable[[Session], Answer]) -> Answer:
        """Run a use case in the store's thread, where the window runs its own."""
        return self.application.background.store_now(partial(use_case, self.session))

    def tell(self, changed: Changed) -> None:
        """Tell the open pages what changed."""
        self.application.feed.tell(changed)

    def sync(self) -> SyncReport:
        """Sync once, as the button does, and return what the round did. Raises `Stuck` when it fails."""
        status = self.work.status
        assert status is not None
        status.read()
        until("a laptop that may sync", lambda: status.status and status.status.enrolled and not status.busy)
        ended: list[object] = []
        keep = ended.append
        status.synced.connect(keep)
        status.failed.connect(keep)
        self.work.sync()
        until("a sync round", lambda: ended)
        status.synced.disconnect(keep)
        status.failed.disconnect(keep)
        report = ended[0]
        if not isinstance(report, SyncReport):
            raise Stuck("a sync round without failure")
        return report

    def unsent(self) -> int:
        """Return how many changes the central system has not receipted."""
        return self.do(synchronising.status).unsent

    def close(self) -> None:
        """Close the window, as at the end of the day."""
        if self.is_open:
            self.application.lock()
        self.window.close()
