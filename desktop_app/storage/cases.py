"""The list of cases: search as you type, filters and order, as fast with 100,000 cases as with a few."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.ids import CaseId, UserId
from desktop_app.storage import case_rows, joining
from desktop_app.storage.case_search import Search, search_for
from desktop_app.storage.database import Database

ORDERS: Final = {
    "reference": "reference_key",
    "next_step": "next_key",
    "proposal": "proposal_key",
    "responsible": "responsible_key",
    "delete_on": "delete_key",
    "opened": "opened_key",
}
# What reading a scattered row costs against stepping to the next one of an index (measured, both in memory).
SCATTERED: Final = 3
_ROW: Final = (
    "r.case_id, r.reference, r.next_step, r.next_at, r.proposal_state, r.proposal_at, r.responsible, "
    "r.responsible_name, r.delete_on, r.closed_on, r.created_at, r.opened_at, r.flags"
)


class CaseRow(NamedTuple):
    """One line of the list. A named tuple, because 50 of them are made at every key of a search.

    `next_step` and `proposal_state` are codes of the domain; dates and times are ISO 8601 text.
    """

    case: CaseId
    reference: str
    next_step: str | None
    next_at: str | None
    proposal_state: str | None
    proposal_at: str | None
    responsible: UserId | None
    responsible_name: str
    delete_on: str | None
    closed_on: str | None
    created_at: str
    opened_at: str | None
    flags: int

    def has(self, filter_code: str) -> bool:
        """Whether the line belongs to the filter `filter_code` (a key of `case_rows.FLAGS`)."""
        return bool(self.flags & case_rows.FLAGS[filter_code])

    @property
    def urgency(self) -> str:
        """How pressing the sender of a received case said it is (a code of `urgency`), empty for nothing said."""
        return next((code for code, flag in case_rows.URGENCIES.items() if self.flags & flag), "")


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of the list. With `exact` False there are more than `matching` hits, uncounted."""

    rows: tuple[CaseRow, ...]
    matching: int
    total: int
    exact: bool = True


class Cases:
    """Reading the list of cases of one store; cases that do not exist for this worker are in no answer."""

    def __init__(self, database: Database, today: Callable[[], date]) -> None:
        self._database = database
        self._today = today
        self._day: date | None = None

    def page(
        self,
        query: str = "",
        order: str = "opened",
        descending: bool = True,
        filters: frozenset[str] = frozenset(),
        limit: int = 50,
        offset: int = 0,
    ) -> CasePage:
        """The cases that match `query` and all of `filters`, in `order` (a key of `ORDERS`), from `offset` on."""
        self.begin_day()
        mask = 0
        for code in filters:
            mask |= case_rows.FLAGS[code]
        direction = "DESC" if descending else "ASC"
        asked = _Asked(search_for(query), mask, f"{ORDERS[order]} {direction}, r.id {direction}", limit, offset)
        with self._database.read() as connection:
            total = int(connection.execute("SELECT coalesce(sum(number), 0) FROM case_count").fetchone()[0])
            if asked.search is not None:
                return _found(connection, asked, asked.search, total)
            if asked.mask:
                return _filtered(connection, asked, total)
            return CasePage(_rows(connection, asked, "case_row r"), total, total)

    def row(self, case: CaseId) -> CaseRow | None:
        """The line of one case, or of those joined with it; None when there is no such case for this worker."""
        with self._database.read() as connection:
            lead = joining.lead(connection, case)
            found = connection.execute(f"SELECT {_ROW} FROM case_row r WHERE r.case_id = ?", (lead,)).fetchone()
        return None if found is None else CaseRow._make(found)

    def touch_opened(self, case: CaseId, at: str) -> None:
        """Remember on this laptop alone that `case` was opened `at`."""
        with self._database.write() as connection:
            connection.execute("INSERT OR REPLACE INTO opened VALUES (?, ?)", (case, at))
            lead = joining.lead(connection, case)
            connection.execute("UPDATE case_row SET opened_at = ?, opened_key = ? WHERE case_id = ?", (at, at, lead))

    def begin_day(self) -> None:
        """Set the marks that depend on the day, once each day."""
        today = self._today()
        if today != self._day:
            with self._database.write() as connection:
                case_rows.begin_day(connection, today)
            self._day = today


@dataclass(frozen=True, slots=True)
class _Asked:
    search: Search | None
    mask: int
    order: str
    limit: int
    offset: int

    def walk_is_cheaper(self, matching: int, total: int) -> bool:
        """Whether stepping through the whole order until the page is full beats fetching all matches and sorting."""
        return (self.offset + self.limit) * total < SCATTERED * matching * matching


def _filtered(connection: Connection, asked: _Asked, total: int) -> CasePage:
    counts = connection.execute(
        f"SELECT flags, number FROM case_count WHERE number > 0 AND flags & {asked.mask} = {asked.mask}"
    ).fetchall()
    matching = sum(number for _, number in counts)
    if asked.walk_is_cheaper(matching, total):
        rows = _rows(connection, asked, "case_row r", f"r.flags & {asked.mask} = {asked.mask}")
    else:
        flags = ", ".join(str(flags) for flags, _ in counts)
        rows = _rows(connection, asked, "case_row r INDEXED BY case_by_flags", f"r.flags IN ({flags})")
    return CasePage(rows, matching, total)


def _found(connection: Connection, asked: _Asked, search: Search, total: int) -> CasePage:
    filtered = f"r.flags & {asked.mask} = {asked.mask}" if asked.mask else ""
    sql, values = search.hits(filtered)
    cursor = connection.execute(sql, values)
    hits = [row[0] for row in cursor.fetchmany(search.counted + 1)]
    exact = len(hits) <= search.counted
    if asked.walk_is_cheaper(len(hits) if exact else search.estimated(hits, total), total):
        condition, values = search.condition()
        where = f"{condition} AND {filtered}" if filtered else condition
        rows = _rows(connection, asked, f"case_row r {search.beside}", where, values)
        return CasePage(rows, min(len(hits), search.counted), total, exact)
    if not exact:
        hits += [row[0] for row in cursor]
    values = (f"[{','.join(map(str, hits))}]",)
    rows = _rows(connection, asked, "case_row r", "r.id IN (SELECT value FROM json_each(?))", values)
    return CasePage(rows, len(hits), total)


def _rows(
    connection: Connection, asked: _Asked, source: str, where: str = "", values: tuple[str, ...] = ()
) -> tuple[CaseRow, ...]:
    condition = f" WHERE {where}" if where else ""
    sql = f"SELECT {_ROW} FROM {source}{condition} ORDER BY {asked.order} LIMIT {asked.limit} OFFSET {asked.offset}"
    return tuple(map(CaseRow._make, connection.execute(sql, values).fetchall()))
