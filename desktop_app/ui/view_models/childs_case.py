"""A child's own case, as the child's row in another case offers it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import childs_case
from desktop_app.use_cases.childs_case import ChildsRow
from desktop_app.use_cases.session import Changed


class ChildsCaseViewModel(QObject):
    """`changed` when what the row offers has changed; `opened` with the child's own case."""

    changed = Signal()
    opened = Signal(object)

    def __init__(self, around: Surroundings, form: FormViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self._form = around, form
        self.row = ChildsRow(asks=False, own=None)
        form.loaded.connect(self.read)
        form.saved.connect(self._on_saved)
        form.field_changed.connect(self._on_field)

    @property
    def asks(self) -> bool:
        """Whether the row, as it is shown, asks for a case of the child's own."""
        values = self._form.form.values() if self._form.is_open else {}
        return any(values.get(name) == "yes" for name in childs_case.ASKING)

    def read(self) -> None:
        """Read what the saved row offers."""
        if self._form.is_open and self._form.form.kind == childs_case.ROW:
            work = partial(childs_case.of_row, self._around.session, self._form.form.record)
            self._around.background.in_store(work, self._on_row)

    def go(self) -> None:
        """Save the row, then open the child's own case, a new one where there is none."""
        if self.row.own is not None:
            self.opened.emit(self.row.own.case)
        else:
            self._form.save(self._open_own)

    def _open_own(self) -> None:
        record: RecordId = self._form.form.record
        self._around.background.in_store(partial(childs_case.open_own, self._around.session, record), self._on_opened)

    def _on_opened(self, done: tuple[CaseId, Changed]) -> None:
        case, changed = done
        self._around.feed.tell(changed)
        self.read()
        self.opened.emit(case)

    def _on_row(self, row: ChildsRow) -> None:
        self.row = row
        self.changed.emit()

    def _on_saved(self, _problems: object) -> None:
        self.read()

    def _on_field(self, field: str) -> None:
        if field in childs_case.ASKING:
            self.changed.emit()
