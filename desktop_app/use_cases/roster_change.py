"""The next version of the organisation's roster: built on the newest there is, published all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop_app.errors import LuotsiError
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.handover import make_handover
from desktop_app.ledger.ids import DeviceId
from desktop_app.ledger.keys import Ring
from desktop_app.ledger.messages import CentralRefused
from desktop_app.ledger.roster import ADMIN, Device, Recovery, Roster, next_roster
from desktop_app.sync.believing import take_ring
from desktop_app.sync.engine import fetch_trust
from desktop_app.use_cases.session import Changed, Session

#: What the central system says when somebody else's version came first.
_TOO_LATE = frozenset({"forked_roster", "older_roster", "roster_not_next", "roster_before_missing"})


def is_administrator(session: Session) -> bool:
    """Tell whether this laptop may sign the next roster."""
    return session.store.me().enrolled and session.store.has_role(ADMIN)


def ensure_administrator(session: Session) -> None:
    """Raise LuotsiError `not_an_administrator` unless this laptop is one."""
    if not is_administrator(session):
        raise LuotsiError("not_an_administrator")


def administrators(session: Session) -> frozenset[DeviceId]:
    """Return the laptops that are or were an administrator's; a laptop's roles never change."""
    roster = session.store.trust().newest_roster(session.store.me().org)
    return frozenset(device.dev for device in roster.devices if ADMIN in device.roles) if roster else frozenset()


def catch_up(session: Session, central: CentralSystem) -> Changed:
    """Take in the newest rosters and the ring of the newest epoch, on which the next version is built."""
    store = session.store
    cases = store.set_trust(fetch_trust(central, store.trust(), store.me().org))
    return cases | take_ring(store, central)


def newest(session: Session) -> Roster:
    """Return the newest roster held. Raises LuotsiError `not_enrolled`."""
    roster = session.store.trust().newest_roster(session.store.me().org)
    if roster is None:
        raise LuotsiError("not_enrolled")
    return roster


def publish(
    session: Session,
    central: CentralSystem,
    *,
    devices: Sequence[Device] | None = None,
    rotate: bool = False,
    recovery: Recovery | None = None,
) -> Changed:
    """Sign and publish the next version over the newest held; the cases that changed by it.

    After a rotation everybody who remains gets the new ring, this laptop too: should the reply be lost, or the program
    end here, the next sync finds it. Else only who is new gets it, and a new recovery sheet.
    Raises LuotsiError `laptops_changed` when another administrator was first (nothing was done), `CentralUnavailable`,
    `CentralRefused`.
    """
    store = session.store
    me, trust = store.me(), store.trust()
    ring = store.ring().rotated() if rotate else store.ring()
    before = trust.signed_rosters[me.org][-1]
    signed = next_roster(before, me.key, devices=devices, ring=ring if rotate else None, recovery=recovery)
    roster = signed.parsed()
    receivers = _receivers(before.parsed(), roster)
    try:
        central.publish(signed, [make_handover(roster, to, ring, me.key) for to in receivers])
    except CentralRefused as error:
        raise too_late(error) from error
    cases = store.set_trust(trust.accept_roster(signed))
    return cases | _keep(session, ring, rotate=rotate)


def too_late(error: CentralRefused) -> LuotsiError:
    """Return what a refused roster means: `laptops_changed` if somebody else's version came first, else the refusal."""
    return LuotsiError("laptops_changed") if error.code in _TOO_LATE else error


def _keep(session: Session, ring: Ring, *, rotate: bool) -> Changed:
    return session.store.add_ring(ring) if rotate else frozenset()


def _receivers(before: Roster, after: Roster) -> Iterable[DeviceId | None]:
    """Return who needs the ring with this version: after a rotation all who remain and the recovery sheet (None)."""
    rotated, renewed = len(after.kems) > len(before.kems), after.recovery != before.recovery
    for device in after.devices:
        if device.active and (rotated or before.device(device.dev) is None):
            yield device.dev
    if rotated or renewed:
        yield None
