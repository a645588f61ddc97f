"""What a consent in force, or a section of law, lets be sealed to one reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.ledger.ids import OrgId, RecordId

#: What is no field of the catalogue and goes where the named field of its kind goes.
_GOES_WITH: Final = {("attachment", "file"): "title"}


@dataclass(frozen=True, slots=True)
class Cover:
    """Kinds and fields that may go to one reader for one purpose; only `desktop_app.domain.consent` may construct one.

    `fields` lists for each kind the fields covered; `basis` the records (consents, statutory rights) it rests on.
    """

    reader: OrgId
    purpose: str
    fields: Mapping[str, frozenset[str]]
    basis: tuple[RecordId, ...]

    def allows(self, kind: str, field: str) -> bool:
        """Return whether this field of a record of this kind is covered; an attachment's file goes with its title."""
        return _GOES_WITH.get((kind, field), field) in self.fields.get(kind, ())
