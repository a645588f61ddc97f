"""The provision that printed papers cite; an administrator chooses it for the organisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import secrecy
from desktop_app.use_cases.secrecy import LANGUAGES, Marking
from desktop_app.use_cases.session import Changed

__all__ = ["LANGUAGES", "Marking", "SecrecyViewModel"]


class SecrecyViewModel(QObject):
    """`marking` is what papers cite now, None until it has been read; `chosen` after another was chosen."""

    changed = Signal()
    chosen = Signal()
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.marking: Marking | None = None
        around.feed.changed.connect(lambda _cases: self.read())

    def read(self) -> None:
        """Read what papers cite."""
        self._around.background.in_store(partial(secrecy.read, self._around.session), self._on_read)

    def choose_items(self, codes: Sequence[str]) -> None:
        """Let papers cite items of the law data."""
        self._choose(partial(secrecy.choose_items, self._around.session, tuple(codes)))

    def choose_own(self, words: Mapping[str, str]) -> None:
        """Let papers cite the organisation's own words."""
        self._choose(partial(secrecy.choose_own, self._around.session, dict(words)))

    def _choose(self, work: Callable[[], Changed]) -> None:
        self._around.background.in_store(work, self._on_chosen, self.failed.emit)

    def _on_read(self, marking: Marking) -> None:
        self.marking = marking
        self.changed.emit()

    def _on_chosen(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.chosen.emit()
