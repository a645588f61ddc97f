"""Fetching: the organisation's feed page by page, and finding the way back when the central system was restored."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.handover import SignedHandover, make_handover
from desktop_app.ledger.ids import CaseId, DeviceId, Hash, feed_next
from desktop_app.ledger.keys import Ring
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable, FeedPage, UnknownPoint
from desktop_app.ledger.roster import ADMIN, Roster
from desktop_app.storage.store import Me, Store
from desktop_app.sync.sending import offer

_HASHES = 1000
#: A long fetch shows what it has brought so often.
_SETTLE_SECONDS = 5.0


@dataclass(slots=True)
class Fetched:
    """What a round of fetching brought; grows page by page. `cloned`: a change under the own id that is not ours."""

    pulled: int = 0
    cases: set[CaseId] = field(default_factory=set)
    refused: int = 0
    waiting: int = 0
    cloned: bool = False


def fetch(store: Store, central: CentralSystem, fetched: Fetched) -> None:
    """Apply the feed to its end, each page in one transaction with the cursor.

    The next page is asked for while one is applied. List, search and statistics follow at the end, and every few
    seconds before it. Raises `UnknownPoint`, `CentralUnavailable` (also for a page that does not chain),
    `CentralRefused`; the pages applied before stay applied.
    """
    try:
        _fetch_pages(store, central, fetched)
    finally:
        store.settle()


def _fetch_pages(store: Store, central: CentralSystem, fetched: Fetched) -> None:
    me = store.me()
    seq, known = me.feed_seq, me.feed_hash
    settled = time.monotonic()
    page = central.feed(seq, known)
    with ThreadPoolExecutor(1) as ahead:
        while page.lines:
            known = check_page(page, seq, known)
            seq = page.lines[-1].seq
            coming = ahead.submit(central.feed, seq, known) if seq < page.head else None
            _apply(store, page, (seq, known), fetched, more=coming is not None)
            if coming is None:
                return
            if time.monotonic() > settled + _SETTLE_SECONDS:
                store.settle()
                settled = time.monotonic()
            page = coming.result()


def _apply(store: Store, page: FeedPage, cursor: tuple[int, Hash], fetched: Fetched, *, more: bool) -> None:
    applied = store.apply(page.lines, cursor=cursor, more=more)
    fetched.pulled += len(page.lines)
    fetched.cases |= applied.cases
    fetched.refused += applied.refused
    fetched.waiting = applied.waiting
    fetched.cloned |= applied.cloned


def check_page(page: FeedPage, seq: int, known: Hash) -> Hash:
    """Return the feed hash at the page's end; raises CentralUnavailable if it does not follow from the one before."""
    for line in page.lines:
        seq, known = seq + 1, feed_next(known, line.change.hash)
        if line.seq != seq or line.feed_hash != known:
            raise CentralUnavailable("central_unavailable", reason="reply_broken")
    return known


def find_common_point(store: Store, central: CentralSystem) -> int:
    """Return the highest number up to which laptop and central system have the same feed, by halving."""
    low, high = 0, store.me().feed_seq
    while low < high:
        middle = (low + high + 1) // 2
        if _knows(store, central, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _knows(store: Store, central: CentralSystem, seq: int) -> bool:
    known = store.feed_hash_at(seq)
    if known is None:
        return False
    try:
        central.feed(seq, known, 1)
    except UnknownPoint:
        return False
    return True


def go_back(store: Store, central: CentralSystem) -> None:
    """Go back to the common point of a restored central system, after giving it the rosters that it has lost.

    From then on the store remembers that the central system is owed what it lost, until `give_back` is through.
    """
    _offer_rosters(store, central)
    store.forget_feed_above(find_common_point(store, central))


def give_back(store: Store, central: CentralSystem) -> None:
    """Offer a restored central system what it lacks, changes of anybody; goes on where an earlier round broke off."""
    if not store.owes_changes():
        return
    lines = store.all_not_in_feed()
    missing: set[Hash] = set()
    for start in range(0, len(lines), _HASHES):
        missing |= central.have(frozenset(line.hash for line in lines[start : start + _HASHES]))
    me = store.me()
    # own changes first, then those of the organisation's other laptops, then what others sealed to it
    ordered = sorted(lines, key=lambda line: (line.parsed.dev != me.dev, line.parsed.org != me.org))
    offer(central, [line for line in ordered if line.hash in missing])
    store.owe_nothing()


def _offer_rosters(store: Store, central: CentralSystem) -> None:
    """Publish own rosters that the central system has lost; an administrator's laptop hands the ring over again."""
    me, trust = store.me(), store.trust()
    for signed in trust.signed_rosters.get(me.org, ()):
        try:
            central.publish(signed, _handovers(store, me, signed.parsed()))
        except CentralRefused:
            continue


def _handovers(store: Store, me: Me, roster: Roster) -> tuple[SignedHandover, ...]:
    """Return the ring for everybody in the roster, if this laptop is one of its administrators."""
    device = roster.device(me.dev)
    if device is None or not device.active or ADMIN not in device.roles:
        return ()
    ring = Ring(store.ring().secrets[: len(roster.kems)])
    others: list[DeviceId | None] = [one.dev for one in roster.devices if one.active and one.dev != me.dev]
    return tuple(make_handover(roster, to, ring, me.key) for to in [*others, None])
