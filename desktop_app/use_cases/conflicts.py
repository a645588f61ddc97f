"""Two have written in the same field: both stay until a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from desktop_app.domain.kind import FieldType, Sensitivity
from desktop_app.domain.kinds import kind_named
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, Dot, RecordId
from desktop_app.storage.store import Conflict, Me
from desktop_app.use_cases import cases, members
from desktop_app.use_cases.session import Changed, Session

__all__ = ["Conflict", "Side", "Standing", "kept_both", "open_conflicts", "resolve", "standing"]

_MERGED = frozenset({FieldType.TEXT, FieldType.LONG, FieldType.CODES, FieldType.COUNTRIES})


@dataclass(frozen=True, slots=True)
class Side:
    """One version: what was written, by whom (empty when not known here), by me, on this laptop, and when."""

    dot: Dot
    value: Json
    author: str
    mine: bool
    here: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A field of a case in which several versions stand.

    `secret` is level 4: behind a press. `protective`: until somebody chooses, the most protective version counts.
    `both`: the versions can be kept after one another. `text`: an own text can be written. `before`: what stood there
    when they were written.
    """

    case: CaseId | None
    reference: str
    record: RecordId
    kind: str
    field: str
    sides: tuple[Side, ...]
    secret: bool
    protective: bool
    both: bool
    text: bool
    before: tuple[Json, ...] = ()

    @property
    def key(self) -> tuple[RecordId, str]:
        """Which field it is."""
        return self.record, self.field


def open_conflicts(session: Session) -> tuple[Conflict, ...]:
    """Return the fields of own records in which several values stand, the case with them."""
    return session.store.conflicts()


def standing(session: Session) -> tuple[Standing, ...]:
    """Return what waits for a choice in the cases that this worker may open."""
    me = session.store.me()
    found = [one for one in open_conflicts(session) if one.org == me.org and one.stream == me.own_stream]
    return tuple(_standing(session, me, one) for one in found if _may_open(session, one.case))


def resolve(session: Session, record: RecordId, field: str, value: Json, seen: Sequence[Dot] | None = None) -> Changed:
    """Write `value` over the versions that were `seen` (None: all that stand); they stay in the history.

    A version that arrived meanwhile is not written over: it stands beside the choice until it is seen. Raises
    LuotsiError `no_such_record`.
    """
    me = session.store.me()
    stored = session.store.record(me.org, me.own_stream, record)
    if stored is None:
        raise LuotsiError("no_such_record")
    base = stored.heads.get(field, ()) if seen is None else tuple(seen)
    op = Op(record, stored.kind, {field: value}, {field: base})
    return session.store.save([op], case=stored.case, at=session.at())


def kept_both(first: Json, second: Json) -> Json:
    """Return both texts after one another, or all chosen codes of both lists."""
    if isinstance(first, list) and isinstance(second, list):
        return [*first, *(code for code in second if code not in first)]
    return "\n\n".join(str(text) for text in (first, second) if text)


def all_kept(sides: Sequence[Side]) -> Json:
    """Return every version after one another."""
    return reduce(kept_both, [side.value for side in sides])


def _may_open(session: Session, case: CaseId | None) -> bool:
    if case is None:
        return True
    try:
        cases.read(session, case)
    except LuotsiError:
        return False
    return True


def _standing(session: Session, me: Me, one: Conflict) -> Standing:
    declared = kind_named(one.kind).by_name.get(one.field)
    sides = tuple(
        Side(
            (version.dev, version.n),
            version.value,
            members.name_of(session, version.user) if version.user else "",
            version.user == me.user,
            version.dev == me.dev,
            datetime.fromisoformat(version.at),
        )
        for version in one.versions
    )
    return Standing(
        one.case,
        one.reference,
        one.record,
        one.kind,
        one.field,
        tuple(sorted(sides, key=lambda side: (not side.here, side.at))),
        secret=declared is not None and declared.sens == Sensitivity.SAFETY,
        protective=declared is not None and declared.safety,
        both=declared is not None and declared.type in _MERGED,
        text=declared is not None and declared.type in {FieldType.TEXT, FieldType.LONG},
        before=one.before,
    )
