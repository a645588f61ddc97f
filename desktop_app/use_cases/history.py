"""The history of a record: every field, who wrote it, when, and what stood before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.record import DELETED
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import Dot, RecordId, UserId
from desktop_app.storage.history import HistoryEntry
from desktop_app.storage.store import Me
from desktop_app.use_cases import access, members
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one save: what its author had before (several versions where they stood), and the value written."""

    field: str
    before: tuple[Json, ...]
    after: Json


class Delivery(StrEnum):
    """Where a save is: signed for by the central system, only on this laptop, brought on a stick and not handed in yet.

    `unasked` where it says nothing: the laptop works alone, or the save is a colleague's that came by sync.
    """

    RECEIVED = "received"
    HERE = "here"
    BROUGHT = "brought"
    UNASKED = ""


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One save: when by its author's clock, by whom, and what it changed; `counted` is False when it was set aside.

    `deleted` where it deleted the record, `restored` where it brought a deleted one back; `received` tells when the
    central system got it, where `delivery` says so.
    """

    at: datetime
    author: str
    by_me: bool
    changes: tuple[FieldChange, ...]
    counted: bool
    deleted: bool = False
    restored: bool = False
    delivery: Delivery = Delivery.UNASKED
    received: datetime | None = None


def of_record(session: Session, record: RecordId) -> tuple[HistoryStep, ...]:
    """Return the steps of an own record, newest first."""
    me = session.store.me()
    entries = session.store.history(me.org, me.own_stream, record)
    names: dict[UserId, str] = {}
    written: dict[tuple[Dot, str], Json] = {}
    steps = []
    for entry in entries:
        if entry.user not in names:
            names[entry.user] = members.name_of(session, entry.user)
        step = _step(entry, names[entry.user], entry.user == me.user, written)
        received = datetime.fromisoformat(entry.received) if entry.received else None
        steps.append(replace(step, delivery=_delivery(entry, me), received=received))
        written.update({((entry.dev, entry.n), field): value for field, value in entry.set.items()})
    return tuple(reversed(steps))


def log_shown(session: Session, record: RecordId, field: str) -> Changed:
    """Note that an own record's field of level 4 was shown from its history."""
    me = session.store.me()
    held = session.store.record(me.org, me.own_stream, record)
    if held is not None and held.case is not None:
        access.note(session, held.case, access.SHOWN, held.kind, [field])
    return NOTHING_CHANGED


def _delivery(entry: HistoryEntry, me: Me) -> Delivery:
    if not me.enrolled:
        return Delivery.UNASKED
    if entry.dev != me.dev:
        return Delivery.UNASKED if entry.received else Delivery.BROUGHT
    return Delivery.RECEIVED if entry.received else Delivery.HERE


def _step(entry: HistoryEntry, author: str, by_me: bool, written: Mapping[tuple[Dot, str], Json]) -> HistoryStep:
    changes = tuple(
        FieldChange(field, _before(entry.base.get(field, ()), field, written), value)
        for field, value in sorted(entry.set.items())
        if field != DELETED
    )
    return HistoryStep(
        datetime.fromisoformat(entry.at),
        author,
        by_me,
        changes,
        entry.state == "counted",
        deleted=entry.set.get(DELETED) is True,
        restored=DELETED in entry.base and entry.set.get(DELETED) is not True,
    )


def _before(base: Sequence[Dot], field: str, written: Mapping[tuple[Dot, str], Json]) -> tuple[Json, ...]:
    """Return the different values that stood on the author's screen; an erased one is gone."""
    found: list[Json] = []
    for dot in base:
        value = written.get((dot, field))
        if value is not None and value not in found:
            found.append(value)
    return tuple(found)
