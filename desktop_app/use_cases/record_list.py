"""The records of one kind as a list: when, and neutral facts; nothing of level 3 or 4 stands in a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desktop_app.domain.moment import moment_of
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, RecordId, UserId
from desktop_app.storage.drafts import Draft
from desktop_app.use_cases import cases, joining, members
from desktop_app.use_cases.session import Session

#: The field that says when the thing happened; without one the day of writing stands.
WHEN = {
    "contact": "occurred_at",
    "consultation": "occurred_at",
    "safety_assessment": "assessed_at",
    "information_given": "given_at",
    "note": "written_on",
    "needs_assessment": "assessed_on",
    "review": "reviewed_on",
}

#: Facts of level 1 and 2 that tell the rows of a kind apart.
FACTS = {
    "contact": ("how_met", "place_type"),
    "consultation": ("consulted",),
    "account_and_observations": ("account_language",),
    "information_given": ("how", "sheet"),
    "representative": ("relation",),
    "needs_assessment": ("look_again_on",),
    "assistance_measure": ("state", "provider", "from_on"),
    "reflection_period": ("given_by", "basis"),
    "review": ("next_on",),
    "referral": ("recipient_kind", "urgency"),
    "statutory_notification": ("duty",),
    "attachment": ("title", "kind", "dated"),
}

#: Kinds whose rows are things that last, told apart by their number in the order of writing.
NUMBERED = frozenset({"child_in_finland", "representative"})

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """One row: `at` ISO 8601, `number` 1 for the oldest, `facts` as recorded, `author` empty for this worker.

    Of joined cases `origin` is the reference of the one that the record comes from.
    """

    record: RecordId
    at: str
    number: int
    facts: tuple[tuple[str, Json], ...]
    author: str
    is_draft: bool
    origin: str = ""


def of_case(session: Session, kind: str, case: CaseId) -> tuple[ListedRecord, ...]:
    """Return the own records of a kind in a case and what is begun of it, newest first.

    Raises LuotsiError `no_such_case`.
    """
    file = cases.read(session, case)
    own = [one for one in file.own if one.kind == kind]
    drafts = [one for one in session.store.drafts.for_case(case) if one.kind == kind]
    group = joining.group(session, file)
    origins = {one.record: group.origin(one) for one in own}
    return tuple(replace(row, origin=origins.get(row.record, "")) for row in _listed(session, kind, own, drafts))


def _listed(session: Session, kind: str, own: list[Record], drafts: list[Draft]) -> tuple[ListedRecord, ...]:
    begun = {one.record: one for one in drafts}
    known = {one.record for one in own}
    rows = [(one.record, one.created_at, dict(one.values), one.author) for one in own]
    me = session.store.me().user
    rows += [(one.record, one.started_at, {}, me) for one in drafts if one.record not in known]
    rows.sort(key=lambda row: (row[1], row[0]))
    listed = []
    for number, (record, created, values, author) in enumerate(rows, start=1):
        draft = begun.get(record)
        if draft is not None:
            values |= {name: value for name, (value, _) in draft.fields.items() if not isinstance(value, dict)}
        listed.append(_row(session, kind, record, created, values, author, number, draft is not None))
    return tuple(sorted(listed, key=lambda row: (_moment(row.at), row.number), reverse=True))


def _moment(at: str) -> datetime:
    """Return when a row's thing happened; a day without a time counts from its midnight."""
    return moment_of(at) or moment_of(f"{at}T00:00+00:00") or _LONG_AGO


def _row(
    session: Session,
    kind: str,
    record: RecordId,
    created: str,
    values: Mapping[str, Json],
    author: UserId,
    number: int,
    is_draft: bool,
) -> ListedRecord:
    when = values.get(WHEN.get(kind, ""))
    facts = tuple((name, values[name]) for name in FACTS.get(kind, ()) if values.get(name) not in (None, "", []))
    name = "" if author == session.store.me().user else members.name_of(session, author) or "?"
    return ListedRecord(record, when if isinstance(when, str) else created, number, facts, name, is_draft)
