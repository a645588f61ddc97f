"""The organisation's recovery sheet: trying it, making another, and coming back with it when every laptop is lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeAlias

from desktop_app.errors import LuotsiError
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.directory import OrgEntry, OrgKind
from desktop_app.ledger.handover import make_handover, open_handover
from desktop_app.ledger.keys import RECOVERY_LENGTH, DeviceKey, RecoveryKey, Ring
from desktop_app.ledger.messages import CentralRefused
from desktop_app.ledger.place import Place, plain_words
from desktop_app.ledger.roster import ADMIN, DECIDE, Device, Recovery, Roster, next_roster
from desktop_app.ledger.sheet_parts import read_sheet
from desktop_app.ledger.trust import Trust
from desktop_app.ledger.words import to_words
from desktop_app.sync.engine import fetch_trust
from desktop_app.sync.reissue import join_organisation
from desktop_app.use_cases import laptops, roster_change
from desktop_app.use_cases.enrolment import leave_identity
from desktop_app.use_cases.session import Changed, Session
from desktop_app.use_cases.synchronising import ADDRESS, connect, sync_now

__all__ = ["Place", "come_back", "new_secret", "place", "rehearse", "renew", "words_of"]

Connect: TypeAlias = Callable[[Session], CentralSystem]
#: Returns the central system at an address as the holder of these keys sees it.
Reach: TypeAlias = Callable[[str, DeviceKey], CentralSystem]


def new_secret() -> bytes:
    """Return the 16 random bytes of a recovery sheet, to be kept in memory until it is printed."""
    return secrets.token_bytes(RECOVERY_LENGTH)


def words_of(secret: bytes) -> tuple[str, ...]:
    """Return the words of a recovery sheet."""
    return to_words(secret)


def place(session: Session) -> Place:
    """Return where the organisation is, as the sheet says it besides the words."""
    store = session.store
    return Place(store.setting(ADDRESS) or "", store.trust().newest_root, store.me().org)


def rehearse(session: Session, words: str, reach: Reach | None = None) -> None:
    """Try whether these words open the organisation's ring, as they would on a new laptop; nothing is changed.

    `words` are those of the whole sheet, or of enough of the papers among which it is split. Raises LuotsiError
    `wrong_recovery_words` (mistyped), `wrong_sheet_part`, `sheet_parts_lacking`, `sheet_parts_differ`,
    `recovery_sheet_old` (not in force), `sheet_opens_not` (what was handed over to it is not the newest ring),
    `CentralUnavailable`, `CentralRefused`.
    """
    store = session.store
    roster = roster_change.newest(session)
    key = RecoveryKey.derive(read_sheet(plain_words(words)), roster.org)
    if Recovery.of(key) != roster.recovery:
        raise LuotsiError("recovery_sheet_old")
    with _reached(store.setting(ADDRESS) or "", key.as_device(), reach) as central:
        trust = fetch_trust(central, store.trust(), roster.org)
        ring = _handed_over(central, trust, roster, key)
    if ring.secrets[: store.ring().highest] != store.ring().secrets:
        raise LuotsiError("sheet_opens_not")


def renew(session: Session, secret: bytes, connect_to: Connect = connect) -> Changed:
    """Put another recovery sheet in the place of the present one, which opens nothing any more.

    The new one must be printed and stored before. Raises LuotsiError `not_an_administrator`, `laptops_changed`,
    `CentralUnavailable`, `CentralRefused`.
    """
    central = connect_to(session)
    cases = roster_change.catch_up(session, central)
    roster_change.ensure_administrator(session)
    key = RecoveryKey.derive(secret, session.store.me().org)
    return cases | roster_change.publish(session, central, recovery=Recovery.of(key))


def come_back(
    session: Session,
    where: str,
    words: str,
    *,
    all_lost: bool,
    reach: Reach | None = None,
    connect_to: Connect = connect,
) -> Changed:
    """Make this laptop an administrator's of the organisation whose recovery sheet it is, with its whole history.

    `where` is what the sheet says besides the words, or an invitation that names the organisation. With `all_lost`
    every other laptop is retired where the feed ends and the secrets are rotated; else that is done one by one
    afterwards. Done again after it broke off, it goes on from there. Raises LuotsiError `wrong_place`,
    `wrong_recovery_words`, `recovery_sheet_old`, `recovery_sheet_unknown`, `already_joined`, `CentralUnavailable`,
    `CentralRefused`, `Refused` for anything that the root has not signed.
    """
    store, there = session.store, Place.from_text(where)
    if not store.me().enrolled or store.me().org != there.org:
        if store.me().enrolled:
            raise LuotsiError("already_joined")
        leave_identity(session, connect_to)
        key = RecoveryKey.derive(read_sheet(plain_words(words)), there.org)
        with _reached(there.address, key.as_device(), reach) as central:
            trust, ring = _become_administrator(session, central, there, key)
            join_organisation(store, central, trust, there.org, ring, session.clock)
        store.set_setting(ADDRESS, there.address)
    central = connect_to(session)
    cases = sync_now(session, central).cases
    return cases | _retire_others(session, central) if all_lost else cases


def _become_administrator(
    session: Session, central: CentralSystem, there: Place, key: RecoveryKey
) -> tuple[Trust, Ring]:
    """Take the ring that was handed over to the sheet, and publish a roster with this laptop, signed by the sheet."""
    trust = _believed(central, there)
    roster = trust.newest_roster(there.org)
    if roster is None or Recovery.of(key) != roster.recovery:
        raise LuotsiError("recovery_sheet_old")
    ring = _handed_over(central, trust, roster, key)
    me = session.store.me()
    if roster.device(me.dev) is not None:  # the reply to an earlier try was lost
        return trust, ring
    newcomer = Device.of(me.key, _roles(trust.org(there.org)))
    signer = key.as_device()
    signed = next_roster(trust.signed_rosters[there.org][-1], signer, devices=(*roster.devices, newcomer))
    try:
        central.publish(signed, (make_handover(signed.parsed(), newcomer.dev, ring, signer),))
    except CentralRefused as error:
        raise roster_change.too_late(error) from error
    return trust.accept_roster(signed), ring


def _believed(central: CentralSystem, there: Place) -> Trust:
    """Return what the pinned root leads to."""
    try:
        return fetch_trust(central, Trust(there.root_hash), there.org)
    except CentralRefused as error:
        if error.code == "unknown_device":
            raise LuotsiError("recovery_sheet_unknown") from error
        raise


def _handed_over(central: CentralSystem, trust: Trust, roster: Roster, key: RecoveryKey) -> Ring:
    """Return the ring that the newest hand-over gives to the sheet; raises LuotsiError `sheet_opens_not`."""
    signed = central.handover()
    of_version = None if signed is None else trust.roster(roster.org, signed.parsed().version)
    if signed is None or of_version is None or len(of_version.kems) < len(roster.kems):
        raise LuotsiError("sheet_opens_not")
    return open_handover(signed, of_version, key.kem, None)


def _roles(entry: OrgEntry | None) -> frozenset[str]:
    system = entry is not None and entry.kind is OrgKind.ASSISTANCE_SYSTEM
    return frozenset({ADMIN, DECIDE} if system else {ADMIN})


def _retire_others(session: Session, central: CentralSystem) -> Changed:
    """End every other laptop where the feed ends, and rotate; nothing if that has been done."""
    me, roster = session.store.me(), roster_change.newest(session)
    if not any(device.active and device.dev != me.dev for device in roster.devices):
        return frozenset()
    devices = [
        replace(device, until=laptops.end_of(session, device.dev)) if device.active and device.dev != me.dev else device
        for device in roster.devices
    ]
    return roster_change.publish(session, central, devices=devices, rotate=True)


@contextmanager
def _reached(address: str, key: DeviceKey, reach: Reach | None) -> Iterator[CentralSystem]:
    """Open a connection for the holder of these keys, and close it afterwards."""
    if reach is not None:
        yield reach(address, key)
        return
    from desktop_app.sync.http_central import HttpCentral  # late: the window must not wait for a network library

    central = HttpCentral(address, key)
    try:
        yield central
    finally:
        central.close()
