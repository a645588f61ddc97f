"""Groups of joined cases: a projection of the records of kind `case_join`, the same on every laptop in every order."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.joining import KIND, joined_by
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, OrgId, RecordId
from desktop_app.storage.encoding import dump, load

__all__ = [
    "KIND",
    "consultations",
    "forget",
    "grouped",
    "groups",
    "lead",
    "members",
    "note",
    "regroup",
    "restore",
    "with_groups",
]

_LEAD: Final = "SELECT lead FROM case_group WHERE case_id = ?"
#: The case under which the row of a case stands, as a piece of SQL over a column.
LEAD_OF: Final = "coalesce((SELECT g.lead FROM case_group g WHERE g.case_id = {0}), {0})"


def lead(connection: Connection, case: CaseId) -> CaseId:
    """The case under which a case stands in lists; itself where it is joined to none."""
    row = connection.execute(_LEAD, (case,)).fetchone()
    return case if row is None else CaseId(row[0])


def members(connection: Connection, case: CaseId) -> tuple[CaseId, ...]:
    """All cases that are joined with one, itself among them."""
    row = connection.execute(_LEAD, (case,)).fetchone()
    if row is None:
        return (case,)
    rows = connection.execute("SELECT case_id FROM case_group WHERE lead = ? ORDER BY case_id", row).fetchall()
    return tuple(CaseId(each[0]) for each in rows)


def grouped(connection: Connection, cases: Iterable[CaseId]) -> frozenset[CaseId]:
    """Those of these cases that are joined with others."""
    rows = connection.execute(
        "SELECT case_id FROM case_group WHERE case_id IN (SELECT unhex(value) FROM json_each(?))", (_named(cases),)
    ).fetchall()
    return frozenset(CaseId(row[0]) for row in rows)


def with_groups(connection: Connection, cases: Iterable[CaseId]) -> frozenset[CaseId]:
    """These cases and all that are joined with them."""
    return frozenset(member for case in cases for member in members(connection, case))


def groups(connection: Connection, cases: Iterable[CaseId]) -> Mapping[CaseId, tuple[CaseId, ...]]:
    """The groups in which these cases stand, by the case that leads each."""
    return {lead(connection, case): members(connection, case) for case in cases}


def consultations(connection: Connection, cases: Collection[CaseId]) -> tuple[RecordId, ...]:
    """The consultations that were joined to these cases because the person agreed."""
    rows = connection.execute(
        "SELECT DISTINCT joined FROM case_join WHERE consultation = 1 "
        "AND case_id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY joined",
        (_named(cases),),
    ).fetchall()
    return tuple(RecordId(row[0]) for row in rows)


def note(
    connection: Connection, record: RecordId, case: CaseId | None, values: Mapping[str, Json], in_conflict: bool
) -> set[CaseId]:
    """Write what a join says now; the cases of which the groups may be others."""
    touched = forget(connection, record)
    found = joined_by(values, in_conflict=in_conflict)
    if found is not None and case is not None:
        row = (record, case, found.id, int(found.consultation))
        connection.execute("INSERT INTO case_join VALUES (?, ?, ?, ?)", row)
        touched |= {case} if found.consultation else {case, CaseId(found.id)}
    return touched


def forget(connection: Connection, record: RecordId) -> set[CaseId]:
    """Forget a join; the cases of which the groups may be others."""
    row = connection.execute(
        "DELETE FROM case_join WHERE record = ? RETURNING case_id, joined, consultation", (record,)
    ).fetchone()
    if row is None:
        return set()
    return {CaseId(row[0])} if row[2] else {CaseId(row[0]), CaseId(row[1])}


def regroup(
    connection: Connection, org: OrgId, touched: Collection[CaseId], joined: Collection[CaseId]
) -> frozenset[CaseId]:
    """Make out anew the groups of changed cases and of those that joins name; all cases of which something changed.

    A case of which no record is here is in no group, but those joined by way of it are one.
    """
    if not joined and connection.execute("SELECT 1 FROM case_join LIMIT 1").fetchone() is None:
        return frozenset(touched)
    left = set(with_groups(connection, {*touched, *joined}))
    changed = set(left)
    while left:
        group = _walk(connection, left.pop())
        left -= group
        changed |= group
        present = sorted(case for case in group if _has_records(connection, case))
        connection.execute(
            "DELETE FROM case_group WHERE case_id IN (SELECT unhex(value) FROM json_each(?))", (_named(group),)
        )
        if len(present) > 1:
            first = _leading(connection, org, present)
            connection.executemany("INSERT INTO case_group VALUES (?, ?)", ((case, first) for case in present))
    return frozenset(changed)


def restore(connection: Connection, org: OrgId) -> None:
    """Make out every group from the records as they stand."""
    connection.execute("DELETE FROM case_join")
    connection.execute("DELETE FROM case_group")
    rows = connection.execute(
        "SELECT record, case_id, doc, conflicts FROM record WHERE kind = ? AND case_id IS NOT NULL", (KIND,)
    ).fetchall()
    touched: set[CaseId] = set()
    for record, case, doc, conflicts in rows:
        touched |= note(connection, RecordId(record), CaseId(case), load(doc), conflicts > 0)
    regroup(connection, org, (), touched)


def _walk(connection: Connection, case: CaseId) -> set[CaseId]:
    """The cases that joins connect with one, in whichever direction they were written."""
    found: set[CaseId] = set()
    left = {case}
    while left:
        one = left.pop()
        found.add(one)
        rows = connection.execute(
            "SELECT joined FROM case_join WHERE case_id = ? AND consultation = 0 "
            "UNION SELECT case_id FROM case_join WHERE joined = ? AND consultation = 0",
            (one, one),
        ).fetchall()
        left |= {CaseId(row[0]) for row in rows} - found
    return found


def _has_records(connection: Connection, case: CaseId) -> bool:
    return connection.execute("SELECT 1 FROM record WHERE case_id = ? LIMIT 1", (case,)).fetchone() is not None


def _leading(connection: Connection, org: OrgId, cases: Collection[CaseId]) -> CaseId:
    """The case with the newest cover, which is the one being worked on; of received ones alone the first that came."""
    named = _named(cases)
    row = connection.execute(
        "SELECT case_id FROM record WHERE kind = 'case' AND org = ? "
        "AND case_id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY created_at DESC, record DESC LIMIT 1",
        (org, named),
    ).fetchone()
    if row is None:
        row = connection.execute(
            "SELECT case_id FROM record WHERE case_id IN (SELECT unhex(value) FROM json_each(?)) "
            "ORDER BY created_at, case_id LIMIT 1",
            (named,),
        ).fetchone()
    return CaseId(row[0])


def _named(cases: Iterable[CaseId]) -> str:
    return dump([case.hex() for case in sorted(cases)])
