"""Striking out: a field with its history and drafts, a whole record or a whole case, on every laptop (docs/protocol.md
section 10). What was already sent to a reader stays with the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.moment import day_in_finland
from desktop_app.domain.record import Record
from desktop_app.domain.referral_course import lines_of
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64, unb64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, UserId, new_id
from desktop_app.storage.erasing import ERASURE, WHOLE
from desktop_app.use_cases import members
from desktop_app.use_cases.session import Changed, Session

#: The reason that a worker gives by striking something out; others come from the organisation's rules.
BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class StruckField:
    """A field that was struck out: when what stood there last was written (ISO 8601 UTC), and by whom."""

    field: str
    erased_on: str
    written_at: str
    author: str


@dataclass(frozen=True, slots=True)
class SentTo:
    """That a version of a record was sent: to whom, by `name` or as a kind, when (ISO 8601), whether to the System."""

    reader: str
    name: str
    at: str
    is_system: bool


def strike_field(session: Session, record: RecordId, field: str) -> Changed:
    """Strike out a field of an own record with its whole history and its drafts.

    Raises LuotsiError `no_such_record`, `nothing_to_erase`, and what a save can raise.
    """
    held = _own(session, record)
    made = note(session, held.kind, [_row(session, record, field)])
    return session.store.erase({record: frozenset({field})}, made, case=held.case, at=session.at())


def strike_record(session: Session, record: RecordId) -> Changed:
    """Strike out a whole own record with its history and its draft. Raises as `strike_field` does."""
    held = _own(session, record)
    made = note(session, held.kind, [_row(session, record, WHOLE)])
    return session.store.erase({record: None}, made, case=held.case, at=session.at())


def strike_case(session: Session, case: CaseId, reason: str = BY_HAND) -> Changed:
    """Strike out everything that this organisation wrote in a case; what is left is that a case was erased, and when.

    Raises LuotsiError `no_such_case`, `case_was_shared` where something of it was sent or received: that has a reader
    or an author elsewhere.
    """
    records = session.store.case_records(case)
    if not records:
        raise LuotsiError("no_such_case")
    if session.store.case_streams(case):
        raise LuotsiError("case_was_shared")
    made = note(session, "case", [], reason)
    struck: dict[RecordId, frozenset[str] | None] = {one.record: None for one in records if one.kind != "access"}
    return session.store.erase(struck, made, case=None, at=session.at()) | {case}


def struck_fields(session: Session, record: RecordId) -> tuple[StruckField, ...]:
    """Return what was struck out of an own record, newest first."""
    held = session.store.record(session.store.me().org, session.store.me().own_stream, record)
    found_in = session.store.case_records(held.case) if held is not None and held.case is not None else ()
    if held is not None and held.case is None:
        found_in = session.store.records_of_kind(ERASURE)
    return struck_in(session, found_in).get(record, ())


def sent_to(session: Session, record: RecordId) -> tuple[SentTo, ...]:
    """Return to whom a version of an own record was sent, newest first: what they have stays with them."""
    held = session.store.record(session.store.me().org, session.store.me().own_stream, record)
    if held is None or held.case is None:
        return ()
    found = []
    for each in session.store.case_records(held.case):
        if each.kind == "disclosure" and _was_sent(held, each):
            reader = each.text("reader")
            name = "" if reader.startswith("list:") else session.store.org_name(OrgId(unb64(reader)))
            at = each.text("disclosed_at") or each.created_at
            found.append(SentTo(reader, name, at, is_system=each.text("purpose") == "send_proposal"))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _was_sent(record: Record, disclosure: Record) -> bool:
    whole = record.kind == "proposal" and disclosure.text("purpose") == "send_proposal"
    return whole or any(line.get("source") == b64(record.record) for line in lines_of(disclosure))


def struck_in(session: Session, records: Iterable[Record]) -> dict[RecordId, tuple[StruckField, ...]]:
    """Return by record what the erasures among these say was struck out, newest first; a whole record as `WHOLE`."""
    names = members.names(session)
    found: dict[RecordId, list[StruckField]] = {}
    for each in records:
        for row in _rows(each) if each.kind == ERASURE else ():
            named = row.get("record")
            if isinstance(named, str):
                struck = _struck(row, each.text("erased_on"), names)
                found.setdefault(RecordId(unb64(named)), []).append(struck)
    return {one: tuple(sorted(struck, key=lambda each: each.erased_on, reverse=True)) for one, struck in found.items()}


def _rows(erased: Record) -> list[dict[str, Json]]:
    rows = erased.values.get("fields")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _struck(row: dict[str, Json], erased_on: str, names: Mapping[UserId, str]) -> StruckField:
    by = row.get("by")
    author = names.get(members.user_of(by), "") if isinstance(by, str) else ""
    return StruckField(str(row.get("field")), erased_on, str(row.get("at", "")), author)


def _own(session: Session, record: RecordId) -> Record:
    me = session.store.me()
    held = session.store.record(me.org, me.own_stream, record)
    if held is None:
        raise LuotsiError("no_such_record")
    return held


def _row(session: Session, record: RecordId, field: str) -> dict[str, Json]:
    """Who wrote last what is struck out, and when; never what."""
    me = session.store.me()
    entries = session.store.history(me.org, me.own_stream, record)
    row: dict[str, Json] = {"record": b64(record), "field": field}
    for entry in entries:
        if field == WHOLE or field in entry.set:
            row |= {"at": entry.at, "by": b64(entry.user)}
    return row


def note(
    session: Session,
    kind: str,
    rows: Iterable[dict[str, Json]],
    reason: str = BY_HAND,
    *,
    record: RecordId | None = None,
    on: date | None = None,
) -> Op:
    """Return the record of an erasure, today or `on` a day; `record` where it must be the same on every laptop."""
    me, listed = session.store.me(), list[Json](rows)
    values: dict[str, Json] = {
        "erased_on": (on or day_in_finland(session.now())).isoformat(),
        "kind": kind,
        "fields": listed,
        "reason": reason,
    }
    held = session.store.record(me.org, me.own_stream, record) if record is not None else None
    base = {name: held.heads.get(name, ()) if held is not None else () for name in values}
    return Op(record or RecordId(new_id()), ERASURE, values, base)
