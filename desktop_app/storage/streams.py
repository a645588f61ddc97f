"""Streams as this laptop knows them: their kind, reader and case, and whether they are closed."""

from dataclasses import dataclass
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.ids import CaseId, OrgId, StreamId
from desktop_app.ledger.stream_rules import StreamFacts, StreamKind

_COLUMNS: Final = "kind, reader, case_id, answers, closed"


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream of which the opening record counts; `case` is where it belongs at this organisation."""

    facts: StreamFacts
    case: CaseId | None
    closed: bool


def get(connection: Connection, org: OrgId, stream: StreamId) -> Stream | None:
    """The stream, while its opening record counts."""
    return _read(connection, org, stream, "opened = 1")


def seen(connection: Connection, org: OrgId, stream: StreamId) -> Stream | None:
    """The stream as it is or was known, though its opening record may count no more: to begin it again."""
    return _read(connection, org, stream, "kind IS NOT NULL")


def _read(connection: Connection, org: OrgId, stream: StreamId, condition: str) -> Stream | None:
    sql = f"SELECT {_COLUMNS} FROM stream WHERE org = ? AND stream = ? AND {condition}"
    row = connection.execute(sql, (org, stream)).fetchone()
    if row is None:
        return None
    kind, reader, case, answers, closed = row
    facts = StreamFacts(
        org=org,
        stream=stream,
        kind=StreamKind(kind),
        reader=None if reader is None else OrgId(reader),
        answers=None if answers is None else StreamId(answers),
    )
    return Stream(facts, None if case is None else CaseId(case), bool(closed))


def open_(connection: Connection, facts: StreamFacts, case: CaseId | None) -> None:
    """Remember a stream whose opening record counts."""
    connection.execute(
        "INSERT INTO stream (org, stream, kind, reader, case_id, answers, opened) VALUES (?, ?, ?, ?, ?, ?, 1) "
        "ON CONFLICT (org, stream) DO UPDATE SET opened = 1, kind = excluded.kind, reader = excluded.reader, "
        "case_id = coalesce(stream.case_id, excluded.case_id), answers = excluded.answers",
        (facts.org, facts.stream, facts.kind.value, facts.reader, case, facts.answers),
    )


def forget(connection: Connection, org: OrgId, stream: StreamId) -> None:
    """Take a stream for unopened again: its opening record counts no more."""
    connection.execute("UPDATE stream SET opened = 0, closed = 0 WHERE org = ? AND stream = ?", (org, stream))


def tie_to_case(connection: Connection, org: OrgId, stream: StreamId, case: CaseId) -> None:
    """Note the case of a stream that this organisation opened, and of all records in it."""
    connection.execute(
        "INSERT INTO stream (org, stream, case_id) VALUES (?, ?, ?) "
        "ON CONFLICT (org, stream) DO UPDATE SET case_id = coalesce(stream.case_id, excluded.case_id)",
        (org, stream, case),
    )
    connection.execute(
        "UPDATE record SET case_id = ? WHERE org = ? AND stream = ? AND case_id IS NULL", (case, org, stream)
    )


def close(connection: Connection, org: OrgId, stream: StreamId) -> None:
    """Note that a withdrawal closed the stream: laptops of its organisation seal nothing more in it."""
    connection.execute("UPDATE stream SET closed = 1 WHERE org = ? AND stream = ?", (org, stream))


def of_case(connection: Connection, case: CaseId) -> tuple[Stream, ...]:
    """The shared streams of a case, written or received."""
    rows = connection.execute("SELECT org, stream FROM stream WHERE case_id = ? ORDER BY stream", (case,)).fetchall()
    found = (get(connection, OrgId(org), StreamId(stream)) for org, stream in rows)
    return tuple(stream for stream in found if stream is not None)


def received_cases(connection: Connection, own_org: OrgId) -> tuple[CaseId, ...]:
    """The cases of proposals and referrals that others sent here, without those that must not exist for this worker."""
    rows = connection.execute(
        "SELECT DISTINCT case_id FROM stream WHERE org <> ? AND opened = 1 AND kind IN ('proposal', 'referral') "
        "AND case_id IS NOT NULL AND case_id NOT IN (SELECT case_id FROM hidden_case) ORDER BY case_id",
        (own_org,),
    ).fetchall()
    return tuple(CaseId(row[0]) for row in rows)
