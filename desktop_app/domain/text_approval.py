"""A reviewer's word that the text of one sheet in one language may be handed over, and when that word counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app.domain.administered import counts
from desktop_app.domain.record import Record
from desktop_app.ledger.ids import DeviceId, RecordId

KIND: Final = "text_approval"

_NAMED: Final = ("sheet", "language", "text_hash", "reviewer", "approved_on")


@dataclass(frozen=True, slots=True)
class TextApproval:
    """One approval that counts. `text_hash` names the very text that was read; `approved_on` is ISO 8601."""

    record: RecordId
    sheet: str
    language: str
    text_hash: str
    reviewer: str
    approved_on: str


def standing_approvals(
    records: Iterable[Record], administrators: Collection[DeviceId]
) -> dict[tuple[str, str, str], TextApproval]:
    """Return the approvals that count, by sheet, language and hash; of several for one text the newest.

    An approval counts when every word of it was written on a laptop of an administrator, and while nobody has taken
    it back: a deletion counts even where something was edited beside it.
    """
    found = {}
    for record in sorted(records, key=lambda each: (each.text("approved_on"), each.created_at)):
        if record.kind == KIND and counts(record, _NAMED, administrators):
            one = TextApproval(record.record, *(record.text(name) for name in _NAMED))
            found[(one.sheet, one.language, one.text_hash)] = one
    return found


def what_is_missing(reviewer: str, approved_on: str | None, today: date) -> str | None:
    """Return why an approval cannot be recorded, None when it can: `no_reviewer`, `no_review_day`, `review_to_come`."""
    if not reviewer.strip():
        return "no_reviewer"
    if not approved_on:
        return "no_review_day"
    return "review_to_come" if date.fromisoformat(approved_on) > today else None
