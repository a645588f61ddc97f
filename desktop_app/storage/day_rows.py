"""Days that somebody has to mind: of secret and safety data which cases have one near, of all others day and step."""

from collections.abc import Collection

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.ids import CaseId
from desktop_app.storage.case_rows import CLOSED

#: A case with a day, the day (ISO 8601) and the neutral code of its step.
Step = tuple[CaseId, str, str, str]

#: A case that must not exist for this worker has no row in the list and is in no answer; nor is a closed one.
_OPEN = f"FROM case_day d CROSS JOIN case_row r ON r.case_id = d.case_id WHERE r.flags & {CLOSED} = 0"


def put(connection: Connection, case: CaseId, days: Collection[tuple[str, str]]) -> None:
    """Keep the days (ISO 8601) of a case, each with its step or "", in the place of those held."""
    held = set(connection.execute("SELECT day, step FROM case_day WHERE case_id = ?", (case,)))
    if held != set(days):
        remove(connection, case)
        connection.executemany(
            "INSERT INTO case_day VALUES (?, ?, ?)", ((day, case, step) for day, step in sorted(days))
        )


def remove(connection: Connection, case: CaseId) -> None:
    """Forget the days of a case."""
    connection.execute("DELETE FROM case_day WHERE case_id = ?", (case,))


def near(connection: Connection, since: str, until: str, limit: int) -> tuple[tuple[CaseId, str], ...]:
    """The cases with a secret day from `since` to `until`, nearest first, with their references; not closed ones."""
    rows = connection.execute(
        f"SELECT r.case_id, r.reference {_OPEN} AND d.step = '' AND d.day BETWEEN ? AND ? "
        "GROUP BY r.case_id ORDER BY min(d.day), r.case_id LIMIT ?",
        (since, until, limit),
    ).fetchall()
    return tuple((CaseId(case), reference) for case, reference in rows)


def steps(connection: Connection, since: str, until: str, limit: int) -> tuple[Step, ...]:
    """Of each case the first step from `since` to `until` that lists may tell, with its reference and day.

    Reads in the order of the key and no further than `limit` cases, however many days have passed.
    """
    found: dict[CaseId, Step] = {}
    rows = connection.execute(
        f"SELECT r.case_id, r.reference, d.day, d.step {_OPEN} AND d.step <> '' AND d.day BETWEEN ? AND ? "
        "ORDER BY d.day, d.case_id, d.step",
        (since, until),
    )
    for case, *rest in rows:
        found.setdefault(CaseId(case), (CaseId(case), *rest))
        if len(found) == limit:
            break
    return tuple(found.values())
