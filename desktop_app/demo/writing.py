"""Writing records through use cases, in the store's own thread, for what no page of the story shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import Stuck
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.use_cases import records
from desktop_app.use_cases.session import Changed, Session


def write(laptop: Laptop, kind: str, case: CaseId, values: Mapping[str, Json]) -> RecordId:
    """Write a new record of a kind into a case."""
    record, changed = laptop.do(partial(_write, kind=kind, case=case, values=values))
    laptop.tell(changed)
    return record


def change(laptop: Laptop, record: RecordId, values: Mapping[str, Json]) -> None:
    """Change fields of a record."""
    laptop.tell(laptop.do(partial(_change, record=record, values=values)))


def _write(session: Session, kind: str, case: CaseId, values: Mapping[str, Json]) -> tuple[RecordId, Changed]:
    form = records.new_form(session, kind, case)
    records.keep_draft(session, form, values)
    return form.record, _saved(session, form.record)


def _change(session: Session, record: RecordId, values: Mapping[str, Json]) -> Changed:
    records.keep_draft(session, records.open_form(session, record), values)
    return _saved(session, record)


def _saved(session: Session, record: RecordId) -> Changed:
    saved = records.save(session, record)
    if saved.problems:
        raise Stuck(f"a record that can be kept: {saved.problems[0].field} {saved.problems[0].code}")
    return saved.cases
