"""Issuing own changes again under a new device id, after a clone, a restore, or on joining an organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlcipher3.dbapi2 import Connection

from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import Dot, OrgId, StreamId
from desktop_app.ledger.keys import Ring
from desktop_app.ledger.refusal import Waiting
from desktop_app.ledger.sealing import KeySource, open_payload
from desktop_app.storage import changes, drafts, identity, streams
from desktop_app.storage.changes import State
from desktop_app.storage.counting import Counting
from desktop_app.storage.drafts import Draft
from desktop_app.storage.identity import Me

REISSUED = "reissued"


def not_in_feed(connection: Connection, me: Me, after: int = 0) -> tuple[SignedChange, ...]:
    """Own changes above `after` that the feed does not hold, in order; those that gave way to a copy's among them."""
    lines = [line.change for line in changes.not_in_feed(connection, me.dev)]
    every = sorted((*lines, *changes.displaced(connection, me.dev)), key=lambda change: change.parsed.n)
    return tuple(change for change in every if change.parsed.n > after)


def withdraw_originals(
    connection: Connection, me: Me, counting: Counting, originals: Sequence[SignedChange], after: int
) -> None:
    """Put own changes above `after` that the feed does not hold among the refused, and undo what they did.

    Raises `reissue_outdated` when they are not all there is: something was written meanwhile.
    """
    lines = [line for line in changes.not_in_feed(connection, me.dev) if line.change.parsed.n > after]
    if not_in_feed(connection, me, after) != tuple(originals):
        raise LuotsiError("reissue_outdated")
    for line in lines:
        changes.delete(connection, line.id)
        changes.refuse(connection, line.change, line.change.parsed.dot, REISSUED, None)
    for change in changes.displaced(connection, me.dev):
        changes.refuse_as(connection, change, REISSUED)
    counting.withdraw([line for line in lines if line.state is State.COUNTED])


def become(connection: Connection, me: Me, ring: Ring) -> None:
    """Take on a new device id, and perhaps a new organisation; nothing has been written under it yet."""
    old = identity.read(connection)
    if old.org != me.org:
        streams.forget(connection, old.org, old.own_stream)
    identity.write(connection, me)
    identity.write_ring(connection, me.org, ring)


def write_again(
    connection: Connection, me: Me, keys: KeySource, counting: Counting, replacements: Sequence[SignedChange]
) -> Me:
    """Log and apply the changes that take the originals' place; the laptop as it is afterwards."""
    for change in replacements:
        header = change.parsed
        if (header.dev, header.n, header.prev) != (me.dev, me.n + 1, me.hash):
            raise LuotsiError("reissue_not_chained")
        try:
            counting.count(change, open_payload(change, keys))
        except Waiting as error:  # a decision counts again once the roster gives the new id the role for it
            changes.insert(connection, change, State.WAITING, error.code)
        me = replace(me, n=header.n, hash=change.hash)
    return me


def rewrite_drafts(connection: Connection, old: OrgId, new: OrgId, dots: Mapping[Dot, Dot]) -> None:
    """Let drafts stand over the new names of what they stood over."""
    for draft in drafts.every(connection):
        fields = {
            name: (value, tuple(dots.get(dot, dot) for dot in base)) for name, (value, base) in draft.fields.items()
        }
        stream = StreamId(new) if draft.stream == StreamId(old) else draft.stream
        drafts.write(
            connection,
            Draft(draft.record, draft.kind, draft.case, stream, fields, draft.started_at, draft.at),
        )
