"""One round of sync: believe, send, fetch; whatever fails, nothing on this laptop is lost or half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.errors import LuotsiError
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.ids import CaseId
from desktop_app.ledger.messages import TOO_OLD, CentralRefused, Forked, UnknownPoint
from desktop_app.storage.open_store import COPIED
from desktop_app.storage.store import Store
from desktop_app.sync.believing import ask, fetch_trust, note_server_time, take_ring
from desktop_app.sync.courier import COPY_SEEN
from desktop_app.sync.fetching import Fetched, fetch, give_back, go_back
from desktop_app.sync.files import FilesMoved, exchange_files
from desktop_app.sync.handing_in import hand_in
from desktop_app.sync.mending import mend
from desktop_app.sync.reissue import take_new_identity
from desktop_app.sync.sending import Sent, send_own

__all__ = ["SyncReport", "fetch_trust", "sync_once"]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one round did.

    `pushed` changes got a receipt (= delivered), `pulled` lines were taken in, `cases` changed for either reason.
    `withheld` numbers were not given on (their stream was closed), `quarantined` are set aside for an administrator.
    `waiting` changes cannot be read yet, `refused` ones of this round never count. `cloned`: this laptop's id was in
    use elsewhere, or this is a copy of a store; it has a new one and must be enrolled again. `restored`: the central
    system had lost changes, and got them again. `doubts` are codes of what the central system said and this laptop did
    not believe. `handed_in` changes were brought here from other laptops of the organisation. `files` tells of
    attachments.
    """

    pushed: int
    pulled: int
    cases: frozenset[CaseId]
    at: datetime
    withheld: tuple[int, ...] = ()
    quarantined: tuple[int, ...] = ()
    waiting: int = 0
    refused: int = 0
    cloned: bool = False
    restored: bool = False
    doubts: tuple[str, ...] = ()
    handed_in: int = 0
    files: FilesMoved = field(default_factory=FilesMoved)


def sync_once(store: Store, central: CentralSystem, now: Callable[[], datetime]) -> SyncReport:
    """Exchange everything there is with the central system.

    Raises `not_enrolled`, `device_retired` (what is unsent stays here), `CentralUnavailable`, `CentralRefused`; what
    was done before the failure stays done, and the next round goes on from there.
    """
    if not store.me().enrolled:
        raise LuotsiError("not_enrolled")
    work = _Round(store, central, now, copied=bool(store.setting(COPIED)))
    try:
        work.believe()
    except CentralRefused as error:
        if error.code == TOO_OLD:
            work.send()  # what only this laptop has goes out, whatever its program cannot do any more
        raise
    if not store.me().enrolled:
        raise LuotsiError("device_retired")
    work.send()
    work.fetch()
    if work.fetched.waiting:
        work.believe()
    if work.forked or work.fetched.cloned or work.copied or store.setting(COPY_SEEN):
        work.fetched.cloned = True
        take_new_identity(store, now)
        for mark in (COPY_SEEN, COPIED):
            store.set_setting(mark, "")
    else:
        work.hand_in()
        work.fetched.cases |= mend(store, central)
        work.fetched.waiting = store.waiting_count() if work.fetched.waiting else 0
        work.files = exchange_files(store, central)
    return work.report(now())


@dataclass(slots=True)
class _Round:
    """One round, step by step."""

    store: Store
    central: CentralSystem
    now: Callable[[], datetime]
    sent: Sent = field(default_factory=Sent)
    fetched: Fetched = field(default_factory=Fetched)
    forked: bool = False
    copied: bool = False
    restored: bool = False
    doubts: tuple[str, ...] = ()
    handed_in: int = 0
    files: FilesMoved = field(default_factory=FilesMoved)

    def believe(self) -> None:
        """Take in newer directories, rosters and secrets, and try again what waited for them."""
        before = self.store.trust()
        beliefs = ask(self.central, before)
        if beliefs.trust is not before:
            self.fetched.cases |= self.store.set_trust(beliefs.trust)
        if beliefs.state is not None:
            note_server_time(self.store, beliefs.state, self.now())
        self.fetched.cases |= take_ring(self.store, self.central)
        self.doubts = tuple(sorted({*self.doubts, *beliefs.doubts}))
        self.fetched.waiting = self.store.waiting_count() if self.fetched.waiting else 0

    def send(self) -> None:
        """Send what is unsent; a fork is noted and mended once the feed is here to its end. A copy sends nothing."""
        if self.copied:
            return
        try:
            send_own(self.store, self.central, self.sent)
        except Forked:
            self.forked = True

    def fetch(self) -> None:
        """Fetch the feed to its end; if the central system was restored, give it back what it lost first."""
        try:
            give_back(self.store, self.central)
            fetch(self.store, self.central, self.fetched)
        except UnknownPoint:
            self.restored = True
            self.store.files.offer_again()
            go_back(self.store, self.central)
            give_back(self.store, self.central)
            self.send()
            fetch(self.store, self.central, self.fetched)

    def hand_in(self) -> None:
        """Hand in what somebody brought from other laptops; it then has its place in the feed."""
        self.handed_in = hand_in(self.store, self.central)
        if self.handed_in:
            self.fetch()

    def report(self, at: datetime) -> SyncReport:
        """Return what the round did."""
        return SyncReport(
            pushed=self.sent.pushed,
            pulled=self.fetched.pulled,
            cases=frozenset(self.sent.cases | self.fetched.cases),
            at=at,
            withheld=tuple(sorted(self.sent.withheld)),
            quarantined=tuple(sorted(self.sent.quarantined)),
            waiting=self.fetched.waiting,
            refused=self.fetched.refused,
            cloned=self.fetched.cloned,
            restored=self.restored,
            doubts=self.doubts,
            handed_in=self.handed_in,
            files=self.files,
        )
