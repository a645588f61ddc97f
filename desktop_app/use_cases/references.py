"""What a field that points at something may point at: own records of the case, and workers of the organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.kind import FieldType
from desktop_app.domain.kinds import kind_named
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import cases, members
from desktop_app.use_cases.session import Session

USER: Final = "user"

#: The day of each kind that a field may point at, and what tells its records apart; level 1 and 2 only.
POINTED_AT: Final[Mapping[str, tuple[str, str | None]]] = {
    "needs_assessment": ("assessed_on", None),
    "consent": ("answered_at", "purpose"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing to point at: `code` goes into the field; `at` ISO 8601 and `fact` for a record, `name` for a worker.

    `name` is empty for this worker.
    """

    code: str
    at: str = ""
    fact: tuple[str, Json] | None = None
    name: str = ""


def offered(session: Session, kind: str, case: CaseId) -> dict[str, tuple[Reference, ...]]:
    """Return by target what the fields of a kind may point at, newest first. Raises LuotsiError `no_such_case`."""
    targets = {field.target for field in kind_named(kind).fields if field.type is FieldType.REF}
    found: dict[str, tuple[Reference, ...]] = {}
    if USER in targets:
        found[USER] = _workers(session)
    pointed = [target for target in POINTED_AT if target in targets]
    if pointed:
        own = cases.read(session, case).own
        for target in pointed:
            newest_first = sorted((one for one in own if one.kind == target), key=_when, reverse=True)
            found[target] = tuple(_reference(one) for one in newest_first)
    return found


def _workers(session: Session) -> tuple[Reference, ...]:
    me = session.store.me().user
    names = members.names(session)
    others = sorted((name, user) for user, name in names.items() if user != me)
    return (Reference(b64(me)), *(Reference(b64(user), name=name or "?") for name, user in others))


def _when(record: Record) -> tuple[str, str]:
    return record.text(POINTED_AT[record.kind][0]) or record.created_at, record.created_at


def _reference(record: Record) -> Reference:
    fact = POINTED_AT[record.kind][1]
    value = record.values.get(fact) if fact else None
    return Reference(b64(record.record), _when(record)[0], (fact, value) if fact and value else None)
