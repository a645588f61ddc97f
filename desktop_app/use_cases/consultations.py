"""Advice asked without a name: records that belong to no person and no case, and that nothing searches."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import RecordId
from desktop_app.use_cases.session import Session

KIND = "consultation"


@dataclass(frozen=True, slots=True)
class Consultation:
    """One row: `at` ISO 8601 with an offset, `consulted` a code of `consulted_party` or empty."""

    record: RecordId
    at: str
    consulted: str
    is_draft: bool


def earlier(session: Session) -> tuple[Consultation, ...]:
    """Return the consultations of this store, newest first, with those that are still being written."""
    values: dict[RecordId, dict[str, Json]] = {}
    began: dict[RecordId, str] = {}
    for record in session.store.records_of_kind(KIND):
        if record.case is None and not record.is_deleted:
            values[record.record], began[record.record] = dict(record.values), record.created_at
    drafts = [draft for draft in session.store.drafts.all() if draft.kind == KIND and draft.case is None]
    for draft in drafts:
        typed = {name: value for name, (value, _) in draft.fields.items() if not isinstance(value, dict)}
        values[draft.record] = {**values.get(draft.record, {}), **typed}
        began.setdefault(draft.record, draft.started_at)
    begun = {draft.record for draft in drafts}
    rows = [
        Consultation(
            record,
            _text(held, "occurred_at") or began[record],
            _text(held, "consulted"),
            record in begun,
        )
        for record, held in values.items()
    ]
    return tuple(sorted(rows, key=lambda row: (began[row.record], row.record), reverse=True))


def _text(values: dict[str, Json], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
