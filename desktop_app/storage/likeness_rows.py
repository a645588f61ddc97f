"""An index of persons by how they are compared: possible doubles are found without looking at all the others."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.likeness import FIELDS, Look, look
from desktop_app.domain.record import Record
from desktop_app.domain.summary import CaseSummary
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, UserId
from desktop_app.storage.encoding import dump, load

# So many possible doubles are compared; a very common name in a very common language has more than help anybody.
MOST: Final = 200
_CANDIDATES: Final = (
    "SELECT l.case_id, l.reference, l.responsible, l.doc, r.case_id IS NOT NULL FROM "
    "(SELECT DISTINCT case_id FROM likeness_key WHERE key IN (SELECT value FROM json_each(?)) LIMIT ?) k "
    "CROSS JOIN likeness l ON l.case_id = k.case_id LEFT JOIN case_row r ON r.case_id = l.case_id"
)


class Candidate(NamedTuple):
    """A person who may be the same; `exists` that the case may be opened here."""

    case: CaseId
    reference: str
    responsible: UserId | None
    look: Look
    exists: bool


def put(connection: Connection, summary: CaseSummary, records: Sequence[Record], user: UserId) -> None:
    """Write what is compared of a case's persons; nothing of a case that blocks `user`."""
    found = look(_versions(records)) if user not in summary.blocked else Look(frozenset())
    written = dump([sorted(found.names), [*found.born], sorted(found.languages)])
    row = (summary.case, summary.reference, summary.responsible, written)
    held = connection.execute("SELECT * FROM likeness WHERE case_id = ?", (summary.case,)).fetchone()
    if held == row or (held is None and not found.names):
        return
    if held is not None:
        _forget_keys(connection, summary.case, held[3])
    if not found.names:
        connection.execute("DELETE FROM likeness WHERE case_id = ?", (summary.case,))
        return
    connection.execute("INSERT OR REPLACE INTO likeness VALUES (?, ?, ?, ?)", row)
    keys = sorted(found.keys())
    connection.executemany("INSERT INTO likeness_key VALUES (?, ?)", ((key, summary.case) for key in keys))


def remove(connection: Connection, case: CaseId) -> None:
    """Forget a case without records."""
    held = connection.execute("SELECT doc FROM likeness WHERE case_id = ?", (case,)).fetchone()
    if held is not None:
        _forget_keys(connection, case, held[0])
        connection.execute("DELETE FROM likeness WHERE case_id = ?", (case,))


def candidates(connection: Connection, asked: Look) -> tuple[Candidate, ...]:
    """The persons who share a key with `asked`, at most `MOST`."""
    rows = connection.execute(_CANDIDATES, (dump(sorted(asked.keys())), MOST)).fetchall()
    return tuple(
        Candidate(case, reference, responsible, _look(doc), exists == 1)
        for case, reference, responsible, doc, exists in rows
    )


def _forget_keys(connection: Connection, case: CaseId, doc: str) -> None:
    keys = sorted(_look(doc).keys())
    connection.executemany("DELETE FROM likeness_key WHERE key = ? AND case_id = ?", ((key, case) for key in keys))


def _look(doc: str) -> Look:
    names, born, languages = load(doc)
    return Look(frozenset(names), tuple(born), frozenset(languages))


def _versions(records: Sequence[Record]) -> list[Mapping[str, Json]]:
    """Every standing version of the compared fields of every person in a case."""
    found: list[Mapping[str, Json]] = []
    for person in records:
        if person.kind == "person" and not person.is_deleted:
            standing: dict[str, Any] = {name: person.standing(name) for name in FIELDS}
            most = max(len(each) for each in standing.values())
            found += [{name: each[at] for name, each in standing.items() if at < len(each)} for at in range(most)]
    return found
