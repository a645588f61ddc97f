"""The log of showings: who looked at a value of level 4, and when; never the value."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, RecordId, new_id
from desktop_app.use_cases.session import Changed, Session


def log_shown(session: Session, case: CaseId, kind: str, fields: Sequence[str]) -> Changed:
    """Record that fields of a kind were shown to this worker in a case."""
    values: dict[str, Json] = {
        "what": "shown",
        "kind": kind,
        "field": " ".join(fields),
        "shown_at": session.now().astimezone().isoformat(timespec="seconds"),
    }
    op = Op(RecordId(new_id()), "access", values, dict.fromkeys(values, ()))
    return session.store.save([op], case=case, at=session.at())
