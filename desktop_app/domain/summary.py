"""What the list of cases shows of one case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.due import ANSWER, Due
from desktop_app.domain.progress import ORDER, WAITING, Progress
from desktop_app.domain.received import Received
from desktop_app.domain.record import Record
from desktop_app.domain.reference import reference_of
from desktop_app.ledger.canonical import Malformed, unb64
from desktop_app.ledger.ids import ID_LENGTH, CaseId, OrgId, UserId

#: The step of a received case that waits for this organisation's answer.
ANSWER_RECEIVED: Final = "answer_received"

#: Names by which the team may find a case; never shown in the list.
NAME_FIELDS: Final = ("called", "given_names", "family_name", "other_names")

#: Fields of a cover by which a case may have to be hidden from a worker.
WHO_MAY_SEE: Final = ("case_team", "blocked_users")


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One row: reference, neutral next step and its day, state of the proposal, who is responsible, who may see it.

    `names` serve search alone. `next_step` is a code; days and moments are ISO 8601 text; `proposal_order` sorts states
    in the order of the work. `received` is None for a case of one's own. `covered` tells that the case has a cover of
    its own; `other_references` are those of cases joined with it; `days` are all days that somebody has to mind, each
    with the step that lists may tell, or nothing for a day of secret data.
    """

    case: CaseId
    reference: str
    names: tuple[str, ...]
    responsible: UserId | None
    team: frozenset[UserId]
    blocked: frozenset[UserId]
    next_step: str | None
    next_at: str | None
    proposal_state: str | None
    proposal_at: str | None
    proposal_order: int
    delete_on: str | None
    closed_on: str | None
    created_at: str
    changed_at: str
    waiting_for_answer: bool
    more_asked: bool
    received: Received | None = None
    covered: bool = True
    other_references: tuple[str, ...] = ()
    days: frozenset[tuple[str, str]] = frozenset()


def summarise(
    case: CaseId,
    records: Sequence[Record],
    own_org: OrgId,
    progress: Progress | None,
    due: Iterable[Due],
    received: Received | None = None,
) -> CaseSummary:
    """Return the row of a case; one received from another organisation has a reference taken from its id."""
    due = tuple(due)
    cover = _cover(records, own_org)
    step = next((each for each in due if each.in_lists), None)
    waits = received is not None and received.waits
    responsible = users_of(cover, "responsible_worker")
    return CaseSummary(
        case=case,
        reference=_reference(case, cover, records, own_org),
        names=_names(records),
        responsible=responsible[0] if responsible else None,
        team=frozenset(users_of(cover, "case_team")),
        blocked=frozenset(users_of(cover, "blocked_users")),
        next_step=ANSWER_RECEIVED if waits else step.code if step else None,
        next_at=step.on.isoformat() if step and not waits else None,
        proposal_state=progress.state if progress else None,
        proposal_at=(progress.at or None) if progress else None,
        proposal_order=ORDER.index(progress.state) if progress else 0,
        delete_on=(cover.text("delete_on") or None) if cover else None,
        days=frozenset(
            (each.on.isoformat(), each.code if each.in_lists else "") for each in due if each.code != ANSWER
        ),
        closed_on=(cover.text("closed_on") or None) if cover else None,
        created_at=min((each.created_at for each in records), default=""),
        changed_at=max((each.changed_at for each in records), default=""),
        waiting_for_answer=progress is not None and progress.state in WAITING,
        more_asked=progress is not None and progress.state == "question_open",
        received=received,
        covered=cover is not None,
    )


def exists_for(summary: CaseSummary, user: UserId) -> bool:
    """Tell whether a case exists for a worker: not blocked, and of the team where a team is named."""
    return user not in summary.blocked and (not summary.team or user in summary.team)


def _cover(records: Iterable[Record], own_org: OrgId) -> Record | None:
    covers = [each for each in records if each.kind == "case" and each.org == own_org]
    return max(covers, key=lambda each: (each.created_at, each.record), default=None)


def _reference(case: CaseId, cover: Record | None, records: Sequence[Record], own_org: OrgId) -> str:
    if cover is not None:
        return cover.text("reference")
    return reference_of(case) if any(each.org != own_org for each in records) else ""


def _names(records: Iterable[Record]) -> tuple[str, ...]:
    found = {
        name: None
        for person in records
        if person.kind == "person"
        for field in NAME_FIELDS
        for name in person.standing(field)
        if isinstance(name, str) and name
    }
    return tuple(found)


def users_of(record: Record | None, field: str) -> tuple[UserId, ...]:
    """Return the workers that any standing version names: while two stand, both are heeded."""
    found: dict[UserId, None] = {}
    for value in record.standing(field) if record else ():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and (user := _user(each)) is not None:
                found[user] = None
    return tuple(found)


def _user(text: str) -> UserId | None:
    try:
        return UserId(unb64(text, ID_LENGTH))
    except Malformed:
        return None
