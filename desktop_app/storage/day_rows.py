"""Days of secret and safety data that somebody has to mind: which cases have one near, never which day or of what."""

from collections.abc import Collection

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.ids import CaseId
from desktop_app.storage.case_rows import CLOSED


def put(connection: Connection, case: CaseId, days: Collection[str]) -> None:
    """Keep the days (ISO 8601) of a case in the place of those held."""
    held = {row[0] for row in connection.execute("SELECT day FROM case_day WHERE case_id = ?", (case,))}
    if held != set(days):
        remove(connection, case)
        connection.executemany("INSERT INTO case_day VALUES (?, ?)", ((day, case) for day in sorted(days)))


def remove(connection: Connection, case: CaseId) -> None:
    """Forget the days of a case."""
    connection.execute("DELETE FROM case_day WHERE case_id = ?", (case,))


def near(connection: Connection, since: str, until: str, limit: int) -> tuple[tuple[CaseId, str], ...]:
    """The cases with a day from `since` to `until`, nearest first, with their references; not closed ones.

    A case that must not exist for this worker has no row in the list and is in no answer.
    """
    rows = connection.execute(
        "SELECT r.case_id, r.reference FROM case_day d CROSS JOIN case_row r ON r.case_id = d.case_id "
        f"WHERE d.day BETWEEN ? AND ? AND r.flags & {CLOSED} = 0 GROUP BY r.case_id ORDER BY min(d.day), r.case_id "
        "LIMIT ?",
        (since, until, limit),
    ).fetchall()
    return tuple((CaseId(case), reference) for case, reference in rows)
