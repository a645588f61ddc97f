"""Signs of one group at a time, each with a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.ledger.ids import CaseId
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import indicators
from desktop_app.use_cases.indicators import Group, Signs

__all__ = ["Group", "IndicatorsViewModel"]


class IndicatorsViewModel(QObject):
    """`forms` are those of the chosen group's signs; leaving a group saves them."""

    changed = Signal()
    group_changed = Signal()

    def __init__(self, around: Surroundings, case: CaseId, parent: QObject | None = None, sign: str = "") -> None:
        """`sign` names one whose group is opened first."""
        super().__init__(parent)
        self._sign = sign
        self._around, self.case = around, case
        self.signs: Signs | None = None
        self.chosen = ""
        self.forms: dict[str, FormViewModel] = {}
        self._left: list[FormViewModel] = []

    @property
    def group(self) -> Group | None:
        """The chosen group."""
        groups = self.signs.groups if self.signs else ()
        return next((group for group in groups if group.code == self.chosen), None)

    def read(self) -> None:
        """Read which groups apply and open the first."""
        self._around.background.in_store(partial(indicators.read, self._around.session, self.case), self._on_read)

    def choose(self, group: str) -> None:
        """Show another group; what was written in this one is saved."""
        if group == self.chosen:
            return
        for form in self.forms.values():
            form.close()
            self._left.append(form)
        self.chosen = group
        found = self.group
        self.forms = {sign: self._form(sign) for sign in (found.signs if found else ())}
        self.group_changed.emit()
        self.changed.emit()

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save every form of the group, then call `then`."""
        waiting = [form for form in self.forms.values() if form.is_open]
        if not waiting:
            if then is not None:
                then()
            return
        left = [len(waiting)]

        def one_less() -> None:
            left[0] -= 1
            if not left[0] and then is not None:
                then()

        for form in waiting:
            form.save(one_less)

    def finish_now(self) -> None:
        """Write what is pending and wait: before a lock."""
        for form in (*self._left, *self.forms.values()):
            form.finish_now()

    def _form(self, sign: str) -> FormViewModel:
        around = self._around
        form = FormViewModel(around.session, around.background, around.feed, self)
        form.open_with(partial(indicators.observation_form, around.session, self.case, sign))
        return form

    def _on_read(self, signs: Signs) -> None:
        self.signs = signs
        if not self.chosen and signs.groups:
            own = (group.code for group in signs.groups if self._sign in group.signs)
            self.choose(next(own, signs.groups[0].code))
        else:
            self.changed.emit()
