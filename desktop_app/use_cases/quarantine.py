"""What was set aside of a laptop, for an administrator to look at; released by raising where the laptop ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.errors import LuotsiError
from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.change import Payload, SignedChange
from desktop_app.ledger.ids import CaseId, DeviceId
from desktop_app.ledger.keys import verify
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.roster import Device
from desktop_app.use_cases import members, roster_change
from desktop_app.use_cases.session import Changed, Session
from desktop_app.use_cases.synchronising import connect, sync_now

__all__ = ["SetAside", "SetAsideChange", "look", "release"]

Connect = Callable[[Session], CentralSystem]


@dataclass(frozen=True, slots=True)
class SetAsideChange:
    """One change that was set aside: who wrote it when, in which case, and which fields of which kinds; no values.

    `opens` is false where it is damaged, erased or under a key that is not here. `again` says that its laptop has
    issued it again since, so that a release skips it.
    """

    n: int
    opens: bool
    worker: str = ""
    at: datetime | None = None
    reference: str = ""
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """What was set aside of a laptop; `hidden` changes belong to cases that do not exist for this administrator.

    `last` is number and hash of the newest, up to which a release would go; None where a release is not the way: the
    laptop has not been removed.
    """

    dev: DeviceId
    changes: tuple[SetAsideChange, ...] = ()
    hidden: int = 0
    last: tuple[int, bytes] | None = None


def look(session: Session, dev: DeviceId, connect_to: Connect = connect) -> SetAside:
    """Fetch what was set aside of a laptop, here and at the central system, and open it.

    Raises LuotsiError `not_an_administrator`, `no_such_laptop`, `CentralUnavailable`, `CentralRefused`.
    """
    roster_change.ensure_administrator(session)
    central = connect_to(session)
    sync_now(session, central)
    device = roster_change.newest(session).device(dev)
    if device is None:
        raise LuotsiError("no_such_laptop")
    lines = {line.parsed.n: line for line in (*session.store.set_aside_of(dev), *_fetched(central, dev))}
    sound = [lines[n] for n in sorted(lines) if _is_by(lines[n], device)]
    opened = [(line, _opened(session, line)) for line in sound]
    begun = _begun(payload for _, payload in opened if payload is not None)
    shown = [_shown(session, line, payload, begun) for line, payload in opened]
    last = (sound[-1].parsed.n, bytes(sound[-1].hash)) if sound else None
    return SetAside(
        dev,
        tuple(one for one in shown if one is not None),
        sum(one is None for one in shown),
        last if device.until is not None and last is not None and last[0] > device.until[0] else None,
    )


def release(session: Session, seen: SetAside, connect_to: Connect = connect) -> Changed:
    """Let everything that was looked at count: the laptop ends later, and stays removed.

    Raises LuotsiError `not_an_administrator`, `nothing_to_release`, `laptops_changed`, `CentralUnavailable`,
    `CentralRefused`.
    """
    central = connect_to(session)
    cases_ = roster_change.catch_up(session, central)
    roster_change.ensure_administrator(session)
    until, devices = seen.last, roster_change.newest(session).devices
    ended = next((one.until for one in devices if one.dev == seen.dev), None)
    if until is None or ended is None or until[0] <= ended[0]:
        raise LuotsiError("nothing_to_release")
    raised = [replace(one, until=until) if one.dev == seen.dev else one for one in devices]
    cases_ |= roster_change.publish(session, central, devices=raised)
    return cases_ | sync_now(session, central).cases


def _fetched(central: CentralSystem, dev: DeviceId) -> Iterable[SignedChange]:
    after = 0
    while lines := central.set_aside(dev, after):
        yield from (line for line in lines if line.parsed.dev == dev)
        after = max(line.parsed.n for line in lines)


def _is_by(line: SignedChange, device: Device) -> bool:
    """Whether the laptop signed it; the central system could show anything."""
    return line.parsed.dev == device.dev and verify(device.key, purposes.CHANGE, line.header, line.sig)


def _opened(session: Session, line: SignedChange) -> Payload | None:
    try:
        return session.store.payload(line)
    except (Refused, Waiting):
        return None


def _begun(payloads: Iterable[Payload]) -> dict[CaseId, dict[str, Json]]:
    """Return what these changes, all together, say on the covers of cases."""
    covers: dict[CaseId, dict[str, Json]] = {}
    for payload in payloads:
        for op in payload.ops:
            if op.kind == "case" and payload.case is not None:
                covers.setdefault(payload.case, {}).update(op.set)
    return covers


def _hides(cover: dict[str, Json], user: str) -> bool:
    team, blocked = cover.get("case_team"), cover.get("blocked_users")
    outside = isinstance(team, list) and bool(team) and user not in team
    return outside or (isinstance(blocked, list) and user in blocked)


def _shown(
    session: Session, line: SignedChange, payload: Payload | None, begun: dict[CaseId, dict[str, Json]]
) -> SetAsideChange | None:
    """Return what may be told of a change; None when its case does not exist for this worker."""
    n = line.parsed.n
    if payload is None:
        return SetAsideChange(n, opens=False)
    reference = "" if payload.case is None else _reference(session, payload.case, begun)
    if reference is None:
        return None
    return SetAsideChange(
        n,
        opens=True,
        worker=members.name_of(session, payload.user),
        at=datetime.fromisoformat(payload.at),
        reference=reference,
        fields=tuple((op.kind, tuple(sorted(op.set))) for op in payload.ops),
        again=session.store.was_issued_again(line),
    )


def _reference(session: Session, case: CaseId, begun: dict[CaseId, dict[str, Json]]) -> str | None:
    """Return a case's reference, known here or given by what is set aside; None for a case that is hidden."""
    known = session.store.cases.row(case)
    if known is not None:
        return known.reference
    cover = begun.get(case, {})
    if session.store.is_hidden(case) or _hides(cover, b64(session.store.me().user)):
        return None
    return str(cover.get("reference") or "")
