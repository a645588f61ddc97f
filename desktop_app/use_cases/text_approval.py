"""Texts of sheets and their review: an administrator records that a reviewer has read one text, and only that text."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.record import DELETED
from desktop_app.domain.text_approval import KIND, TextApproval, standing_approvals, what_is_missing
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.sheets.catalogue import sheet_list, sheet_text, text_hash
from desktop_app.sheets.content import SheetState
from desktop_app.use_cases.administration import administrators, ensure_administrator, is_administrator
from desktop_app.use_cases.session import Changed, Session

__all__ = [
    "ReviewedText",
    "SheetState",
    "TextApproval",
    "Texts",
    "approve",
    "is_approved",
    "read",
    "standing",
    "take_back",
]


@dataclass(frozen=True, slots=True)
class ReviewedText:
    """One sheet in one language: what it is called, its revision, the state in force and who stands behind it.

    `was_approved` says that an earlier text had been approved, and that this one has changed since.
    """

    sheet: str
    language: str
    title: str
    revision: int
    state: SheetState
    approval: TextApproval | None = None
    was_approved: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts in the order of the picker, and whether this laptop may record an approval."""

    rows: tuple[ReviewedText, ...]
    may_approve: bool


def read(session: Session) -> Texts:
    """Return every sheet in every language with its state."""
    counting = standing(session)
    earlier = {(sheet, language) for sheet, language, _ in counting}
    rows = []
    for info in sheet_list():
        for language in info.languages:
            text = info.text(language)
            approval = counting.get((info.sheet_id, language, text_hash(info.sheet_id, language)))
            was = approval is None and (info.sheet_id, language) in earlier
            state = text.state if approval is None else SheetState.APPROVED
            rows.append(ReviewedText(info.sheet_id, language, text.title, text.revision, state, approval, was))
    return Texts(tuple(rows), is_administrator(session))


def standing(session: Session) -> dict[tuple[str, str, str], TextApproval]:
    """Return the approvals that count, by sheet, language and hash of the text."""
    return standing_approvals(session.store.records_of_kind(KIND), administrators(session))


def is_approved(session: Session, sheet: str, language: str) -> bool:
    """Tell whether an approval of exactly this text counts. Raises LuotsiError `no_such_sheet`."""
    return (sheet, language, text_hash(sheet, language)) in standing(session)


def approve(session: Session, sheet: str, language: str, reviewer: str, approved_on: str | None) -> Changed:
    """Record that a reviewer has read this text, on a day (ISO 8601); it may be handed over from now on.

    Raises LuotsiError `not_an_administrator`, `no_such_sheet`, `no_reviewer`, `no_review_day`, `review_to_come`.
    """
    ensure_administrator(session)
    sheet_text(sheet, language)
    missing = what_is_missing(reviewer, approved_on, session.now().astimezone().date())
    if missing is not None:
        raise LuotsiError(missing)
    values: dict[str, Json] = {
        "sheet": sheet,
        "language": language,
        "text_hash": text_hash(sheet, language),
        "reviewer": reviewer.strip(),
        "approved_on": approved_on,
    }
    op = Op(RecordId(new_id()), KIND, values, dict.fromkeys(values, ()))
    return session.store.save([op], case=None, at=session.at())


def take_back(session: Session, record: RecordId) -> Changed:
    """Take an approval back: the text is again what its file says. Raises LuotsiError `not_an_administrator`."""
    ensure_administrator(session)
    me = session.store.me()
    held = session.store.record(me.org, me.own_stream, record)
    if held is None or held.kind != KIND or held.is_deleted:
        raise LuotsiError("no_such_record")
    base = {DELETED: (), **held.heads}
    return session.store.save([Op(record, KIND, {DELETED: True}, base)], case=None, at=session.at())
