"""One print job painted beside the window, noted before it begins."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop_app.errors import LuotsiError
from desktop_app.ui.background import Background
from desktop_app.ui.view_models.surroundings import Surroundings


class Printing(QObject):
    """`busy` while a job is painted; `ended` says whether the printer took it.

    A job goes on when its page has been left: the worker has pressed and will look for the paper.
    """

    changed = Signal()
    ended = Signal(bool)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = around.background
        self.busy = False

    def begin(self, paint: Callable[[], bool], note: Callable[[], object] | None = None) -> None:
        """Note that it is printed, in the store's thread; then paint it in the thread that draws sheets."""
        self.busy = True
        self.changed.emit()
        go = partial(_paint, self._background, paint, self)
        failed = partial(_fail, self._background, self)
        if note is None:
            go()
        else:
            self._background.in_store(note, go, failed)

    def end(self, took: bool) -> None:
        """Say how it went."""
        self.busy = False
        self.changed.emit()
        self.ended.emit(took)


def _paint(background: Background, paint: Callable[[], bool], job: Printing, _noted: object = None) -> None:
    background.in_sheets(paint, partial(_tell, job), partial(_fail, background, job))


def _tell(job: Printing, took: bool) -> None:
    if isValid(job):
        job.end(took)


def _fail(background: Background, job: Printing, error: LuotsiError) -> None:
    """Nothing was printed: an unforeseen error is reported, and the worker hears that the printer did not begin."""
    background.report(error)
    _tell(job, took=False)
