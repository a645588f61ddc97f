"""What is due on a case: days agreed or set, earliest first; nothing lapses when one passes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app.domain.kind import Sensitivity
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.moment import day_in_finland, day_of, first_day_of, moment_of
from desktop_app.domain.progress import Progress
from desktop_app.domain.record import Record
from desktop_app.domain.written_dates import dates_in
from desktop_app.ledger.ids import RecordId

AGREED: Final = "agreed_step"
ANSWER: Final = "answer_question"

#: Fields with a day that somebody has to mind, and the neutral code of the step. Only the newest record counts of
#: kinds in `_NEWEST`, since a later one takes the place of an earlier.
_FIELDS: Final = (
    ("safety_assessment", "safe_until", "safe_until"),
    ("safety_assessment", "travel_on", "journey"),
    ("person", "residence_until", "residence_ends"),
    ("person", "removal_on", "removal"),
    ("reflection_period", "ends_on", "period_ends"),
    ("needs_assessment", "look_again_on", "look_again"),
    ("review", "next_on", "review"),
    ("consent", "valid_until", "consent_ends"),
    ("ending", "help_until", "help_ends"),
    ("assistance_measure", "to_on", "measure_ends"),
)
#: Days that bind whoever decides or helps; they stand on top of what is received.
LIMITS: Final = frozenset({"safe_until", "removal", "residence_ends", "journey"})
#: States of a measure after which nothing is due.
_OVER: Final = frozenset({"ended", "declined"})
_NEWEST: Final = frozenset({"safety_assessment", "person", "reflection_period", "needs_assessment", "review"})


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due: a neutral code, its day, the record it comes from.

    `in_lists` is False for a day of secret or safety data: it is shown inside the opened case only.
    """

    code: str
    on: date
    record: RecordId
    in_lists: bool


def due(records: Sequence[Record], progress: Progress | None) -> tuple[Due, ...]:
    """Return all that is due on a case, earliest first, whether its day has come or not."""
    kept = [each for each in records if not each.is_deleted]
    found = [*_agreed(kept), *_asked(kept, progress)]
    for kind, field, code in _FIELDS:
        of_kind = [each for each in kept if each.kind == kind and not _is_over(each)]
        counting = _newest(of_kind) if kind in _NEWEST else _standing(of_kind) if kind == "consent" else of_kind
        found += [_due(each, field, code, day) for each in counting if (day := _day(each, field)) is not None]
    return tuple(sorted(set(found), key=lambda each: (each.on, each.code, each.record)))


def _is_over(record: Record) -> bool:
    """Whether a measure has ended or was never begun, so that its last day asks nobody for anything."""
    return record.kind == "assistance_measure" and record.text("state") in _OVER


def _due(record: Record, field: str, code: str, day: date) -> Due:
    sens = KINDS[record.kind].by_name[field].sens
    return Due(code, day, record.record, in_lists=sens <= Sensitivity.PERSONAL)


def _day(record: Record, field: str) -> date | None:
    value = record.values.get(field)
    return first_day_of(value) or day_of(value)


def _standing(consents: Iterable[Record]) -> list[Record]:
    """Return the permissions that stand: of each purpose and recipient the newest answer, where it was given."""
    newest: dict[tuple[str, str], Record] = {}
    for each in sorted(consents, key=lambda each: (each.text("answered_at") or each.created_at, each.record)):
        newest[each.text("purpose"), each.text("recipient")] = each
    return [each for each in newest.values() if each.text("answer") == "given"]


def _newest(records: Iterable[Record]) -> list[Record]:
    newest = max(records, key=lambda each: (each.created_at, each.record), default=None)
    return [] if newest is None else [newest]


def _agreed(records: Iterable[Record]) -> list[Due]:
    """Return the days written in what was agreed at the newest contact; the list shows the day only."""
    contacts = [each for each in records if each.kind == "contact"]
    newest = max(contacts, key=lambda each: (each.text("occurred_at") or each.created_at, each.record), default=None)
    if newest is None:
        return []
    since = day_of(newest.values.get("occurred_at")) or day_of(newest.created_at)
    if since is None:
        return []
    return [Due(AGREED, day, newest.record, in_lists=True) for day in dates_in(newest.text("next_step"), since)]


def _asked(records: Iterable[Record], progress: Progress | None) -> list[Due]:
    if progress is None or progress.state != "question_open":
        return []
    asked = moment_of(progress.at)
    question = _newest(each for each in records if each.kind == "question")
    return [Due(ANSWER, day_in_finland(asked), each.record, in_lists=True) for each in question if asked]
