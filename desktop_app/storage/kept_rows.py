"""What is kept until a day: records that name it, found by an index of their own."""

from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.record import Record
from desktop_app.ledger.ids import CaseId, OrgId
from desktop_app.storage.case_rows import VISIBLE
from desktop_app.storage.record_rows import COLUMNS, record_of

# In the words of the index `record_kept`, so that it serves.
_KEPT: Final = "kind IN ('case', 'note', 'consultation') AND json_extract(doc, '$.delete_on') <= ?"


def until(connection: Connection, org: OrgId, day: str, beyond: str) -> tuple[Record, ...]:
    """Own records kept until `day` (ISO 8601) or less; of cases that do not exist for this worker until `beyond`."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM record WHERE {_KEPT} AND org = ? AND stream = ? "
        f"AND ({VISIBLE} OR json_extract(doc, '$.delete_on') <= ?) ORDER BY json_extract(doc, '$.delete_on'), id",
        (day, org, org, beyond),
    ).fetchall()
    return tuple(record_of(row) for row in rows)


def own_of_case(connection: Connection, org: OrgId, case: CaseId) -> tuple[Record, ...]:
    """The own records of a case, whether it exists for this worker or not."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM record WHERE case_id = ? AND org = ? AND stream = ? ORDER BY id", (case, org, org)
    ).fetchall()
    return tuple(record_of(row) for row in rows)
