"""The laptops of the organisation, for its administrators: whose they are, how they stand, and removing one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.domain.membership import (
    CONFIRMED,
    KIND,
    owner_of,
    with_confirmed,
    with_device,
    without_confirmed,
    workers_of,
)
from desktop_app.domain.record import Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.change import Op
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import DeviceId, UserId
from desktop_app.ledger.laptop_messages import LaptopStanding, LaptopState, Order
from desktop_app.ledger.roster import Device
from desktop_app.storage.device_rows import Trace
from desktop_app.use_cases import roster_change
from desktop_app.use_cases.session import Changed, Session
from desktop_app.use_cases.synchronising import connect, sync_now

__all__ = [
    "Laptop",
    "LaptopStanding",
    "ask",
    "assign",
    "confirm",
    "end_of",
    "offers_decide",
    "read",
    "remove",
    "rotate",
    "worker_of",
    "workers",
]

Connect = Callable[[Session], CentralSystem]


@dataclass(frozen=True, slots=True)
class Laptop:
    """One laptop of the organisation.

    `worker` is the name of whose it is, empty while nobody has said; `confirmed` whether an administrator has confirmed
    that name; `since` and `seen` when the first and the newest of its changes that are here were received. `state` is
    the roster's word if it is retired, else what the central system says; `set_aside` how many changes lie there,
    `order` the newest command to it.
    """

    dev: DeviceId
    worker: str
    confirmed: bool
    own: bool
    roles: frozenset[str]
    since: datetime | None
    seen: datetime | None
    state: LaptopState
    set_aside: int = 0
    user: UserId | None = None
    order: Order | None = None


def read(session: Session, standings: Iterable[LaptopStanding] = ()) -> tuple[Laptop, ...]:
    """Return the laptops that the newest roster names: this one, then by name, the retired last.

    `standings` is what the central system has been asked. Raises LuotsiError `not_an_administrator`.
    """
    roster_change.ensure_administrator(session)
    traces = {trace.dev: trace for trace in session.store.traces()}
    told = {standing.dev: standing for standing in standings}
    known = session.store.records_without_case(KIND)
    found = [_laptop(session, device, known, traces, told) for device in roster_change.newest(session).devices]
    return tuple(sorted(found, key=lambda one: (one.state == "retired", not one.own, one.worker, one.dev)))


def ask(session: Session, connect_to: Connect = connect) -> tuple[LaptopStanding, ...]:
    """Exchange changes once, then ask the central system how it treats each laptop.

    Raises `CentralUnavailable`, `CentralRefused`, LuotsiError `not_enrolled`, `device_retired`.
    """
    central = connect_to(session)
    sync_now(session, central)
    return central.laptops()


def confirm(session: Session, dev: DeviceId) -> Changed:
    """Note that this laptop belongs to the worker who says so, under the name that stands now.

    Raises LuotsiError `not_an_administrator`, `no_such_laptop`.
    """
    roster_change.ensure_administrator(session)
    owner = owner_of(dev, session.store.records_without_case(KIND), roster_change.administrators(session))
    if owner is None or not owner.name:
        raise LuotsiError("no_such_laptop")
    return assign(session, dev, UserId(owner.record.record))


def assign(session: Session, dev: DeviceId, user: UserId) -> Changed:
    """Confirm that a laptop is this worker's and nobody else's; it goes on as that worker after its next sync.

    Raises LuotsiError `not_an_administrator`, `no_such_worker`.
    """
    roster_change.ensure_administrator(session)
    known = session.store.records_without_case(KIND)
    chosen = next((one for one in known if bytes(one.record) == user and not one.is_deleted), None)
    if chosen is None:
        raise LuotsiError("no_such_worker")
    ops = [_op(chosen, {CONFIRMED: with_confirmed(chosen, dev), "devices": with_device(chosen, dev)})]
    for other in workers_of(dev, known, roster_change.administrators(session)):
        if other.record != chosen.record:
            ops.append(_op(other, {CONFIRMED: without_confirmed(other, dev)}))
    return session.store.save(ops, case=None, at=session.at())


def worker_of(session: Session, dev: DeviceId) -> UserId | None:
    """Return whose laptop this is, as far as that is known."""
    owner = owner_of(dev, session.store.records_without_case(KIND), roster_change.administrators(session))
    return None if owner is None else UserId(owner.record.record)


def workers(session: Session) -> tuple[tuple[UserId, str], ...]:
    """Return the known workers of the organisation with their names, by name."""
    found = [
        (UserId(one.record), one.text("name")) for one in session.store.records_without_case(KIND) if not one.is_deleted
    ]
    return tuple(sorted((one for one in found if one[1]), key=lambda one: one[1]))


def remove(session: Session, dev: DeviceId, connect_to: Connect = connect) -> Changed:
    """Retire a laptop at the last change the central system has of it, and rotate the secrets, in one step.

    The feed is fetched to its end first. Raises LuotsiError `not_an_administrator`, `no_such_laptop`, `own_laptop`,
    `laptops_changed` (another administrator was first and nothing was done), `CentralUnavailable`, `CentralRefused`.
    """
    central = connect_to(session)
    report = sync_now(session, central)
    cases = report.cases | roster_change.catch_up(session, central)
    roster_change.ensure_administrator(session)
    if dev == session.store.me().dev:
        raise LuotsiError("own_laptop")
    devices = retired(session, roster_change.newest(session).devices, dev)
    return cases | roster_change.publish(session, central, devices=devices, rotate=True)


def rotate(session: Session, connect_to: Connect = connect) -> Changed:
    """Change the organisation's secrets for all laptops that remain; raises as `remove`."""
    central = connect_to(session)
    cases = roster_change.catch_up(session, central)
    roster_change.ensure_administrator(session)
    return cases | roster_change.publish(session, central, rotate=True)


