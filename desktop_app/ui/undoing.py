"""Taking back the last save: by Ctrl+Z outside a text, from the message after a save, and from a record's history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.language import tr
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.ui.pages.records_page import RecordsPage
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.widgets.toast import Toast
from desktop_app.use_cases import undo
from desktop_app.use_cases.undo import TakenBack


class Undoing(QObject):
    """One per unlock. Remembers which record was saved last; what may be taken back the store alone decides."""

    def __init__(self, around: Surroundings, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._around, self._window = around, window
        self._last: RecordId | None = None
        self._case: CaseId | None = None
        self._told = True
        self._told_on: QWidget | None = None
        self._to_say: Callable[[], None] | None = None
        window.place_shown.connect(self._on_shown)
        window.act_asked.connect(self._on_act)

    def follow(self, form: FormViewModel) -> None:
        """Remember what an open form saves."""
        form.wrote.connect(lambda record: self._on_wrote(record, form.form.case))

    def enter(self, case: CaseId) -> None:
        """Forget what was saved in another case: Ctrl+Z never reaches out of the case that is open."""
        if case != self._case:
            self._last, self._case = None, None

    def take_back(self, record: RecordId, again: bool = False) -> None:
        """Take the last save of a record back, or bring it back `again`."""
        work = partial(undo.redo if again else undo.undo, self._around.session, record)
        self._around.background.in_store(work, partial(self._on_taken_back, again))

    def _on_wrote(self, record: RecordId, case: CaseId | None) -> None:
        self._last, self._case, self._told = record, case, False

    def _on_act(self, name: str) -> None:
        if name in {"undo", "redo"} and self._last is not None and self._is_near():
            self.take_back(self._last, name == "redo")
        elif name in {"undo", "redo"}:
            self._around.background.report(LuotsiError("undo_nothing"))

    def _is_near(self) -> bool:
        """Whether the page shown is the one that spoke of the save, or shows the case or the list that it went to."""
        page = self._window.current_page
        return page is not None and (page is self._told_on or isinstance(page, CasePage | RecordsPage))

    def _on_shown(self, _place: str) -> None:
        """After a page that saved has been left, say so on the next one, with the way back."""
        if self._to_say is not None:
            say, self._to_say = self._to_say, None
            say()
        elif not self._told and self._last is not None:
            self._told = True
            work = partial(undo.possible, self._around.session, self._last)
            self._around.background.in_store(work, partial(self._on_possible, self._last, self._window.current_page))

    def _on_possible(self, record: RecordId, page: QWidget | None, possible: str) -> None:
        if possible == "undo" and page is not None and isValid(page) and page is self._window.current_page:
            self._told_on = page
            Toast.say(page, tr("Saved"), undo=lambda: self.take_back(record))

    def _on_taken_back(self, again: bool, done: TakenBack) -> None:
        self._told = True
        self._last = done.record
        self._around.feed.tell(done.cases)
        leave = getattr(self._window.current_page, "leave_deleted", None)
        if not done.exists and callable(leave) and leave(done.record):
            self._to_say = partial(self._say_taken_back, done.record, again)
        else:
            self._say_taken_back(done.record, again)

    def _say_taken_back(self, record: RecordId, again: bool) -> None:
        page = self._told_on = self._window.current_page
        if page is not None and again:
            Toast.say(page, tr("What was taken back is here again."), undo=lambda: self.take_back(record))
        elif page is not None:
            Toast.say(page, tr("The last save has been taken back."), redo=lambda: self.take_back(record, again=True))
