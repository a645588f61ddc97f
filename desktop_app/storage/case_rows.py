"""The list of cases as a projection: one row for each case that exists for this worker."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.ids import CaseId, UserId
from desktop_app.storage.folding import fold, natural_key

MINE: Final = 1
UNSENT: Final = 2
WAITING_FOR_ANSWER: Final = 4
MORE_ASKED: Final = 8
ERASED_SOON: Final = 16
CLOSED: Final = 32
DUE: Final = 64
FLAGS: Final[Mapping[str, int]] = {
    "mine": MINE,
    "unsent": UNSENT,
    "waiting_for_answer": WAITING_FOR_ANSWER,
    "more_asked": MORE_ASKED,
    "erased_soon": ERASED_SOON,
    "closed": CLOSED,
    "due": DUE,
}
ERASED_SOON_DAYS: Final = 30
# Sorts after every date and word: what has none comes last in ascending order.
LAST: Final = "~"

COLUMNS: Final = (
    "case_id", "reference", "next_step", "next_at", "proposal_state", "proposal_at", "responsible", "responsible_name",
    "delete_on", "closed_on", "created_at", "changed_at", "opened_at", "flags",
    "reference_key", "next_key", "proposal_key", "responsible_key", "delete_key", "opened_key",
)  # fmt: skip
_UPSERT: Final = (
    f"INSERT INTO case_row ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))}) "
    f"ON CONFLICT (case_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS[1:])}"
)


@dataclass(frozen=True, slots=True)
class ListedCase:
    """What the list shows of one case, before it is tied to this worker and this day.

    `proposal_order` sorts the states of a proposal in the order of the work; `waiting_for_answer`, `more_asked` are
    states of what was sent. Dates are ISO 8601 text.
    """

    case: CaseId
    reference: str
    names: tuple[str, ...]
    responsible: UserId | None
    team: frozenset[UserId]
    blocked: frozenset[UserId]
    next_step: str | None
    next_at: str | None
    proposal_state: str | None
    proposal_at: str | None
    proposal_order: int
    delete_on: str | None
    closed_on: str | None
    created_at: str
    changed_at: str
    waiting_for_answer: bool
    more_asked: bool

    def exists_for(self, user: UserId) -> bool:
        """Whether the case exists for `user`: not blocked, and of the team where a team is named."""
        return user not in self.blocked and (not self.team or user in self.team)


def put(connection: Connection, listed: ListedCase, user: UserId, name: str, unsent: bool, today: date) -> None:
    """Write the row of `listed` as `user` may see it on the day `today`; `name` is the responsible worker's."""
    held = connection.execute(
        "SELECT r.id, t.text FROM case_row r JOIN case_text t ON t.id = r.id WHERE r.case_id = ?", (listed.case,)
    ).fetchone()
    if not listed.exists_for(user):
        _hide(connection, listed.case, held)
        return
    opened = connection.execute("SELECT at FROM opened WHERE case_id = ?", (listed.case,)).fetchone()
    connection.execute(_UPSERT, _values(listed, user, name, unsent, today, opened[0] if opened else None))
    text = " " + fold(" ".join((listed.reference, *listed.names)))
    if held is None:
        connection.execute("DELETE FROM hidden_case WHERE case_id = ?", (listed.case,))
        row = connection.execute("SELECT id FROM case_row WHERE case_id = ?", (listed.case,)).fetchone()
        _search_add(connection, row[0], text)
    elif held[1] != text:
        _search_remove(connection, *held)
        _search_add(connection, held[0], text)


def _values(
    listed: ListedCase, user: UserId, name: str, unsent: bool, today: date, opened: str | None
) -> tuple[object, ...]:
    flags = (
        (MINE if listed.responsible == user else 0)
        | (UNSENT if unsent else 0)
        | (WAITING_FOR_ANSWER if listed.waiting_for_answer else 0)
        | (MORE_ASKED if listed.more_asked else 0)
        | (ERASED_SOON if _by(listed.delete_on, today + timedelta(days=ERASED_SOON_DAYS)) else 0)
        | (CLOSED if listed.closed_on else 0)
        | (DUE if _by(listed.next_at, today) else 0)
    )
    return (
        listed.case, listed.reference, listed.next_step, listed.next_at, listed.proposal_state, listed.proposal_at,
        listed.responsible, name, listed.delete_on, listed.closed_on, listed.created_at, listed.changed_at, opened,
        flags, natural_key(listed.reference), listed.next_at or LAST,
        f"{listed.proposal_order:03}{listed.proposal_at or LAST}" if listed.proposal_state else LAST,
        natural_key(name) if name else LAST, listed.delete_on or LAST, opened or listed.created_at,
    )  # fmt: skip


def _by(when: str | None, day: date) -> bool:
    return when is not None and when[:10] <= day.isoformat()


