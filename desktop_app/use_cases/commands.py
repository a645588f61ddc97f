"""Commands to laptops: an administrator gives one, the laptop that it names checks it and obeys it once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed, b64
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.command import LOCK, WIPE, Command, Do, SignedCommand, check_command, sign_command
from desktop_app.ledger.ids import DeviceId, new_id
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable, Forked
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.sync.engine import SyncReport, fetch_trust
from desktop_app.sync.sending import Sent, send_own
from desktop_app.use_cases import backup, roster_change
from desktop_app.use_cases.session import Session, stamp
from desktop_app.use_cases.synchronising import ADDRESS, connect, sync_now
from desktop_app.vault import vault

__all__ = ["LOCK", "WIPE", "Do", "Obeyed", "exchange", "exchange_by_hand", "give", "obey"]

#: How long a command waits for its laptop to be heard of.
LIFE: Final = timedelta(days=90)
_OBEYED: Final = "commands_obeyed"

Connect = Callable[[Session], CentralSystem]


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What this laptop has just done on an administrator's command.

    `unsent` counts what could not be sent before a wipe, because nobody takes it any more; `backups` are those that the
    wipe could not reach, where they were put.
    """

    do: Do
    unsent: int = 0
    backups: tuple[str, ...] = ()

    def told(self) -> LuotsiError:
        """Return what the worker is told, as a code with its details."""
        if self.do == LOCK:
            return LuotsiError("obeyed_lock")
        return LuotsiError("obeyed_wipe", unsent=self.unsent, backups=", ".join(self.backups) or "–")


def give(session: Session, dev: DeviceId, do: Do, connect_to: Connect = connect) -> None:
    """Tell a laptop of the organisation to lock, or to destroy its keys; it does so when it is next heard of.

    Raises LuotsiError `not_an_administrator`, `own_laptop`, `CentralUnavailable`, `CentralRefused`.
    """
    roster_change.ensure_administrator(session)
    me = session.store.me()
    if dev == me.dev:
        raise LuotsiError("own_laptop")
    issued = session.now()
    command = Command(me.org, dev, new_id(), do, stamp(issued), stamp(issued + LIFE))
    connect_to(session).give_command(sign_command(command, me.key))


def exchange(session: Session, connect_to: Connect = connect) -> tuple[SyncReport | None, Obeyed | None]:
    """Exchange changes once and obey what an administrator has told this laptop; a removed one obeys, too.

    Raises as `sync_now`.
    """
    try:
        report = sync_now(session, connect_to(session))
    except LuotsiError as error:
        if error.code != "device_retired":
            raise
        done = obey(session, connect_to)
        if done is None:
            raise
        return None, done
    try:
        return report, obey(session, connect_to)
    except CentralUnavailable:
        return report, None  # what the round has brought stays; the next one asks again


def exchange_by_hand(session: Session, connect_to: Connect = connect) -> SyncReport:
    """Exchange changes once, from the command line: a command that was obeyed is told as LuotsiError.

    Raises `obeyed_lock`, `obeyed_wipe`, and as `sync_now`.
    """
    report, done = exchange(session, connect_to)
    if done is not None or report is None:
        raise done.told() if done is not None else LuotsiError("device_retired")
    return report


def obey(session: Session, connect_to: Connect = connect) -> Obeyed | None:
    """Fetch what this laptop is to do, and do it: the newest command that holds; None for nothing.

    A wipe sends first what is unsent. Afterwards the store is still open and has to be locked. Raises
    `CentralUnavailable`: nothing was done then, and the next round tries again.
    """
    store = session.store
    if not store.setting(ADDRESS) or store.trust().newest_roster(store.me().org) is None:
        return None
    central = connect_to(session)
    commands = _in_force(session, central)
    if not commands:
        return None
    found = commands[-1]
    done = Obeyed(found.do)
    if found.do == WIPE:
        done = Obeyed(WIPE, _send_last(session, central), tuple(one.where for one in backup.made(session)))
    store.set_setting(_OBEYED, " ".join([*_obeyed(session), *(b64(one.id) for one in commands)]))
    if found.do == WIPE:
        vault.destroy(session.folder)
    with suppress(LuotsiError):
        for one in commands:
            central.obeyed(one.id)
    return done


def _in_force(session: Session, central: CentralSystem) -> tuple[Command, ...]:
    """Return the commands for this laptop that an administrator of the newest roster signed; what counts is last.

    A wipe counts before a lock, then the newest.
    """
    try:
        signed = central.commands()
        if not signed:
            return ()
        session.store.set_trust(fetch_trust(central, session.store.trust(), session.store.me().org))
    except (CentralRefused, Refused, Waiting):
        return ()  # a central system from before commands, or one that is not believed
    known = _obeyed(session)
    checked = (_checked(session, one) for one in signed)
    found = [one for one in checked if one is not None and b64(one.id) not in known]
    return tuple(sorted(found, key=lambda one: (one.do == WIPE, one.issued)))


def _checked(session: Session, signed: SignedCommand) -> Command | None:
    try:
        return check_command(signed, roster_change.newest(session), session.store.me().dev, session.consent_now())
    except (Refused, Malformed):
        return None


def _send_last(session: Session, central: CentralSystem) -> int:
    """Send what only this laptop has; how much of it nobody takes."""
    with suppress(CentralRefused, Forked, Refused):
        send_own(session.store, central, Sent())
    return session.store.unsent_count().changes


def _obeyed(session: Session) -> tuple[str, ...]:
    return tuple((session.store.setting(_OBEYED) or "").split())
