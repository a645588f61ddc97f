"""The organisation's laptops on an administrator's laptop: whose they are, letting in, confirming, removing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import DeviceId
from desktop_app.ledger.laptop_messages import Order
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import commands, enrolment, laptops
from desktop_app.use_cases.commands import LOCK, WIPE, Do
from desktop_app.use_cases.enrolment import WaitingLaptop
from desktop_app.use_cases.laptops import Laptop, LaptopStanding
from desktop_app.use_cases.session import Changed, Session

__all__ = ["LOCK", "WIPE", "Laptop", "LaptopsViewModel", "Order", "WaitingLaptop"]


class LaptopsViewModel(QObject):
    """The list is read from this laptop at once; what only the central system knows comes when it has answered.

    One thing at a time; what fails changes nothing.
    """

    changed = Signal()
    failed = Signal(LuotsiError)
    removed = Signal(str)
    rotated = Signal()
    told = Signal()
    let_in_done = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.laptops: tuple[Laptop, ...] = ()
        self.invitation = ""
        self.waiting: tuple[WaitingLaptop, ...] = ()
        self.busy = False
        self.deciding = False
        self._standings: tuple[LaptopStanding, ...] = ()
        around.feed.changed.connect(self._on_feed)

    @property
    def replaceable(self) -> tuple[Laptop, ...]:
        """The laptops whose place another may take: all that are not retired, but this one."""
        return tuple(one for one in self.laptops if one.state != "retired" and not one.own)

    def now(self) -> datetime:
        """The present moment, for days as spoken."""
        return self._around.session.now()

    def read(self) -> None:
        """Read the list from this laptop."""
        work = partial(_read, self._around.session, self._standings)
        self._around.background.in_store(work, self._on_laptops, self.failed.emit)

    def look(self) -> None:
        """Exchange changes, and ask the central system how each laptop stands and which ask to join."""
        self._work(partial(_look, self._around.session), self._on_look)

    def refresh(self) -> None:
        """The same beside everything else: what is asked meanwhile waits for it and is done."""
        self._around.background.in_network(partial(_look, self._around.session), self._on_look, self.failed.emit)

    def invite(self) -> None:
        """Make an invitation for one laptop."""
        self._work(partial(enrolment.invite, self._around.session), self._on_invitation)

    def look_for_laptops(self) -> None:
        """Read which laptops ask to join."""
        self._work(partial(enrolment.waiting_laptops, self._around.session), self._on_waiting)

    def let_in(
        self, ticket: str, roles: frozenset[str], replaces: DeviceId | None = None, *, rotate: bool = False
    ) -> None:
        """Let a laptop in after the words were compared, perhaps in the place of one that it was before."""
        session = self._around.session
        work = partial(enrolment.let_in, session, ticket, roles, replaces=replaces, rotate=rotate)
        self._work(work, self._on_let_in)

    def confirm(self, laptop: Laptop) -> None:
        """Confirm whose laptop it is."""
        work = partial(laptops.confirm, self._around.session, laptop.dev)
        self._around.background.in_store(work, self._around.feed.tell, self.failed.emit)

    def remove(self, laptop: Laptop) -> None:
        """Remove a laptop and change the organisation's keys."""
        work = partial(laptops.remove, self._around.session, laptop.dev)
        self._work(work, partial(self._on_removed, laptop))

    def rotate(self) -> None:
        """Change the organisation's keys without removing a laptop."""
        self._work(partial(laptops.rotate, self._around.session), self._on_rotated)

    def tell(self, laptop: Laptop, do: Do) -> None:
        """Tell a laptop to lock or to destroy its keys."""
        self._work(partial(commands.give, self._around.session, laptop.dev, do), self._on_told)

    def _on_told(self, _none: None) -> None:
        self.told.emit()
        self.refresh()

    def _on_feed(self, _cases: object) -> None:
        self.read()

    def _on_laptops(self, found: tuple[tuple[Laptop, ...], bool]) -> None:
        self.laptops, self.deciding = found
        self.changed.emit()

    def _on_look(self, found: tuple[tuple[LaptopStanding, ...], tuple[WaitingLaptop, ...]]) -> None:
        self._standings, self.waiting = found
        self._around.feed.tell(frozenset())  # the list is read again, and the status line with it
        self.changed.emit()

    def _on_invitation(self, text: str) -> None:
        self.invitation = text
        self.changed.emit()

    def _on_waiting(self, waiting: tuple[WaitingLaptop, ...]) -> None:
        self.waiting = waiting
        self.changed.emit()

    def _on_let_in(self, cases: Changed) -> None:
        self.invitation = ""
        self._around.feed.tell(cases)
        self.let_in_done.emit()
        self.refresh()

    def _on_removed(self, laptop: Laptop, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.removed.emit(laptop.worker)
        self.refresh()

    def _on_rotated(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.rotated.emit()

    def _work(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        if self.busy:
            return
        self.busy = True
        self.changed.emit()

        self._around.background.in_network(work, partial(self._finish, done), self._on_failed)

    def _finish(self, done: Callable[..., None], answer: object) -> None:
        self.busy = False
        done(answer)

    def _on_failed(self, error: LuotsiError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)
        if error.code == "laptops_changed":
            self.refresh()


def _read(session: Session, standings: tuple[LaptopStanding, ...]) -> tuple[tuple[Laptop, ...], bool]:
    return laptops.read(session, standings), laptops.offers_decide(session)


def _look(session: Session) -> tuple[tuple[LaptopStanding, ...], tuple[WaitingLaptop, ...]]:
    return laptops.ask(session), enrolment.waiting_laptops(session)