def remove(connection: Connection, case: CaseId) -> None:
    """Take a case without records out of the list."""
    held = connection.execute(
        "SELECT r.id, t.text FROM case_row r JOIN case_text t ON t.id = r.id WHERE r.case_id = ?", (case,)
    ).fetchone()
    if held is not None:
        _drop(connection, case, held)
    connection.execute("DELETE FROM hidden_case WHERE case_id = ?", (case,))


def _hide(connection: Connection, case: CaseId, held: tuple[int, str] | None) -> None:
    if held is not None:
        _drop(connection, case, held)
    connection.execute("INSERT OR IGNORE INTO hidden_case VALUES (?)", (case,))


def _drop(connection: Connection, case: CaseId, held: tuple[int, str]) -> None:
    _search_remove(connection, *held)
    connection.execute("DELETE FROM case_row WHERE case_id = ?", (case,))


def _search_add(connection: Connection, row: int, text: str) -> None:
    connection.execute("INSERT INTO case_text (id, text) VALUES (?, ?)", (row, text))
    connection.execute("INSERT INTO case_search (rowid, text) VALUES (?, ?)", (row, text))


def _search_remove(connection: Connection, row: int, text: str) -> None:
    # An index over another table's text has to be told the old text to forget it.
    connection.execute("INSERT INTO case_search (case_search, rowid, text) VALUES ('delete', ?, ?)", (row, text))
    connection.execute("DELETE FROM case_text WHERE id = ?", (row,))


def hidden(connection: Connection, case: CaseId | None) -> bool:
    """Whether `case` must not exist for this worker."""
    return case is not None and (
        connection.execute("SELECT 1 FROM hidden_case WHERE case_id = ?", (case,)).fetchone() is not None
    )


def rename_responsible(connection: Connection, user: UserId, name: str) -> None:
    """Show the new name of a worker in every row that this worker is responsible for."""
    connection.execute(
        "UPDATE case_row SET responsible_name = ?, responsible_key = ? WHERE responsible = ? AND responsible_name <> ?",
        (name, natural_key(name) if name else LAST, user, name),
    )


def mark_unsent(connection: Connection, case: CaseId) -> None:
    """Note that a case holds something that the central system has not."""
    connection.execute(
        "UPDATE case_row SET flags = flags | ? WHERE case_id = ? AND flags & ? = 0", (UNSENT, case, UNSENT)
    )


def unsent_cases(connection: Connection, among: Collection[CaseId] | None = None) -> frozenset[CaseId]:
    """The cases with a draft or a change of this laptop that has no receipt."""
    rows = connection.execute(
        "SELECT case_id FROM draft WHERE case_id IS NOT NULL UNION "
        "SELECT c.case_id FROM me CROSS JOIN change c WHERE c.dev = me.dev AND c.n > me.acked AND c.case_id IS NOT NULL"
    )
    found = frozenset(CaseId(row[0]) for row in rows)
    return found if among is None else found & frozenset(among)


def refresh_unsent(connection: Connection, case: CaseId) -> None:
    """Take the mark of one case away if nothing of it is unsent any more."""
    if not unsent_cases(connection, (case,)):
        connection.execute("UPDATE case_row SET flags = flags & ~? WHERE case_id = ?", (UNSENT, case))


def refresh_all_unsent(connection: Connection) -> frozenset[CaseId]:
    """Take the mark from every case that is sent now; the cases whose mark went away."""
    still = unsent_cases(connection)
    every = connection.execute("SELECT case_id FROM case_row WHERE flags & ? <> 0", (UNSENT,)).fetchall()
    sent = frozenset(CaseId(row[0]) for row in every) - still
    connection.executemany(
        "UPDATE case_row SET flags = flags & ~? WHERE case_id = ?", ((UNSENT, case) for case in sorted(sent))
    )
    return sent


def begin_day(connection: Connection, today: date) -> None:
    """Set the marks that depend on the day: due, and erased soon."""
    for mark, column, day in (
        (DUE, "next_key", today),
        (ERASED_SOON, "delete_key", today + timedelta(days=ERASED_SOON_DAYS)),
    ):
        after = (day + timedelta(days=1)).isoformat()
        connection.execute(
            f"UPDATE case_row SET flags = flags | ? WHERE {column} < ? AND flags & ? = 0", (mark, after, mark)
        )
        connection.execute(
            f"UPDATE case_row SET flags = flags & ~? WHERE {column} >= ? AND flags & ? <> 0", (mark, after, mark)
        )


def clear(connection: Connection) -> None:
    """Empty the list before it is built again."""
    connection.execute("INSERT INTO case_search (case_search) VALUES ('delete-all')")
    for table in ("case_text", "case_row", "hidden_case", "case_count"):
        connection.execute(f"DELETE FROM {table}")


def names_of(values: Iterable[object]) -> tuple[str, ...]:
    """The texts among `values`, without the empty ones."""
    return tuple(value for value in values if isinstance(value, str) and value.strip())
