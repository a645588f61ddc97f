"""The list of cases as a projection: one row for each case that exists for this worker."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.domain.received import Received
from desktop_app.domain.summary import CaseSummary
from desktop_app.ledger.ids import CaseId, UserId
from desktop_app.storage import joining
from desktop_app.storage.folding import fold, natural_key

MINE: Final = 1
UNSENT: Final = 2
WAITING_FOR_ANSWER: Final = 4
MORE_ASKED: Final = 8
ERASED_SOON: Final = 16
CLOSED: Final = 32
DUE: Final = 64
TO_ANSWER: Final = 128
BINDS: Final = 256
CHILD: Final = 512
PRESSING: Final = 1024
RECEIVED: Final = 2048
NOW: Final = 4096
TODAY: Final = 8192
DAYS: Final = 16384
FLAGS: Final[Mapping[str, int]] = {
    "mine": MINE,
    "unsent": UNSENT,
    "waiting_for_answer": WAITING_FOR_ANSWER,
    "more_asked": MORE_ASKED,
    "erased_soon": ERASED_SOON,
    "closed": CLOSED,
    "due": DUE,
    "to_answer": TO_ANSWER,
    "binds": BINDS,
    "child": CHILD,
    "pressing": PRESSING,
    "received": RECEIVED,
}
URGENCIES: Final[Mapping[str, int]] = {"now": NOW, "today": TODAY, "days": DAYS}
ERASED_SOON_DAYS: Final = 30
# Sorts before every date: what waits for an answer comes first, and is due.
_BEFORE_DAYS: Final = "!"
# Sorts after every date and word: what has none comes last in ascending order.
LAST: Final = "~"

# What every query of something that may belong to a case says, so that a case that must not exist for this worker is in
# no answer; `domain.summary.exists_for` decides which those are, `hide` keeps them.
VISIBLE: Final = "(case_id IS NULL OR case_id NOT IN (SELECT case_id FROM hidden_case))"

COLUMNS: Final = (
    "case_id", "reference", "next_step", "next_at", "proposal_state", "proposal_at", "responsible", "responsible_name",
    "delete_on", "closed_on", "created_at", "opened_at", "flags",
    "reference_key", "next_key", "proposal_key", "responsible_key", "delete_key", "opened_key",
)  # fmt: skip
_INSERT: Final = f"INSERT INTO case_row ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_HELD: Final = (
    f"SELECT r.id, t.text, {', '.join(f'r.{name}' for name in COLUMNS)} "
    "FROM case_row r JOIN case_text t ON t.id = r.id WHERE r.case_id = ?"
)


def put(
    connection: Connection,
    summary: CaseSummary,
    members: Collection[CaseId],
    user: UserId,
    name: str,
    unsent: bool,
    today: date,
) -> None:
    """Write the row of `summary`, which sums up the cases `members`, as `user` sees it on the day `today`.

    `name` is the responsible worker's.
    """
    held = connection.execute(_HELD, (summary.case,)).fetchone()
    connection.executemany("DELETE FROM hidden_case WHERE case_id = ?", ((member,) for member in members))
    text = " " + fold(" ".join((summary.reference, *summary.other_references, *summary.names)))
    values = _values(summary, user, name, unsent, today, _opened(connection, members))
    if held is None:
        _search_add(connection, connection.execute(_INSERT, values).lastrowid, text)
        return
    place, old_text, *old = held
    # Naming a column makes SQLite write its index anew, changed or not: most saves change one or two of them.
    changed = [(column, value) for column, value, before in zip(COLUMNS, values, old, strict=True) if value != before]
    if changed:
        sql = f"UPDATE case_row SET {', '.join(f'{column} = ?' for column, _ in changed)} WHERE id = ?"
        connection.execute(sql, (*(value for _, value in changed), place))
    if old_text != text:
        _search_remove(connection, place, old_text)
        _search_add(connection, place, text)


def _opened(connection: Connection, members: Iterable[CaseId]) -> str | None:
    """When any of these cases was opened last on this laptop."""
    rows = (connection.execute("SELECT at FROM opened WHERE case_id = ?", (case,)).fetchone() for case in members)
    return max((row[0] for row in rows if row is not None), default=None)


def _values(
    summary: CaseSummary, user: UserId, name: str, unsent: bool, today: date, opened: str | None
) -> tuple[object, ...]:
    flags = (
        (MINE if summary.responsible == user else 0)
        | (UNSENT if unsent else 0)
        | (WAITING_FOR_ANSWER if summary.waiting_for_answer else 0)
        | (MORE_ASKED if summary.more_asked else 0)
        | (ERASED_SOON if _by(summary.delete_on, today + timedelta(days=ERASED_SOON_DAYS)) else 0)
        | (CLOSED if summary.closed_on else 0)
        | (DUE if _by(summary.next_at, today) else 0)
        | (_received_flags(summary.received) if summary.received else 0)
    )
    waiting = summary.received.order if summary.received and summary.received.waits else None
    return (
        summary.case, summary.reference, summary.next_step, summary.next_at,
        summary.proposal_state, summary.proposal_at, summary.responsible, name,
        summary.delete_on, summary.closed_on, summary.created_at, opened, flags,
        natural_key(summary.reference), _BEFORE_DAYS + " ".join(waiting) if waiting else summary.next_at or LAST,
        f"{summary.proposal_order:03}{summary.proposal_at or LAST}" if summary.proposal_state else LAST,
        natural_key(name) if name else LAST, summary.delete_on or LAST, opened or summary.created_at,
    )  # fmt: skip


def _received_flags(received: Received) -> int:
    """What is told of a received case: that a day binds, but not which."""
    return (
        RECEIVED
        | ((TO_ANSWER | DUE) if received.waits else 0)
        | (BINDS if received.binds else 0)
        | (CHILD if received.child else 0)
        | (PRESSING if received.urgency in ("now", "today") else 0)
        | URGENCIES.get(received.urgency, 0)
    )


def _by(when: str | None, day: date) -> bool:
    return when is not None and when[:10] <= day.isoformat()


def remove(connection: Connection, case: CaseId) -> None:
    """Take a case without records out of the list."""
    _drop(connection, case, connection.execute(_HELD, (case,)).fetchone())
    connection.execute("DELETE FROM hidden_case WHERE case_id = ?", (case,))


def hide(connection: Connection, cases: Iterable[CaseId]) -> None:
    """Take cases out of the list that must not exist for this worker, and out of every other answer."""
    for case in cases:
        _drop(connection, case, connection.execute(_HELD, (case,)).fetchone())
        connection.execute("INSERT OR IGNORE INTO hidden_case VALUES (?)", (case,))


def _drop(connection: Connection, case: CaseId, held: tuple[Any, ...] | None) -> None:
    if held is not None:
        _search_remove(connection, held[0], held[1])
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
        "UPDATE case_row SET flags = flags | ? WHERE case_id = ? AND flags & ? = 0",
        (UNSENT, joining.lead(connection, case), UNSENT),
    )


def unsent_cases(connection: Connection, among: Collection[CaseId] | None = None) -> frozenset[CaseId]:
    """The cases with a draft or a change of this laptop that has no receipt."""
    rows = connection.execute(
        "SELECT case_id FROM draft WHERE case_id IS NOT NULL UNION "
        "SELECT c.case_id FROM me CROSS JOIN change c WHERE c.dev = me.dev AND c.n > me.acked AND c.case_id IS NOT NULL"
    )
    found = frozenset(CaseId(row[0]) for row in rows)
    return found if among is None else found & frozenset(among)


def mark_sent(connection: Connection, cases: Iterable[CaseId]) -> None:
    """Take the mark away from cases of which, and of all joined with them, the central system has everything."""
    connection.executemany(
        "UPDATE case_row SET flags = flags & ~? WHERE case_id = ? AND flags & ? <> 0",
        ((UNSENT, joining.lead(connection, case), UNSENT) for case in sorted(cases)),
    )


def wrongly_unsent(connection: Connection) -> frozenset[CaseId]:
    """The cases that bear the mark though nothing of them, or of any joined with them, is unsent any more."""
    rows = connection.execute(
        "SELECT case_id FROM case_row INDEXED BY case_by_flags "
        f"WHERE flags IN (SELECT flags FROM case_count WHERE flags & {UNSENT} <> 0 AND number > 0)"
    ).fetchall()
    marked = frozenset(CaseId(row[0]) for row in rows)
    return marked - joining.with_groups(connection, unsent_cases(connection)) if marked else marked


def refresh_unsent(connection: Connection, case: CaseId) -> None:
    """Take the mark of one case away if nothing of it is unsent any more."""
    if not unsent_cases(connection, joining.members(connection, case)):
        mark_sent(connection, (case,))


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
    tables = ("case_text", "case_row", "hidden_case", "case_count", "likeness_key", "likeness")
    for table in (*tables, "case_day", "statistics_case", "statistics_count", "stale_case"):
        connection.execute(f"DELETE FROM {table}")
