"""Handing in, for other laptops of the organisation, what somebody brought from them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.errors import LuotsiError
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.messages import CentralRefused, Conflict, Forked
from desktop_app.storage.carried_rows import Carried
from desktop_app.storage.store import Store
from desktop_app.sync.sending import run_of

_HASHES = 1000


def hand_in(store: Store, central: CentralSystem) -> int:
    """Offer the central system what it lacks of each laptop's changes, and keep the receipts; how many it took.

    A gap, a fork or a refusal stops that laptop's changes alone, and no failure stops the round: they are somebody
    else's, and are offered again in the next one.
    """
    taken = 0
    for one in store.carried():
        try:
            taken += _hand_in(store, central, one)
        except (Conflict, Forked, CentralRefused):
            continue
        except LuotsiError:  # away: the changes of this round are safe
            break
    return taken


def _hand_in(store: Store, central: CentralSystem, one: Carried) -> int:
    rest, taken = _lacking(store, central, one), 0
    lacking = len(rest)
    if not rest and (last := store.last_of(one.dev)) is not None and last.parsed.n > one.n:
        rest = (last,)  # it has come some other way: asked again for its receipt alone
    while run := run_of(rest):
        reply = central.push(run)
        if reply.receipt is not None:
            store.keep_receipt(reply.receipt)
        store.note_set_aside(one.dev, reply.quarantined)
        rest = rest[len(run) :]
        taken += min(len(run), lacking)
    return taken


def _lacking(store: Store, central: CentralSystem, one: Carried) -> Sequence[SignedChange]:
    """Return what the central system lacks of a laptop's changes, from the first on."""
    lines = store.unfed_of(one.dev)
    missing = {
        hash_
        for start in range(0, len(lines), _HASHES)
        for hash_ in central.have(frozenset(line.hash for line in lines[start : start + _HASHES]))
    }
    first = next((place for place, line in enumerate(lines) if line.hash in missing), len(lines))
    return lines[first:]
