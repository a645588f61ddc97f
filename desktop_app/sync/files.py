"""Files travel beside the changes that name them: in chunks, resumed where they broke off, some in each round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.errors import LuotsiError
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.ids import Hash
from desktop_app.ledger.messages import CentralRefused
from desktop_app.ledger.refusal import Refused
from desktop_app.storage.file_rows import FileRow
from desktop_app.storage.store import Store

#: So many chunks (MiB) go one way in a round; the rest goes in the next.
MOST_CHUNKS: Final = 32
_NO_CHANGE: Final = Hash(bytes(32))


@dataclass(slots=True)
class FilesMoved:
    """What a round did for files: how many went out and came in whole, and how many are still to travel."""

    sent: int = 0
    fetched: int = 0
    left: int = 0


def exchange_files(store: Store, central: CentralSystem) -> FilesMoved:
    """Send and fetch files; whatever fails waits for the next round, and no other file for it."""
    moved = FilesMoved()
    try:
        _send_all(store, central, moved)
        _fetch_all(store, central, moved)
    except LuotsiError:  # away, busy, a full disk: the changes of the round are safe, files go on from where they are
        pass
    moved.left = len(store.files.unsent()) + len(store.files.wanted())
    return moved


def _send_all(store: Store, central: CentralSystem, moved: FilesMoved) -> None:
    budget = MOST_CHUNKS
    for row in store.files.unsent():
        if budget <= 0:
            return
        try:
            budget -= _send(store, central, row, budget, moved)
        except CentralRefused:
            continue
        except LuotsiError as error:
            if error.code != "file_missing":
                raise


def _send(store: Store, central: CentralSystem, row: FileRow, budget: int, moved: FilesMoved) -> int:
    """Send what the central system lacks of one file; how many chunks went."""
    one = row.attached
    state = central.file_state(one.file)
    lacking = state.missing if state.chunks else tuple(range(one.chunks))
    for index in lacking[:budget]:
        state = central.put_chunk(one.file, index, one.chunks, store.files.sealed_chunk(one.file, index))
    if state.whole:
        store.files.note_sent(one.file)
        moved.sent += bool(lacking)
    return len(lacking[:budget])


def _fetch_all(store: Store, central: CentralSystem, moved: FilesMoved) -> None:
    budget = MOST_CHUNKS
    for row in store.files.wanted():
        if budget <= 0:
            return
        try:
            budget -= _fetch(store, central, row, budget, moved)
        except (CentralRefused, Refused):
            continue  # not there yet, or damaged on the way: asked for again next time


def _fetch(store: Store, central: CentralSystem, row: FileRow, budget: int, moved: FilesMoved) -> int:
    """Fetch the next chunks of one file; how many came."""
    one = row.attached
    change = _NO_CHANGE if row.org == store.me().org else store.files.naming_change(row) or _NO_CHANGE
    have = store.files.fetched(one.file)
    coming = range(have, one.chunks)[:budget]
    for index in coming:
        store.files.take_chunk(one.file, central.chunk(row.org, one.file, index, change))
    if have + len(coming) == one.chunks:
        store.files.complete(one)
        moved.fetched += 1
    return len(coming)
