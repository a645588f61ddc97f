"""What is kept until a day: what goes soon, keeping something longer, and erasing what has had its day.

Every laptop of the organisation erases by itself; two that do it at once say the same (docs/protocol.md section 10).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from desktop_app.domain import retention
from desktop_app.domain.moment import day_in_finland, day_of
from desktop_app.domain.record import Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, RecordId, erasure_record
from desktop_app.storage.erasing import WHOLE
from desktop_app.use_cases import administration, cases, erasure, retention_rules, sure_time
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session

#: The reason in an erasure record: the day had come.
AT_ITS_DAY: Final = "retention"

#: Why own work ended of which everything was erased at the person's wish.
ERASED_ON_REQUEST: Final = "erased_on_request"

#: What stays of a shared case until its readers' copies are gone: who may open it, and what was given to whom and why.
_STAYS_OF_SHARED: Final = frozenset({"case", "disclosure", "consent", "withdrawal", "erasure", "access"})

#: What says nothing about when somebody last worked on a case.
_NOT_WORK: Final = frozenset({"access", "erasure"})


@dataclass(frozen=True, slots=True)
class Leaving:
    """Something that goes soon: its kind, its day, and its case with the reference (none: of no case)."""

    kind: str
    on: date
    case: CaseId | None = None
    reference: str = ""


def leaving(session: Session) -> tuple[Leaving, ...]:
    """Return what goes within `NOTICE_DAYS`, earliest first; of a case each kind once. References only."""
    today = day_in_finland(session.now())
    end = today + timedelta(days=retention.NOTICE_DAYS)
    found: dict[tuple[str, CaseId | None], Leaving] = {}
    for record in session.store.kept_until(end.isoformat(), ""):
        day = retention.last_day(record)
        if day is None or day > end or (record.kind, record.case) in found:
            continue
        row = session.store.cases.row(record.case) if record.case is not None else None
        if record.case is None or row is not None:
            found[record.kind, record.case] = Leaving(record.kind, day, record.case, row.reference if row else "")
    whole = {each.case for each in found.values() if each.kind == "case"}
    kept = [each for each in found.values() if each.kind == "case" or each.case not in whole or each.case is None]
    return tuple(sorted(kept, key=lambda each: (each.on, each.reference)))


def check_day(session: Session, kind: str, day: date) -> None:
    """Raise LuotsiError `day_has_passed`, or `kept_too_long` where the day lies beyond the organisation's rule.

    An administrator's laptop may keep longer than the rule.
    """
    if day <= day_in_finland(session.now()):
        raise LuotsiError("day_has_passed")
    latest = retention.latest_choice(retention_rules.rules(session), kind, session.now())
    if latest is not None and day > latest and not administration.is_administrator(session):
        raise LuotsiError("kept_too_long", day=latest.isoformat())


def keep_until(session: Session, record: RecordId, day: date) -> Changed:
    """Keep an own record until another day; who chose it and when stays in its history.

    Raises LuotsiError `no_such_record`, and what `check_day` raises.
    """
    me = session.store.me()
    held = session.store.record(me.org, me.own_stream, record)
    if held is None or held.kind not in retention.KEPT:
        raise LuotsiError("no_such_record")
    check_day(session, held.kind, day)
    op = Op(record, held.kind, {"delete_on": day.isoformat()}, {"delete_on": held.heads.get("delete_on", ())})
    return session.store.save([op], case=held.case, at=session.at())


def erase_next(session: Session) -> Changed | None:
    """Erase one thing whose day has come, and return what it changed; None when there is none left.

    Goes by the sure time. What was written within two days waits. Raises LuotsiError `disk_full`.
    """
    sure = sure_time.move_on(session)
    today = day_in_finland(sure.moment)
    beyond = today - retention.STAND_IN
    for record in session.store.kept_until(today.isoformat(), beyond.isoformat()):
        if retention.is_due(record, today):
            changed = _erase(session, record, sure.moment)
            if changed is not None:
                return changed
    return _drop_draft(session, sure.moment)


def _erase(session: Session, record: Record, now: datetime) -> Changed | None:
    """Erase a record or a case, None where it has to wait."""
    if record.kind == "case":
        return None if record.case is None else _erase_case(session, record, record.case, now)
    draft = session.store.drafts.get(record.record)
    if not retention.rests([record.changed_at, *([draft.at] if draft else [])], now):
        return None
    named, today = erasure_record(record.record), day_in_finland(now)
    note = erasure.note(session, record.kind, [_row(record)], AT_ITS_DAY, record=named, on=today)
    return _strike(session, [record], note, record.case)


def erase_now(session: Session, case: CaseId) -> Changed:
    """Erase what this organisation wrote in a case and those joined with it, at the person's wish, without waiting.

    What was sent stays with its reader; of such a case stays what retention leaves. Raises LuotsiError `no_such_case`.
    """
    cases.read(session, case)
    changed = NOTHING_CHANGED
    for each in session.store.joined_with(case):
        records, shared = session.store.to_be_erased(each)
        cover = max((one for one in records if one.kind == "case"), key=lambda one: one.created_at, default=None)
        if not shared and records:
            changed |= erasure.strike_case(session, each)
        elif cover is not None:
            today = day_in_finland(session.now())
            changed |= _erase_own(session, cover, each, records, erasure.BY_HAND, today)
            ended = {"closed_on": cover.text("closed_on") or today.isoformat(), "close_reason": ERASED_ON_REQUEST}
            changed |= _write(session, cover, each, dict[str, Json](ended))
    return changed


def _erase_case(session: Session, cover: Record, case: CaseId, now: datetime) -> Changed | None:
    if not _all_due(session, case, now):
        return None
    records, shared = session.store.to_be_erased(case)
    drafts = session.store.drafts.for_case(case)
    worked = [each.changed_at for each in records if each.kind not in _NOT_WORK]
    if not retention.rests([*worked, *(draft.at for draft in drafts)], now):
        return None
    today = day_in_finland(now)
    if shared:
        return _erase_own(session, cover, case, records, AT_ITS_DAY, today)
    going = [each for each in records if each.kind != "access"]
    note = erasure.note(session, "case", [], AT_ITS_DAY, record=erasure_record(case), on=today)
    return _strike(session, going, note, None) | {case}


def _erase_own(
    session: Session, cover: Record, case: CaseId, records: Iterable[Record], reason: str, today: date
) -> Changed:
    """Erase the own records of a shared case; its cover stays, without a day, as long as readers hold what was sent."""
    going = [each for each in records if each.kind not in _STAYS_OF_SHARED]
    changed = NOTHING_CHANGED
    if going:
        rows = [_row(each) for each in going]
        note = erasure.note(session, "case", rows, reason, record=erasure_record(case), on=today)
        changed = _strike(session, going, note, case)
    for draft in session.store.drafts.for_case(case):
        session.store.drafts.drop(draft.record)
    return changed | _write(session, cover, case, {"delete_on": None})


def _write(session: Session, cover: Record, case: CaseId, values: dict[str, Json]) -> Changed:
    op = Op(cover.record, "case", values, {name: cover.heads.get(name, ()) for name in values})
    return session.store.save([op], case=case, at=session.at())


def _all_due(session: Session, case: CaseId, now: datetime) -> bool:
    """Tell whether every case joined with this one has had its day, too: of one person all goes with the last.

    One that was shared and is erased already has no day any more.
    """
    for other in session.store.joined_with(case):
        records, _ = session.store.to_be_erased(other)
        erased = any(each.kind == "erasure" and each.text("kind") == "case" for each in records)
        for cover in records if other != case else ():
            done = erased and cover.text("closed_on") and not cover.text("delete_on")
            if cover.kind == "case" and not done and not retention.is_due(cover, day_in_finland(now)):
                return False
    return True


def _strike(session: Session, going: Iterable[Record], note: Op, case: CaseId | None) -> Changed:
    struck: Mapping[RecordId, None] = {each.record: None for each in going}
    return session.store.erase(struck, note, case=case, at=session.at())


def _row(record: Record) -> dict[str, Json]:
    """Who wrote what is struck out, and when; never what."""
    return {"record": b64(record.record), "field": WHOLE, "at": record.changed_at, "by": b64(record.author)}


def _drop_draft(session: Session, now: datetime) -> Changed | None:
    """Throw away one draft of a record that was never saved and has had its day."""
    today, me = day_in_finland(now), session.store.me()
    for draft in session.store.drafts.all():
        value = draft.fields.get("delete_on", (None, ()))[0]
        day = day_of(value) if draft.kind in retention.KEPT and draft.kind != "case" else None
        if day is None or day > today or not retention.rests([draft.at], now):
            continue
        if session.store.record(me.org, me.own_stream, draft.record) is None:
            session.store.drafts.drop(draft.record)
            return NOTHING_CHANGED if draft.case is None else frozenset({draft.case})
    return None
