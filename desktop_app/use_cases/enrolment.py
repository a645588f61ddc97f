"""Joining an organisation, founding one, and letting colleagues' laptops in, by words that two people compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.handover import make_handover, open_handover
from desktop_app.ledger.ids import DeviceId, Hash, OrgId, device_id
from desktop_app.ledger.invitation import Invitation, code_hash, new_code
from desktop_app.ledger.keys import RecoveryKey
from desktop_app.ledger.messages import EnrolRequest, PendingEnrolment
from desktop_app.ledger.roster import ADMIN, DECIDE, Device, Recovery, first_roster
from desktop_app.ledger.trust import Trust
from desktop_app.ledger.words import enrolment_words
from desktop_app.sync.engine import fetch_trust
from desktop_app.sync.reissue import join_organisation, leave_retired_identity
from desktop_app.use_cases import laptops, roster_change
from desktop_app.use_cases.session import Changed, Session, stamp
from desktop_app.use_cases.standing import Left, left
from desktop_app.use_cases.synchronising import ADDRESS, connect, sync_now

_ROOT = "enrolment_root"
_TICKET = "enrolment_ticket"
_ORG = "enrolment_org"

#: How long an invitation may be used (docs/protocol.md section 3).
INVITATION_LIFE = timedelta(minutes=15)


class EnrolmentStep(StrEnum):
    """Where a laptop stands on its way into an organisation."""

    ALONE = "alone"
    WAITING = "waiting"
    FOUND = "found"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """How the laptop stands: the six words to compare while it waits, the organisation's name once it is known."""

    step: EnrolmentStep
    words: tuple[str, ...] = ()
    organisation: str = ""
    administrator: bool = False
    left: Left = Left.NOT


@dataclass(frozen=True, slots=True)
class WaitingLaptop:
    """A colleague's laptop that asked to join, with the six words that its owner reads aloud."""

    ticket: str
    name: str
    words: tuple[str, ...]


Connect = Callable[[Session], CentralSystem]


def standing(session: Session) -> Enrolment:
    """Return how this laptop stands, from what it knows itself."""
    me, store = session.store.me(), session.store
    if me.enrolled:
        entry = store.trust().org(me.org)
        return Enrolment(EnrolmentStep.JOINED, (), entry.name if entry else "", roster_change.is_administrator(session))
    if not store.setting(_TICKET):
        return Enrolment(EnrolmentStep.ALONE, left=left(session))
    return Enrolment(EnrolmentStep.WAITING, _words(session))


def ask_to_join(session: Session, invitation_text: str, laptop: str, connect_to: Connect = connect) -> Enrolment:
    """Send this laptop's keys with the invitation's code; the words are then compared by two people.

    Raises LuotsiError `wrong_invitation`, CentralUnavailable, CentralRefused (`wrong_invitation_code`, expired).
    """
    invitation = Invitation.from_text(invitation_text)
    store = session.store
    leave_identity(session, connect_to)
    me = store.me()
    store.set_setting(ADDRESS, invitation.address)
    store.set_setting(_ROOT, b64(invitation.root_hash))
    store.set_setting(_ORG, b64(invitation.org) if invitation.org is not None else "")
    org = invitation.org if invitation.org is not None else me.org
    request = EnrolRequest(org, invitation.code, me.key.public, me.key.kem_public, laptop)
    reply = connect_to(session).enrol(request)
    store.set_setting(_TICKET, reply.ticket)
    return standing(session)


def leave_identity(session: Session, connect_to: Connect) -> None:
    """Take a new device id where the present one cannot be enrolled any more: retired, or that of a copied store."""
    me, store = session.store.me(), session.store
    known = store.trust().device(me.org, me.dev) is not None and bool(store.setting(ADDRESS))
    leave_retired_identity(store, session.clock, connect_to(session) if known else None)


def look_for_answer(session: Session, connect_to: Connect = connect) -> Enrolment:
    """Ask whether the other side has let this laptop in, and join when it has.

    FOUND means that the authority's signed directory names this laptop's new organisation: the recovery sheet is made
    next. Raises CentralUnavailable, `Refused` for anything that the root has not signed.
    """
    central, store = connect_to(session), session.store
    asked = store.setting(_ORG) or ""
    if central.enrolment(store.setting(_TICKET) or "").state != "ready":
        return standing(session)
    trust = fetch_trust(central, _known_trust(session), _organisation(session))
    entry = trust.org(_organisation(session))
    if entry is None:
        return standing(session)
    if not asked:
        if entry.anchor != store.me().key.public:
            raise LuotsiError("anchor_is_another_laptop")
        store.set_trust(trust)
        return Enrolment(EnrolmentStep.FOUND, _words(session), entry.name)
    device = trust.device(entry.org, store.me().dev)
    handover = central.handover() if device is not None else None
    roster = None if handover is None else trust.roster(entry.org, handover.parsed().version)
    if handover is None or roster is None:
        return standing(session)
    ring = open_handover(handover, roster, store.me().key.kem, store.me().dev)
    join_organisation(store, central, trust, entry.org, ring, session.clock)
    store.set_setting(_TICKET, "")
    return standing(session)


