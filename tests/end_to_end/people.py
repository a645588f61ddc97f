"""Laptops of invented workers, driven through use cases, as the stories need them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.domain.record import Record
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.directory import OrgEntry, OrgKind
from desktop_app.ledger.ids import CaseId, DeviceId
from desktop_app.ledger.invitation import Invitation, code_hash, new_code
from desktop_app.ledger.words import enrolment_words
from desktop_app.use_cases import cases, enrolment, recovery_sheet, store_access, synchronising
from desktop_app.use_cases.session import Session
from desktop_app.vault.derivation import KdfCost
from tests.central_fixtures import CentralInTest

CHEAP = KdfCost(8, 1, 1)


@dataclass(slots=True)
class Laptop:
    """One worker's laptop over its own store and the shared central system."""

    session: Session
    central: CentralInTest
    words: tuple[str, ...] = field(default=())
    sheet: bytes = b""

    def connect(self, session: Session) -> CentralSystem:
        """Return the central system as this laptop sees it, straight into the same process."""
        return self.central.client(session.store.me().key)

    def sync(self) -> synchronising.SyncReport:
        """Exchange changes once."""
        return synchronising.sync_now(self.session, self.connect(self.session))

    @property
    def dev(self) -> DeviceId:
        """The laptop's device id."""
        return self.session.store.me().dev


def new_laptop(folder: Path, worker: str, central: CentralInTest) -> Laptop:
    """Make a store for a worker; the laptop works alone."""
    return Laptop(store_access.create(folder, "koe salalause vain", worker, cost=CHEAP).session, central)


def found(
    laptop: Laptop, kind: OrgKind, name: str, *, type_: str = "other_organisation", authority: bool = False
) -> None:
    """Make the laptop the first of a new organisation: invitation, compared words, signed directory, recovery sheet."""
    central = laptop.central
    code = new_code()
    central.central.enrolment.register_for_new_organisation(code_hash(code))
    root = central.directory.parsed().root.hash
    text = Invitation(central.url, root, None, code).to_text()
    asked = enrolment.ask_to_join(laptop.session, text, "kannettava", laptop.connect)
    pending = central.central.enrolment.pending_organisations()
    me = laptop.session.store.me()
    waiting = next(one for one in pending if one.key == me.key.public)
    seen = enrolment_words(waiting.org, waiting.key, waiting.kem, root)
    assert seen == asked.words, "two people compare six words"
    central.add_entry(OrgEntry(waiting.org, kind, authority, type_, name, waiting.key))
    assert enrolment.look_for_answer(laptop.session, laptop.connect).step is enrolment.EnrolmentStep.FOUND
    secret = recovery_sheet.new_secret()
    done = enrolment.found_organisation(laptop.session, secret, laptop.connect)
    assert done.step is enrolment.EnrolmentStep.JOINED
    laptop.sheet = secret


def join(newcomer: Laptop, administrator: Laptop, roles: frozenset[str] = frozenset()) -> None:
    """Let a colleague's laptop into the administrator's organisation."""
    text = enrolment.invite(administrator.session, administrator.connect)
    asked = enrolment.ask_to_join(newcomer.session, text, "toinen kone", newcomer.connect)
    (waiting,) = enrolment.waiting_laptops(administrator.session, administrator.connect)
    assert waiting.words == asked.words, "two people compare six words"
    enrolment.let_in(administrator.session, waiting.ticket, roles, administrator.connect)
    done = enrolment.look_for_answer(newcomer.session, newcomer.connect)
    assert done.step is enrolment.EnrolmentStep.JOINED


def newest(laptop: Laptop, case: CaseId, kind: str) -> Record:
    """Return the newest record of a kind that the case shows on this laptop."""
    record = cases.read(laptop.session, case).newest(kind)
    assert record is not None, f"no {kind} is shown"
    return record
