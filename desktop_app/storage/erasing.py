"""Obeying an erasure: sealed bytes, drafts and files go, headers and signatures stay (docs/protocol.md section 10)."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Final, TypeAlias

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.change import Header, Payload, SignedChange
from desktop_app.ledger.ids import CaseId, DeviceId, Dot, FileId, Hash, OrgId, RecordId
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.sealing import KeySource, open_payload
from desktop_app.storage import case_rows, changes, drafts
from desktop_app.storage.changes import Logged, State
from desktop_app.storage.drafts import Draft
from desktop_app.storage.encoding import load

ERASURE: Final = "erasure"
WHOLE: Final = "*"

# Of each record the fields that are struck out, or None for the whole record.
Struck: TypeAlias = Mapping[RecordId, frozenset[str] | None]


def is_erased(connection: Connection, header: Header) -> bool:
    """Whether a change of the same stream has erased this one."""
    row = connection.execute(
        "SELECT 1 FROM erased WHERE dev = ? AND n = ? AND org = ? AND stream = ?",
        (header.dev, header.n, header.org, header.stream),
    ).fetchone()
    return row is not None


def any_erased(connection: Connection) -> bool:
    """Whether anything has ever been erased."""
    return connection.execute("SELECT 1 FROM erased LIMIT 1").fetchone() is not None


def note(connection: Connection, header: Header) -> frozenset[Dot]:
    """Remember what a change erases in its own stream; the names that are new."""
    fresh = set()
    for dot in header.erase:
        cursor = connection.execute(
            "INSERT OR IGNORE INTO erased (dev, n, org, stream) VALUES (?, ?, ?, ?)", (*dot, header.org, header.stream)
        )
        if cursor.rowcount > 0:
            fresh.add(dot)
    return frozenset(fresh)


def held(connection: Connection, header: Header, dots: Collection[Dot]) -> tuple[Logged, ...]:
    """The changes with these names that the log holds in the stream of `header`, in the order of the log."""
    places = [found.id for dot in dots if (found := changes.held(connection, dot)) is not None]
    return tuple(
        line
        for line in changes.at_places(connection, places)
        if (line.change.parsed.org, line.change.parsed.stream) == (header.org, header.stream)
        and line.state is not State.ERASED
    )


def drop_bytes(connection: Connection, keys: KeySource, lines: Collection[Logged], own: OrgId) -> None:
    """Forget what these changes of the organisation said, and what they were issued from under an older id."""
    left = list(lines)
    for line in left:
        connection.execute("UPDATE change SET sealed = NULL, state = 'erased', reason = NULL WHERE id = ?", (line.id,))
        header = line.change.parsed
        if header.org == own:
            connection.execute("UPDATE refused SET sealed = NULL WHERE dev = ? AND n = ?", header.dot)
        payload = said(line, keys)
        while payload is not None and payload.was is not None:
            payload = _drop_original(connection, keys, payload.was)


def _drop_original(connection: Connection, keys: KeySource, was: Hash) -> Payload | None:
    """Forget what a change said under an older id; what it said, since it may have been issued again itself."""
    found = changes.refused_as(connection, was)
    connection.execute("UPDATE refused SET sealed = NULL WHERE hash = ?", (was,))
    return opened(found[0][0], keys) if found else None


def unnamed_files(connection: Connection, lines: Collection[Logged]) -> frozenset[FileId]:
    """The files that these changes named and no change that is left names."""
    found = set()
    for file in {file for line in lines for file in line.change.parsed.files}:
        named = connection.execute(
            "SELECT 1 FROM change WHERE sealed IS NOT NULL AND instr(header, ?) > 0 LIMIT 1", (b64(file).encode(),)
        ).fetchone()
        if named is None:
            found.add(file)
    return frozenset(found)


def said(line: Logged, keys: KeySource) -> Payload | None:
    """What a change of the log says, None where it cannot be read."""
    return opened(line.change, keys)


def opened(change: SignedChange, keys: KeySource) -> Payload | None:
    """What a change says, None where it cannot be read."""
    with suppress(Refused, Waiting):
        return open_payload(change, keys)
    return None


def struck_by(payload: Payload) -> dict[RecordId, frozenset[str] | None]:
    """What the records of an erasure name as struck out."""
    found: dict[RecordId, frozenset[str] | None] = {}
    for op in payload.ops:
        rows = op.set.get("fields") if op.kind == ERASURE else None
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and isinstance(row.get("record"), str):
                record, field = RecordId(unb64(str(row["record"]))), str(row.get("field"))
                before = found.get(record, frozenset())
                found[record] = None if field == WHOLE or before is None else before | {field}
    return found


def mend_drafts(connection: Connection, keys: KeySource, struck: Struck, gone: Collection[Dot]) -> None:
    """Drop the drafts of what was struck out; others stand over what was written again instead of what is gone."""
    for draft in drafts.every(connection):
        if draft.record in struck and struck[draft.record] is None:
            kept: dict[str, tuple[object, tuple[Dot, ...]]] = {}
        else:
            names = struck.get(draft.record) or frozenset()
            kept = {name: field for name, field in draft.fields.items() if name not in names}
            again = _written_again(connection, keys, draft, gone)
            kept = {name: (value, _over(base, again.get(name, {}))) for name, (value, base) in kept.items()}
        if kept == draft.fields:
            continue
        if kept:
            fields = {name: (draft.fields[name][0], base) for name, (_, base) in kept.items()}
            drafts.write(
                connection,
                Draft(draft.record, draft.kind, draft.case, draft.stream, fields, draft.started_at, draft.at),
            )
        else:
            connection.execute("DELETE FROM draft WHERE record = ?", (draft.record,))
            if draft.case is not None:
                case_rows.refresh_unsent(connection, draft.case)


def drop_drafts_of_cases(connection: Connection, payload: Payload, cases: Collection[CaseId | None]) -> None:
    """Drop every draft of a case that was erased as a whole."""
    if any(op.kind == ERASURE and op.set.get("kind") == "case" for op in payload.ops):
        for case in cases:
            left = connection.execute("SELECT 1 FROM record WHERE case_id = ? LIMIT 1", (case,)).fetchone()
            if case is not None and left is None:
                connection.execute("DELETE FROM draft WHERE case_id = ?", (case,))
                connection.execute("DELETE FROM opened WHERE case_id = ?", (case,))


def _over(base: tuple[Dot, ...], again: Mapping[Dot, Dot]) -> tuple[Dot, ...]:
    return tuple(again.get(dot, dot) for dot in base)


def _written_again(
    connection: Connection, keys: KeySource, draft: Draft, gone: Collection[Dot]
) -> dict[str, dict[Dot, Dot]]:
    """For each field of a draft: the erased changes it stands over, with those that said the same again."""
    if draft.stream is None or not any(dot in gone for _, base in draft.fields.values() for dot in base):
        return {}
    row = connection.execute(
        "SELECT heads FROM record WHERE record = ? AND org = ? AND stream = ?",
        (draft.record, draft.stream, draft.stream),
    ).fetchone()
    heads = load(row[0]) if row else {}
    was = {changes.hash_of(connection, dot): dot for dot in gone}
    found: dict[str, dict[Dot, Dot]] = {}
    for name in draft.fields:
        default = [heads[WHOLE]] if WHOLE in heads else []
        for entry in heads.get(name, default):
            dot = (DeviceId(unb64(entry[0])), int(entry[1]))
            place = changes.held(connection, dot)
            lines = changes.at_places(connection, () if place is None else (place.id,))
            payload = said(lines[0], keys) if lines else None
            if payload is not None and payload.was in was:
                found.setdefault(name, {})[was[payload.was]] = dot
    return found
