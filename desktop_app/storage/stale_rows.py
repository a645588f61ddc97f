"""Cases whose rows are to be written anew: kept with the page that made them stale, so that a crash forgets none."""

from collections.abc import Iterable

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.ids import CaseId


def mark(connection: Connection, cases: Iterable[CaseId]) -> None:
    """Note that the rows of these cases are older than their records."""
    connection.executemany("INSERT OR IGNORE INTO stale_case VALUES (?)", ((case,) for case in sorted(cases)))


def some(connection: Connection, limit: int) -> tuple[CaseId, ...]:
    """At most `limit` of the cases with stale rows."""
    rows = connection.execute("SELECT case_id FROM stale_case LIMIT ?", (limit,)).fetchall()
    return tuple(CaseId(row[0]) for row in rows)


def forget(connection: Connection, cases: Iterable[CaseId]) -> None:
    """Note that the rows of these cases say what their records say."""
    connection.executemany("DELETE FROM stale_case WHERE case_id = ?", ((case,) for case in cases))