def found_organisation(session: Session, secret: bytes, connect_to: Connect = connect) -> Enrolment:
    """Publish roster 1 with this laptop as administrator, once the recovery sheet is printed and stored.

    An Assistance System's first laptop may also decide. Raises CentralUnavailable, CentralRefused.
    """
    store = session.store
    me, trust = store.me(), store.trust()
    entry = trust.org(me.org)
    if entry is None:
        raise LuotsiError("not_enrolled")
    key = RecoveryKey.derive(secret, me.org)
    roles = {ADMIN, DECIDE} if entry.kind == "assistance_system" else {ADMIN}
    roster = first_roster(me.org, me.key, store.ring(), Recovery.of(key), frozenset(roles))
    parsed = roster.parsed()
    to_sheet = make_handover(parsed, None, store.ring(), me.key)
    connect_to(session).publish(roster, (to_sheet,))
    store.set_trust(trust.accept_roster(roster))
    store.set_setting(_TICKET, "")
    return standing(session)


def invite(session: Session, connect_to: Connect = connect) -> str:
    """Return an invitation for one laptop of this organisation, good for 15 minutes. Administrators only."""
    store = session.store
    code = new_code()
    until = stamp(session.now() + INVITATION_LIFE)
    connect_to(session).register_invitation(code_hash(code), until)
    address = store.setting(ADDRESS) or ""
    return Invitation(address, store.trust().newest_root, store.me().org, code).to_text()


def waiting_laptops(session: Session, connect_to: Connect = connect) -> tuple[WaitingLaptop, ...]:
    """Return the laptops that ask to join this organisation, each with the words to compare."""
    root = session.store.trust().newest_root
    return tuple(
        WaitingLaptop(one.ticket, one.name, enrolment_words(one.org, one.key, one.kem, root))
        for one in connect_to(session).pending()
    )


def let_in(
    session: Session,
    ticket: str,
    roles: frozenset[str],
    connect_to: Connect = connect,
    *,
    replaces: DeviceId | None = None,
    rotate: bool = False,
) -> Changed:
    """Publish a roster with the waiting laptop and hand it the ring, after two people compared the words.

    `replaces` is the id that the worker's laptop had before: the same version ends it where the feed ends, and the
    laptop goes on as the same worker. `rotate` changes the secrets too, because a copy may be in wrong hands. The cases
    that changed by it. Raises LuotsiError `no_such_laptop`, `laptops_changed`, CentralUnavailable, CentralRefused.
    """
    central = connect_to(session)
    cases = sync_now(session, central).cases if replaces is not None else frozenset()
    cases |= roster_change.catch_up(session, central)
    chosen = _waiting(central.pending(), ticket)
    devices = roster_change.newest(session).devices
    if replaces is not None:
        devices = laptops.retired(session, devices, replaces)
    newcomer = Device(device_id(chosen.key), chosen.key, chosen.kem, roles)
    cases |= roster_change.publish(session, central, devices=(*devices, newcomer), rotate=rotate)
    worker = laptops.worker_of(session, replaces) if replaces is not None else None
    return cases if worker is None else cases | laptops.assign(session, newcomer.dev, worker)


def _waiting(pending: tuple[PendingEnrolment, ...], ticket: str) -> PendingEnrolment:
    for one in pending:
        if one.ticket == ticket:
            return one
    raise LuotsiError("no_such_laptop")


def _known_trust(session: Session) -> Trust:
    """Return what this laptop believes, or the bare root of its invitation before the first directory."""
    trust = session.store.trust()
    return trust if trust.directory is not None else Trust(_root(session))


def _organisation(session: Session) -> OrgId:
    asked = session.store.setting(_ORG) or ""
    return OrgId(unb64(asked)) if asked else session.store.me().org


def _root(session: Session) -> Hash:
    return Hash(unb64(session.store.setting(_ROOT) or ""))


def _words(session: Session) -> tuple[str, ...]:
    me = session.store.me()
    return enrolment_words(_organisation(session), me.key.public, me.key.kem_public, _root(session))


__all__ = [
    "ADMIN",
    "DECIDE",
    "DeviceId",
    "Enrolment",
    "EnrolmentStep",
    "Trust",
    "WaitingLaptop",
    "ask_to_join",
    "found_organisation",
    "invite",
    "let_in",
    "look_for_answer",
    "standing",
    "waiting_laptops",
]
