"""Criminal proceedings: recorded apart by the person's wish; nothing that helps, decides or prints asks for them."""

from __future__ import annotations

from desktop_app.domain import kinds
from desktop_app.domain.kind import Kind
from desktop_app.domain.proceedings import PROCEEDINGS
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import records
from desktop_app.use_cases.records import RecordForm
from desktop_app.use_cases.session import Session

kinds.register_apart(PROCEEDINGS)


def kind() -> Kind:
    """Return what is recorded of them."""
    return PROCEEDINGS


def form(session: Session, case: CaseId) -> RecordForm:
    """Return the case's one record of them, or an empty one."""
    return records.newest_form(session, PROCEEDINGS.name, case)
