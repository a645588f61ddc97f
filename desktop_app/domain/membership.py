"""Which laptops are whose, and which of that an administrator has confirmed (docs/protocol.md section 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import DeviceId

KIND: Final = "member"
CONFIRMED: Final = "confirmed"


@dataclass(frozen=True, slots=True)
class Owner:
    """The worker who says that a laptop is theirs; `confirmed` if an administrator has said so of this very name."""

    record: Record
    name: str
    confirmed: bool


def owner_of(dev: DeviceId, members: Iterable[Record], administrators: Collection[DeviceId]) -> Owner | None:
    """Return whose laptop this is: who is confirmed goes before who only says so."""
    found = [_owner(one, dev, administrators) for one in members if not one.is_deleted and b64(dev) in devices(one)]
    return min(found, key=lambda owner: (not owner.confirmed, owner.record.created_at), default=None)


def workers_of(dev: DeviceId, members: Iterable[Record], administrators: Collection[DeviceId]) -> tuple[Record, ...]:
    """Return the workers whose laptop this is as an administrator has confirmed, under whatever name."""
    return tuple(one for one in members if not one.is_deleted and _confirmed(one, dev, administrators) is not None)


def devices(member: Record) -> tuple[str, ...]:
    """Return the ids of a worker's laptops, as the record writes them: of every version that stands."""
    found = [str(row.get("dev")) for version in member.standing("devices") for row in _rows(version)]
    return tuple(dict.fromkeys(found))


def with_device(member: Record, dev: DeviceId) -> list[Json]:
    """Return the worker's laptops with this one among them; sorted, so that two laptops write the same."""
    return [{"dev": code} for code in sorted({*devices(member), b64(dev)})]


def with_confirmed(member: Record, dev: DeviceId) -> list[Json]:
    """Return what is confirmed, with this laptop under the worker's present name."""
    names = {**_names(member), b64(dev): member.text("name")}
    return [{"dev": code, "name": name} for code, name in sorted(names.items())]


def without_confirmed(member: Record, dev: DeviceId) -> list[Json]:
    """Return what is confirmed, without this laptop."""
    return [{"dev": code, "name": name} for code, name in sorted(_names(member).items()) if code != b64(dev)]


def _owner(member: Record, dev: DeviceId, administrators: Collection[DeviceId]) -> Owner:
    name = member.text("name")
    return Owner(member, name, bool(name) and _confirmed(member, dev, administrators) == name)


def _confirmed(member: Record, dev: DeviceId, administrators: Collection[DeviceId]) -> str | None:
    """Return the name under which an administrator has confirmed that this laptop is the worker's."""
    heads = member.heads.get(CONFIRMED, ())
    if not heads or not all(device in administrators for device, _ in heads):
        return None
    return _names(member).get(b64(dev))


def _names(member: Record) -> dict[str, str]:
    rows = [row for version in member.standing(CONFIRMED) for row in _rows(version)]
    return {str(row.get("dev")): str(row.get("name")) for row in rows}


def _rows(value: Json) -> tuple[dict[str, Json], ...]:
    return tuple(row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()
