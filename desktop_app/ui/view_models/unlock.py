"""First start and unlock: making a store and opening it."""

from __future__ import annotations

import random
from enum import StrEnum
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.background import Background
from desktop_app.use_cases import store_presence
from desktop_app.use_cases.store_presence import StoreState

if TYPE_CHECKING:
    from desktop_app.use_cases.session import Session
    from desktop_app.use_cases.store_access import KdfCost, NewStore, Verdict


class Step(StrEnum):
    """Where a worker stands on the way to the case list."""

    LANGUAGE = "language"
    PASSPHRASE = "passphrase"
    WORDS = "words"
    TYPE_BACK = "type_back"
    UNLOCK = "unlock"
    FORGOTTEN = "forgotten"
    SLOTS_MISSING = "slots_missing"


class UnlockViewModel(QObject):
    """Leads from the program's start to an open session. Emits `opened(session)` once."""

    changed = Signal()
    opened = Signal(object)
    failed = Signal(LuotsiError)

    def __init__(
        self,
        folder: Path,
        background: Background,
        parent: QObject | None = None,
        cost: KdfCost | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._background, self._cost = folder, background, cost
        self._new: NewStore | None = None
        self._words: tuple[str, ...] = ()
        self._session: Session | None = None
        self.busy = False
        self.wait_seconds = 0
        self.suggestion = ""
        self.places: tuple[int, ...] = ()
        self.chosen_phrase = ""
        self.step = _first_step(folder)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._count_down)

    @property
    def recovery_words(self) -> tuple[str, ...]:
        """The recovery words, only until they have been typed back."""
        return self._words

    def look_again(self) -> None:
        """Look whether the key file has been brought back."""
        self._go(_first_step(self._folder))

    def bring_back(self, backup: Path) -> None:
        """Copy a backup into the data folder; its passphrase is asked for next."""
        from desktop_app.use_cases.backup import bring_back  # late: the first paint waits for nothing of this

        self._work(partial(bring_back, backup, self._folder), lambda _none: self.look_again())

    def choose_language(self) -> None:
        """Go on to the passphrase."""
        self.suggest()
        self._go(Step.PASSPHRASE)

    def suggest(self) -> None:
        """Make another five-word passphrase to offer."""
        self.suggestion = _access().generate()
        self.changed.emit()

    def judge(self, typed: str, worker: str) -> Verdict:
        """Judge an own passphrase as it is typed."""
        verdict: Verdict = _access().judge(typed, [name for name in worker.split() if name])
        return verdict

    def create(self, typed: str, worker: str) -> None:
        """Make the store; on success go on to the recovery words, with the phrase shown once more to write down."""
        self.chosen_phrase = typed
        self._work(
            partial(_access().create, self._folder, typed, worker, cost=self._cost),
            self._on_created,
        )

    def words_written_down(self) -> None:
        """Go on to typing some words back."""
        self.places = tuple(sorted(random.SystemRandom().sample(range(len(self._words)), _access().WORDS_TYPED_BACK)))
        self._go(Step.TYPE_BACK)

    def show_words_again(self) -> None:
        """Go back to the words."""
        self._go(Step.WORDS)

    def type_back(self, typed: dict[int, str]) -> None:
        """Compare what was typed with the words; on success the session is open."""
        session = self._session
        if session is None:
            return
        self._work(partial(_access().confirm_recovery, session, self._words, typed), lambda _: self._finish(session))

    def unlock(self, typed: str) -> None:
        """Open the store with the passphrase."""
        self._work(partial(_access().unlock, self._folder, typed), self._on_unlocked)

    def forgotten(self) -> None:
        """Go to opening with the recovery words."""
        self._go(Step.FORGOTTEN)

    def remembered(self) -> None:
        """Go back to the passphrase."""
        self._go(Step.UNLOCK)

    def unlock_with_words(self, typed: str, new_passphrase: str) -> None:
        """Open the store with the recovery words and put a new passphrase in place."""

        def work() -> Session:
            session: Session = _access().unlock_with_words(self._folder, tuple(typed.casefold().split()))
            _access().change_passphrase(session, new_passphrase)
            return session

        self._work(work, self._on_unlocked)

    def _on_created(self, new: NewStore) -> None:
        self._session, self._words = new.session, new.recovery_words
        self._go(Step.WORDS)

    def _on_unlocked(self, session: Session) -> None:
        self._session = session

        def ready() -> tuple[str, ...]:
            if _access().recovery_confirmed(session):
                return ()
            words: tuple[str, ...] = _access().renew_recovery_words(session)
            return words

        self._work(ready, self._on_words)

    def _on_words(self, words: tuple[str, ...]) -> None:
        if words:
            self._words = words
            self._go(Step.WORDS)
        elif self._session is not None:
            self._finish(self._session)

    def _finish(self, session: Session) -> None:
        self._words, self.chosen_phrase = (), ""
        self._new = None
        self.opened.emit(session)

    def _go(self, step: Step) -> None:
        self.step = step
        self.changed.emit()

    def _work(self, work: object, done: object) -> None:
        if self.busy:
            return
        self.busy = True
        self.changed.emit()

        def finished(answer: object) -> None:
            self.busy = False
            done(answer)  # type: ignore[operator]  # callers pass a matching pair
            self.changed.emit()

        self._background.in_store(work, finished, self._on_failed)  # type: ignore[arg-type]  # as above

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        if error.code in {"slots_missing", "slots_damaged"}:
            self.step = Step.SLOTS_MISSING
        if error.code == "wait_first":
            self._begin_wait(error.details.get("seconds"))
        self.changed.emit()
        self.failed.emit(error)

    def _begin_wait(self, seconds: object) -> None:
        self.wait_seconds = max(1, round(seconds)) if isinstance(seconds, int | float) else 1
        self._timer.start()

    def _count_down(self) -> None:
        self.wait_seconds = max(0, self.wait_seconds - 1)
        if self.wait_seconds == 0:
            self._timer.stop()
        self.changed.emit()


def _access() -> ModuleType:
    """Return the use cases of opening a store, with the keys and the database behind them: loaded when first needed."""
    return import_module("desktop_app.use_cases.store_access")


def _first_step(folder: Path) -> Step:
    return {
        StoreState.ABSENT: Step.LANGUAGE,
        StoreState.PRESENT: Step.UNLOCK,
        StoreState.SLOTS_MISSING: Step.SLOTS_MISSING,
    }[store_presence.look(folder)]
