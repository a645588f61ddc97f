"""Two have written in the same field: both stay until a person chooses."""

from __future__ import annotations

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import RecordId
from desktop_app.storage.store import Conflict
from desktop_app.use_cases.session import Changed, Session

__all__ = ["Conflict", "kept_both", "open_conflicts", "resolve"]


def open_conflicts(session: Session) -> tuple[Conflict, ...]:
    """Return the fields of own records in which several values stand, the case with them."""
    return session.store.conflicts()


def resolve(session: Session, record: RecordId, field: str, value: Json) -> Changed:
    """Write `value` over every version of a field; the others stay in the history.

    Raises LuotsiError `no_such_record`.
    """
    me = session.store.me()
    stored = session.store.record(me.org, me.own_stream, record)
    if stored is None:
        raise LuotsiError("no_such_record")
    op = Op(record, stored.kind, {field: value}, {field: stored.heads.get(field, ())})
    return session.store.save([op], case=stored.case, at=session.at())


def kept_both(first: Json, second: Json) -> Json:
    """Return both texts after one another, or all chosen codes of both lists."""
    if isinstance(first, list) and isinstance(second, list):
        return [*first, *(code for code in second if code not in first)]
    return "\n\n".join(str(text) for text in (first, second) if text)
