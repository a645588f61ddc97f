"""Cases that stand for one person: what a join says, and what the list shows of them together; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from desktop_app.domain.record import DELETED, Record
from desktop_app.domain.summary import CaseSummary
from desktop_app.ledger.canonical import Json, Malformed, b64, unb64
from desktop_app.ledger.ids import ID_LENGTH, CaseId, RecordId

KIND: Final = "case_join"

#: Before the id of a consultation in `joined`; the id of a case stands alone.
_CONSULTATION: Final = "consultation:"


@dataclass(frozen=True, slots=True)
class Joined:
    """What a case was joined to: another case, or a consultation that the person agreed to have joined."""

    id: bytes
    consultation: bool


def naming_case(case: CaseId) -> str:
    """Return the text of `joined` for a case."""
    return b64(case)


def naming_consultation(consultation: RecordId) -> str:
    """Return the text of `joined` for a consultation."""
    return _CONSULTATION + b64(consultation)


def joined_by(values: Mapping[str, Json], *, in_conflict: bool) -> Joined | None:
    """Return what a join with these values joins, None where it counts for nothing.

    A consultation belongs to nobody and is joined only while the person's agreement stands alone and says yes.
    """
    named = values.get("joined")
    if values.get(DELETED) is True or not isinstance(named, str):
        return None
    consultation = named.startswith(_CONSULTATION)
    if consultation and (in_conflict or values.get("agreed") != "yes"):
        return None
    try:
        return Joined(unb64(named.removeprefix(_CONSULTATION), ID_LENGTH), consultation)
    except Malformed:
        return None


def joint_team(covers: Sequence[Record]) -> tuple[str, ...]:
    """Return who is in the team of every cover that names one, in the order of the first; empty where none does."""
    teams = [team for cover in covers if (team := cover.codes("case_team"))]
    return tuple(code for code in teams[0] if all(code in team for team in teams)) if teams else ()


def blocked_by_any(covers: Sequence[Record]) -> tuple[str, ...]:
    """Return for whom any of the covers says that its case does not exist."""
    return tuple(dict.fromkeys(code for cover in covers for code in cover.codes("blocked_users")))


def together(whole: CaseSummary, parts: Sequence[CaseSummary]) -> CaseSummary:
    """Return the row of cases that were joined; `whole` sums up all their records, `parts` each one's own.

    It is closed when every part with a cover is, erased as late as the last of them, and found by every reference.
    """
    covered = [part for part in parts if part.covered] or list(parts)
    closed = [part.closed_on for part in covered]
    erased = [part.delete_on for part in covered]
    return replace(
        whole,
        blocked=frozenset(user for part in parts for user in part.blocked),
        closed_on=max(filter(None, closed)) if all(closed) else None,
        delete_on=max(filter(None, erased)) if all(erased) else None,
        other_references=tuple(part.reference for part in parts if part.reference != whole.reference),
    )
