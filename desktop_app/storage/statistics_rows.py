"""How often everything that is counted stands in the cases: kept with each save, so that nobody waits for a count."""

from collections.abc import Sequence
from typing import Any, Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.record import DELETED, Record
from desktop_app.domain.statistics import CAME, LEFT, Key, counted, counted_consultation, counted_erased
from desktop_app.domain.summary import CaseSummary
from desktop_app.ledger.ids import CaseId, OrgId
from desktop_app.storage.encoding import load

_BETWEEN: Final = " "
_ADD: Final = (
    "INSERT INTO statistics_count VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET number = statistics_count.number + 1"
)
_TAKE: Final = "UPDATE statistics_count SET number = number - 1 WHERE key = ?"
_COUNTED: Final = "SELECT key, number FROM statistics_count WHERE number > 0"
#: Who are clients at the end of a year is told from who came and who left in all years before it.
_OF_A_YEAR: Final = f"{_COUNTED} AND (key GLOB ? || '*' OR key GLOB '* {CAME} *' OR key GLOB '* {LEFT} *')"
_CONSULTATIONS: Final = (
    "SELECT kind, doc, created_at FROM record "
    "WHERE case_id IS NULL AND kind IN ('consultation', 'erasure') AND org = ? AND stream = ?"
)


def put(connection: Connection, summary: CaseSummary, records: Sequence[Record], own_org: OrgId) -> None:
    """Write what a case adds: nothing while it must not exist for somebody, whoever this laptop's worker is."""
    keys = () if summary.blocked else counted(records, own_org)
    _replace(connection, summary.case, "\n".join(_BETWEEN.join(key) for key in keys))


def remove(connection: Connection, case: CaseId) -> None:
    """Take back what a case without records has added."""
    _replace(connection, case, "")


def _replace(connection: Connection, case: CaseId, written: str) -> None:
    row = connection.execute("SELECT counted FROM statistics_case WHERE case_id = ?", (case,)).fetchone()
    before = "" if row is None else str(row[0])
    if before == written:
        return
    if written:
        connection.execute("INSERT OR REPLACE INTO statistics_case VALUES (?, ?)", (case, written))
    else:
        connection.execute("DELETE FROM statistics_case WHERE case_id = ?", (case,))
    connection.executemany(_TAKE, ((key,) for key in before.splitlines()))
    connection.executemany(_ADD, ((key,) for key in written.splitlines()))


def counts(connection: Connection, own_org: OrgId, year: str = "") -> dict[Key, int]:
    """How often each thing is counted in all cases and consultations, also those erased on their day.

    With `year` only what that year and its halves are told from.
    """
    rows = connection.execute(_OF_A_YEAR, (year,)) if year else connection.execute(_COUNTED)
    found = {Key._make(key.split(_BETWEEN)): number for key, number in rows.fetchall()}
    for kind, doc, created_at in connection.execute(_CONSULTATIONS, (own_org, own_org)).fetchall():
        values: dict[str, Any] = load(doc)
        if values.get(DELETED) is not True:
            keys = counted_erased(values) if kind == "erasure" else counted_consultation(values, created_at)
            for key in keys:
                found[key] = found.get(key, 0) + 1
    return found
