"""Records that count only as an administrator wrote them: a word of theirs may change what all the others print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from desktop_app.domain.record import DELETED, Record
from desktop_app.ledger.ids import DeviceId

SETTING: Final = "setting"


def written_by(record: Record, name: str, administrators: Collection[DeviceId]) -> bool:
    """Whether a field was last written on a laptop of an administrator."""
    heads = record.heads.get(name, ())
    return bool(heads) and all(device in administrators for device, _ in heads)


def counts(record: Record, names: Iterable[str], administrators: Collection[DeviceId]) -> bool:
    """Whether every one of these fields says something that an administrator wrote, and nobody took the record back.

    A deletion counts even where something was edited beside it; what stands side by side counts for nothing.
    """
    if record.is_deleted or record.conflicts or record.values.get(DELETED) is not None:
        return False
    return all(record.text(name) and written_by(record, name, administrators) for name in names)


def standing_settings(records: Iterable[Record], administrators: Collection[DeviceId]) -> Mapping[str, Record]:
    """Return the settings of the organisation that count, by name; of several with one name the newest."""
    found = {}
    for record in sorted(records, key=lambda each: (each.changed_at, each.record)):
        if record.kind == SETTING and counts(record, ("name", "value"), administrators):
            found[record.text("name")] = record
    return found
