"""The projection of the log: records, and what follows from some of them, gathered for one transaction."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.summary import WHO_MAY_SEE
from desktop_app.ledger.change import Payload
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, UserId
from desktop_app.storage import access_rows, joining
from desktop_app.storage.encoding import dump, load
from desktop_app.storage.record_rows import COLUMNS, Applied, Protective, Row, Touch, row_of

RecordName: TypeAlias = tuple[OrgId, StreamId, RecordId]

_SELECT: Final = f"SELECT id, {COLUMNS} FROM record WHERE record = ? AND org = ? AND stream = ?"
_SELECT_MANY: Final = f"SELECT id, {COLUMNS} FROM record WHERE record IN (SELECT unhex(value) FROM json_each(?))"
_INSERT: Final = f"INSERT INTO record ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UPDATE: Final = (
    "UPDATE record SET case_id = ?, doc = ?, heads = ?, covered = ?, conflicts = ?, created_at = ?, author = ?, "
    "changed_at = ?, changes = ? WHERE id = ?"
)


class Projection:
    """Records that a transaction touches: read once, changed in memory, written once by `flush`."""

    def __init__(self, connection: Connection, protective: Protective) -> None:
        self._connection = connection
        self._protective = protective
        self._rows: dict[RecordName, Row] = {}
        self._places: dict[RecordName, int] = {}
        self._absent: set[RecordName] = set()
        self.cases: set[CaseId] = set()
        self.members: set[RecordId] = set()
        self.joined: set[CaseId] = set()
        #: Cases whose rows must not wait: something was taken out, or who may see them may have become another matter.
        self.urgent: set[CaseId] = set()

    def apply(
        self, org: OrgId, stream: StreamId, case: CaseId | None, payload: Payload, touch: Touch, applied: Applied
    ) -> None:
        """Apply what one change does to its records; `applied` says of a change whether it counts already."""
        for op in payload.ops:
            name = (org, stream, op.record)
            row = self.row(name)
            if row is None:
                self._rows[name] = Row.begin(org, stream, case, op, touch, applied)
            else:
                row.apply(op, touch, applied)
            if op.kind == "member":
                self.members.add(op.record)
        if case is not None:
            self.cases.add(case)

    def expect(self, names: Iterable[RecordName]) -> None:
        """Read records at once before changes to them are applied one by one."""
        wanted = {name for name in names if name not in self._rows}
        ids = dump([record.hex() for _, _, record in wanted])
        for place, *columns in self._connection.execute(_SELECT_MANY, (ids,)).fetchall():
            row = row_of(tuple(columns))
            name = (row.org, row.stream, row.record)
            if name in wanted:
                self._rows[name], self._places[name] = row, place
        self._absent |= wanted - self._rows.keys()

    def forget(self, name: RecordName) -> Row | None:
        """Take a record out, to be built again from the log; the row as it was."""
        row = self.row(name)
        self._connection.execute("DELETE FROM record WHERE record = ? AND org = ? AND stream = ?", _key(name))
        self._rows.pop(name, None)
        self._places.pop(name, None)
        if row is not None and row.kind == "access":
            self._connection.execute("DELETE FROM access_log WHERE record = ?", (row.record,))
        if row is not None and row.kind == joining.KIND:
            self.joined |= joining.forget(self._connection, row.record)
        if row is not None and row.case is not None:
            self.cases.add(row.case)
            self.urgent.add(row.case)
        return row

    def flush(self) -> None:
        """Write all records back."""
        fresh, known = [], []
        for name, row in self._rows.items():
            columns = row.columns(self._protective)
            place = self._places.get(name)
            if place is None:
                fresh.append(columns)
            else:
                known.append((row.case, *columns[5:], place))
            if row.kind == "access":
                access_rows.put(self._connection, row.record, row.case, row.created, str(columns[5]))
            elif row.kind == joining.KIND:
                said, in_conflict = load(str(columns[5])), columns[8] != 0
                self.joined |= joining.note(self._connection, row.record, row.case, said, in_conflict)
            elif row.case is not None and row.kind == "case" and (place or any(map(row.standing, WHO_MAY_SEE))):
                self.urgent.add(row.case)
        self._connection.executemany(_INSERT, fresh)
        self._connection.executemany(_UPDATE, known)
        self._rows.clear()
        self._places.clear()
        self._absent.clear()

    def tie_to_case(self, org: OrgId, stream: StreamId, case: CaseId) -> None:
        """Give the records gathered of a stream the case that has become known."""
        for row in self._rows.values():
            if row.case is None and row.org == org and row.stream == stream:
                row.case = case

    def row(self, name: RecordName) -> Row | None:
        """The record with this name as it is within the transaction."""
        row = self._rows.get(name)
        if row is None and name not in self._absent:
            found = self._connection.execute(_SELECT, _key(name)).fetchone()
            if found is None:
                self._absent.add(name)
            else:
                row = self._rows[name] = row_of(found[1:])
                self._places[name] = found[0]
        return row


def _key(name: RecordName) -> tuple[RecordId, OrgId, StreamId]:
    org, stream, record = name
    return record, org, stream


def member_name(connection: Connection, user: UserId) -> str:
    """The name of a worker of this organisation as its record `member` gives it; empty while it is unknown."""
    row = connection.execute(
        "SELECT doc ->> 'name' FROM record WHERE record = ? AND kind = 'member' AND case_id IS NULL", (user,)
    ).fetchone()
    return str(row[0]) if row is not None and row[0] else ""
