"""What a worker may change: this laptop's settings, the own name and phone, the passphrase."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.settings import Settings
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import members, store_access
from desktop_app.use_cases.members import Member
from desktop_app.use_cases.session import Changed
from desktop_app.use_cases.store_access import Verdict


class PreferencesViewModel(QObject):
    """Settings are told by `chosen`; name, phone and passphrase go into the store."""

    changed = Signal()
    chosen = Signal(dict)
    passphrase_changed = Signal()
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.settings = settings
        self.member: Member | None = None
        self.busy = False

    def read(self) -> None:
        """Read the worker's name and phone."""
        self._around.background.in_store(partial(members.own, self._around.session), self._on_member)

    def choose(self, name: str, value: object) -> None:
        """Change one setting of this laptop at once."""
        self.chosen.emit({name: value})

    def change_member(self, name: str, phone: str) -> None:
        """Change the worker's name and phone as recipients read them."""
        if self.member is not None and (name, phone) == (self.member.name, self.member.phone):
            return
        work = partial(members.change_own, self._around.session, name, phone)
        self._around.background.in_store(work, self._on_changed)

    def judge(self, typed: str) -> Verdict:
        """Judge a new passphrase."""
        return store_access.judge(typed, [self.member.name] if self.member else [])

    def suggest(self) -> str:
        """Return five random words."""
        return store_access.generate()

    def change_passphrase(self, new: str) -> None:
        """Put another passphrase in place; the recovery words stay."""
        self.busy = True
        self.changed.emit()
        work = partial(store_access.change_passphrase, self._around.session, new)
        self._around.background.in_store(work, lambda _none: self._on_passphrase(), self._on_failed)

    def _on_member(self, member: Member) -> None:
        self.member = member
        self.changed.emit()

    def _on_changed(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.read()

    def _on_passphrase(self) -> None:
        self.busy = False
        self.changed.emit()
        self.passphrase_changed.emit()

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)
