"""What a worker may change: this laptop's settings, the own name and phone, the passphrase."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.settings import Settings
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import members, store_access
from desktop_app.use_cases.members import Member
from desktop_app.use_cases.session import Changed, Session
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
        self.colleagues: tuple[tuple[str, str], ...] = ()
        self.deputy: str | None = None
        self.busy = False

    def read(self) -> None:
        """Read the worker's name and phone, the colleagues and the deputy."""
        self._around.background.in_store(partial(_read, self._around.session), self._on_member)

    def choose(self, name: str, value: object) -> None:
        """Change one setting of this laptop at once."""
        self.chosen.emit({name: value})

    def change_member(self, name: str, phone: str) -> None:
        """Change the worker's name and phone as recipients read them."""
        if self.member is not None and (name, phone) == (self.member.name, self.member.phone):
            return
        work = partial(members.change_own, self._around.session, name, phone)
        self._around.background.in_store(work, self._on_changed)

    def choose_deputy(self, code: str | None) -> None:
        """Name who is in the team of every new case beside this worker; None for nobody."""
        self.deputy = code
        user = members.user_of(code) if code else None
        self._around.background.in_store(partial(members.choose_deputy, self._around.session, user))

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

    def _on_member(self, known: tuple[Member, tuple[tuple[str, str], ...], str | None]) -> None:
        self.member, self.colleagues, self.deputy = known
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


def _read(session: Session) -> tuple[Member, tuple[tuple[str, str], ...], str | None]:
    """Return the worker, the colleagues as code and name in the order of names, and the deputy's code."""
    own, deputy = members.own(session), members.deputy(session)
    others = sorted((name, b64(user)) for user, name in members.names(session).items() if user != own.user and name)
    return own, tuple((code, name) for name, code in others), b64(deputy) if deputy else None
