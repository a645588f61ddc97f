"""Sync as the worker meets it: save, send, fetch, and say in plain words how things stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.errors import LuotsiError
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.ids import OrgId
from desktop_app.sync.engine import SyncReport, sync_once
from desktop_app.use_cases import doubts, members, same_worker
from desktop_app.use_cases.doubts import Doubt
from desktop_app.use_cases.session import Session
from desktop_app.use_cases.standing import Left, left, silent_days

__all__ = ["SyncReport", "SyncStatus", "connect", "status", "sync_now"]

ADDRESS = "central_address"
LAST_CONTACT = "last_contact"


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """How this laptop stands to the central system.

    `unsent` counts changes that the central system has not receipted, `drafts` records still being written (unsent
    too), `oldest` says since when; `conflicts` fields in which two values stand; `waiting` changes that cannot be read
    yet. `left` says why this laptop does not belong to the organisation that it knows, `silent_days` how old the last
    signed state is, once that is worth saying, `doubts` what the central system said and this laptop did not believe.
    """

    enrolled: bool
    organisation: str
    address: str
    unsent: int
    drafts: int
    oldest: datetime | None
    last_contact: datetime | None
    conflicts: int
    waiting: int
    left: Left = Left.NOT
    silent_days: int = 0
    doubts: tuple[Doubt, ...] = ()


def status(session: Session) -> SyncStatus:
    """Return how many changes wait, since when, and what needs a person's eye. Reads this laptop only."""
    store = session.store
    me, unsent = store.me(), store.unsent_count()
    return SyncStatus(
        enrolled=me.enrolled,
        organisation=_own_name(session, me.org) if me.enrolled else "",
        address=store.setting(ADDRESS) or "",
        unsent=unsent.changes,
        drafts=unsent.drafts,
        oldest=_time(unsent.oldest_at),
        last_contact=_time(store.setting(LAST_CONTACT)),
        conflicts=len(store.conflicts()),
        waiting=store.waiting_count(),
        left=left(session),
        silent_days=silent_days(session),
        doubts=doubts.standing(store),
    )


def connect(session: Session) -> CentralSystem:
    """Return the connection to the central system of this laptop's organisation; the session keeps it.

    A new address or a new device key means a new connection. Raises LuotsiError `not_enrolled`.
    """
    address = session.store.setting(ADDRESS)
    if not address:
        raise LuotsiError("not_enrolled")
    from desktop_app.sync.http_central import HttpCentral  # late: the window must not wait for a network library

    key = session.store.me().key
    if session.central_for != (address, key.dev):
        if session.central is not None:
            session.central.close()
        session.central, session.central_for = HttpCentral(address, key), (address, key.dev)
    if session.central is None:
        raise LuotsiError("not_enrolled")
    return session.central


def sync_now(session: Session, central: CentralSystem | None = None) -> SyncReport:
    """Exchange changes once. Drafts are saved before, by the window.

    Raises CentralUnavailable or LuotsiError `not_enrolled`; nothing on this laptop is changed by a failure.
    """
    if not session.store.me().enrolled:
        raise LuotsiError("not_enrolled")
    members.note_laptop(session)
    session.store.save_noted(session.at())
    report = sync_once(session.store, central or connect(session), session.clock)
    session.store.set_setting(LAST_CONTACT, session.at())
    doubts.note(session.store, report.doubts)
    return replace(report, cases=report.cases | same_worker.take_up(session))


def _own_name(session: Session, org: OrgId) -> str:
    entry = session.store.trust().org(org)
    return entry.name if entry else ""


def _time(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
