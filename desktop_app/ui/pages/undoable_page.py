"""A page on which one record is written: its last save can be taken back and brought back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.check import Problem
from desktop_app.ledger.ids import RecordId
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.widgets.scroll_page import ScrollPage


class UndoablePage(ScrollPage):
    """`done` when the worker leaves; `take_back_asked` with the record, and whether a save is brought back."""

    done = Signal()
    take_back_asked = Signal(object, bool)

    def __init__(
        self, form: FormViewModel, *, measure: int | None = None, margin: int = 32, parent: QWidget | None = None
    ) -> None:
        super().__init__(measure=measure, margin=margin, parent=parent)
        self._undoable = form
        self._told: tuple[Problem, ...] = ()

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self._undoable.save(then)

    def finish(self, form: RecordForm) -> None:
        """Leave by the page's button. What keeps the record a draft is shown first; a second press leaves it so."""
        self.leave(lambda: self._go_on(form))

    def undo(self) -> bool:
        """Ctrl+Z takes the last save of this record back; what is typed is saved first."""
        return self._take_back(again=False)

    def redo(self) -> bool:
        """Ctrl+Shift+Z brings it back."""
        return self._take_back(again=True)

    def leave_deleted(self, record: RecordId) -> bool:
        """Go back if this record has been deleted by taking its first save back; whether it was this one."""
        mine = self._undoable.is_open and self._undoable.form.record == record
        if mine:
            self.done.emit()
        return mine

    def _go_on(self, form: RecordForm) -> None:
        before, self._told = self._told, self._undoable.problems
        if self._told in ((), before) or not form.lead_to_problem():
            self.done.emit()

    def _take_back(self, *, again: bool) -> bool:
        if self._is_begun():
            self.leave(lambda: self.take_back_asked.emit(self._undoable.form.record, again))
        return self._is_begun()

    def _is_begun(self) -> bool:
        """Whether there is a record at all."""
        return self._undoable.is_open
