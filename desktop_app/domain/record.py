"""A record: what all changes to it add up to, as one case holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, Dot, OrgId, RecordId, StreamId, UserId
from desktop_app.ledger.merge import Head

#: Set by a change that deletes the record; a field written beside it is "deleted here, edited there".
DELETED = "_deleted"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of one stream.

    `values` are the shown values by field, `heads` the changes each stands on, `conflicts` the versions of fields of
    which several stand. `created_at` and `changed_at` are ISO 8601 in UTC; `author` is the user who began the record.
    """

    org: OrgId
    stream: StreamId
    record: RecordId
    kind: str
    values: Mapping[str, Json]
    heads: Mapping[str, tuple[Dot, ...]] = field(default_factory=dict)
    conflicts: Mapping[str, tuple[Head, ...]] = field(default_factory=dict)
    created_at: str = ""
    changed_at: str = ""
    author: UserId = UserId(b"")  # noqa: RUF009 - bytes never change
    case: CaseId | None = None

    @property
    def is_own(self) -> bool:
        """Whether it stands in the own stream of the organisation that wrote it."""
        return bytes(self.stream) == bytes(self.org)

    @property
    def is_deleted(self) -> bool:
        """Whether it was deleted."""
        return self.values.get(DELETED) is True

    def text(self, name: str) -> str:
        """Return a text, code or date, `""` when there is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def codes(self, name: str) -> tuple[str, ...]:
        """Return a list of codes or references, empty when there is none."""
        value = self.values.get(name)
        return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()

    def standing(self, name: str) -> tuple[Json, ...]:
        """Return every version of a field that stands: one, or several while nobody has chosen."""
        if name in self.conflicts:
            return tuple(head.value for head in self.conflicts[name])
        return (self.values.get(name),)
