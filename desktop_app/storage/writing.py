"""Saving: what a worker wrote becomes signed changes, in one durable transaction with all that follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlcipher3.dbapi2 import Connection

from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Op, Payload, Reader, SignedChange
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import CaseId, Dot, FileId, Hash, RecordId, StreamId, UserId
from desktop_app.ledger.sealing import KeySource, seal
from desktop_app.storage import changes, file_rows, joining, streams
from desktop_app.storage.counting import Counting
from desktop_app.storage.identity import Me

# Of each draft the fields that a save makes permanent, or None for all of it.
SavedDrafts: TypeAlias = Mapping[RecordId, frozenset[str] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one change of a save says: `ops` in one stream (None = the own one), at the author's time `at`.

    A shared stream needs its `reader`, and `cover` for all that is told in it; `close` ends it, by a withdrawal.
    `files` are those the reader may fetch, by default all that attachments among the ops name.
    `was` names the change that this one says again, of another `user` perhaps.
    """

    ops: Sequence[Op]
    at: str
    case: CaseId | None = None
    stream: StreamId | None = None
    reader: Reader | None = None
    cover: Cover | None = None
    close: bool = False
    erase: tuple[Dot, ...] = ()
    files: tuple[FileId, ...] = ()
    user: UserId | None = None
    was: Hash | None = None


def write(connection: Connection, me: Me, keys: KeySource, counting: Counting, parts: Sequence[Part]) -> Me:
    """Seal, sign, log and apply `parts` in their order; the laptop as it is afterwards.

    Raises `stream_closed`, and `Refused` (`not_covered`, `kind_not_in_stream` …) where the rules forbid a part.
    """
    for part in (each for whole in parts for each in _by_case(connection, me, counting, whole)):
        change, payload = _sealed(connection, me, keys, part)
        counting.count(change, payload, case=part.case)
        me = replace(me, n=me.n + 1, hash=change.hash)
    return me


def _by_case(connection: Connection, me: Me, counting: Counting, part: Part) -> Sequence[Part]:
    """One part for each of several joined cases: what is written on a record stays in the case where it began."""
    if part.case is None or part.stream not in (None, me.own_stream):
        return (part,)
    members = joining.members(connection, part.case)
    if len(members) == 1:
        return (part,)
    found: dict[CaseId, list[Op]] = {}
    for op in part.ops:
        row = counting.projection.row((me.org, me.own_stream, op.record))
        case = row.case if row is not None and row.case in members else part.case
        found.setdefault(case, []).append(op)
    first, *more = [replace(part, ops=tuple(ops), case=case) for case, ops in found.items()] or [part]
    return (first, *(replace(one, erase=(), files=(), was=None) for one in more))


def _sealed(connection: Connection, me: Me, keys: KeySource, part: Part) -> tuple[SignedChange, Payload]:
    stream = me.own_stream if part.stream is None else part.stream
    own = stream == me.own_stream
    if not own:
        known = streams.get(connection, me.org, stream)
        if known is not None and known.closed:
            raise LuotsiError("stream_closed")
    payload = Payload(part.user or me.user, part.at, tuple(part.ops), part.case if own else None, part.was)
    change = seal(
        payload,
        key=me.key,
        org=me.org,
        stream=stream,
        n=me.n + 1,
        prev=me.hash,
        sn=changes.next_in_stream(connection, me.dev, me.org, stream),
        ring=keys,
        roster=me.roster,
        reader=part.reader,
        cover=part.cover,
        close=part.close,
        erase=part.erase,
        files=part.files or tuple(one.file for one in file_rows.named(part.ops)),
    )
    return change, payload
