"""Which changes have been issued again under another device id, as later changes name them in `was`."""

from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.change import Payload
from desktop_app.ledger.ids import Hash
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.sealing import KeySource, open_payload
from desktop_app.storage import changes
from desktop_app.storage.changes import State

_INCOMPLETE: Final = "reissued"


def note(connection: Connection, payload: Payload) -> None:
    """Remember which change a change that counts was issued for again."""
    if payload.was is not None:
        connection.execute("INSERT OR IGNORE INTO reissued VALUES (?)", (payload.was,))


def named(connection: Connection, keys: KeySource, hash_: Hash) -> bool:
    """Whether a change that counts was issued again for this one."""
    if connection.execute("SELECT 1 FROM meta WHERE key = ?", (_INCOMPLETE,)).fetchone() is not None:
        _look_through(connection, keys)
    return connection.execute("SELECT 1 FROM reissued WHERE hash = ?", (hash_,)).fetchone() is not None


def _look_through(connection: Connection, keys: KeySource) -> None:
    """Fill the table from a log that was written before there was one; once."""
    for line in changes.every(connection):
        if line.state is State.COUNTED and line.change.sealed is not None:
            try:
                note(connection, open_payload(line.change, keys))
            except (Refused, Waiting):
                continue
    connection.execute("DELETE FROM meta WHERE key = ?", (_INCOMPLETE,))