def offers_decide(session: Session) -> bool:
    """Tell whether laptops of this organisation may be given the role for decisions: it is an Assistance System."""
    entry = session.store.trust().org(session.store.me().org)
    return entry is not None and entry.kind is OrgKind.ASSISTANCE_SYSTEM


def retired(session: Session, devices: Iterable[Device], dev: DeviceId) -> tuple[Device, ...]:
    """Return the laptops with this one ended where the feed ends; raises LuotsiError `no_such_laptop`."""
    before = tuple(devices)
    if not any(device.dev == dev and device.active for device in before):
        raise LuotsiError("no_such_laptop")
    until = end_of(session, dev)
    return tuple(replace(device, until=until) if device.dev == dev else device for device in before)


def end_of(session: Session, dev: DeviceId) -> tuple[int, bytes]:
    """Return number and hash of the last change that the feed, as it is here, holds of a laptop; (0, "") for none."""
    found = next((trace for trace in session.store.traces() if trace.dev == dev), None)
    return (0, b"") if found is None else (found.n, found.hash)


def _laptop(
    session: Session,
    device: Device,
    known: Sequence[Record],
    traces: Mapping[DeviceId, Trace],
    told: Mapping[DeviceId, LaptopStanding],
) -> Laptop:
    owner = owner_of(device.dev, known, roster_change.administrators(session))
    trace, standing = traces.get(device.dev), told.get(device.dev)
    state: LaptopState = "active" if standing is None or standing.state == "retired" else standing.state
    return Laptop(
        dev=device.dev,
        worker=owner.name if owner else "",
        confirmed=owner is not None and owner.confirmed,
        own=device.dev == session.store.me().dev,
        roles=device.roles,
        since=_time(trace.first) if trace else None,
        seen=_time(trace.last) if trace else None,
        state=state if device.active else "retired",
        set_aside=standing.set_aside if standing else 0,
        user=UserId(owner.record.record) if owner else None,
        order=standing.order if standing else None,
    )


def _op(member: Record, values: dict[str, list[Json]]) -> Op:
    return Op(member.record, KIND, dict(values), {name: member.heads.get(name, ()) for name in values})


def _time(at: str) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
