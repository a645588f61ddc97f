"""Whether the person being written down has a case already: a warning, nothing more; nothing merges by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.likeness import FIELDS, alike, birth, look
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId
from desktop_app.storage.likeness_rows import Candidate
from desktop_app.use_cases import members
from desktop_app.use_cases.session import Session

__all__ = ["FIELDS", "Duplicate", "find"]

#: As many as a warning names.
MOST: Final = 4
_RANK: Final = ("same", "swapped", "year", "unknown")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A case in which the same person may stand.

    `case` is None outside this worker's team: then reference and `responsible` (a name) are all that is told.
    `born` says how the times of birth fit: `same`, `swapped`, `year`, `unknown`; empty outside the team.
    """

    case: CaseId | None
    reference: str
    responsible: str
    born: str = ""


def find(session: Session, case: CaseId | None, typed: Mapping[str, Json]) -> tuple[Duplicate, ...]:
    """Return the cases whose person may be the one `typed`, the likeliest first; never `case` or one joined with it.

    A case that blocks this worker is in no answer. Consultations know no person and are not compared.
    """
    asked = look([{name: value for name, value in typed.items() if name in FIELDS}])
    own = session.store.lead(case) if case is not None else None
    found = [one for one in session.store.candidates(asked) if one.case != own and alike(asked, one.look)]
    order = sorted(
        found,
        key=lambda one: (_RANK.index(birth(asked, one.look)), -len(asked.names & one.look.names), one.reference),
    )
    return tuple(_told(session, one, birth(asked, one.look)) for one in order[:MOST])


def _told(session: Session, one: Candidate, born: str) -> Duplicate:
    name = members.name_of(session, one.responsible) if one.responsible else ""
    return Duplicate(one.case, one.reference, name, born) if one.exists else Duplicate(None, one.reference, name)
