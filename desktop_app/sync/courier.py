"""What goes on a stick and what is taken from one: changes, files, receipts, and drafts in a safety copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from desktop_app.errors import LuotsiError
from desktop_app.ledger.bundle import Contents, open_bundle
from desktop_app.ledger.bundle_items import CarriedChunk, FeedPoint
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import CaseId, FileId
from desktop_app.ledger.keys import org_kem
from desktop_app.ledger.receipts import SignedReceipt
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.storage.store import Store
from desktop_app.sync.believing import accept_rosters
from desktop_app.sync.draft_items import draft_from, draft_to
from desktop_app.sync.packing import Item, packed

#: Remembered when somebody brought a change under this laptop's own id that it never wrote: the next sync mends it.
COPY_SEEN: Final = "copy_seen"


@dataclass(slots=True)
class Taken:
    """What came of taking bundles in; grows from one to the next.

    `changes` are those that were new here, `delivered` own changes that got a receipt, `drafts` records still being
    written that were brought back, `files` attachments that are whole now. `waiting` cannot be read yet, `refused` ones
    never count.
    """

    changes: int = 0
    delivered: int = 0
    drafts: int = 0
    files: int = 0
    waiting: int = 0
    refused: int = 0
    cases: set[CaseId] = field(default_factory=set)


def unsent(store: Store) -> Iterator[Contents]:
    """Return everything that only this laptop has, and what it carries for others, in parts that fit one bundle each.

    The parts are made one by one while they are asked for: a file is never in memory as a whole.
    """
    return packed(_unsent_items(store), _points(store))


def safety_copy(store: Store) -> Iterator[Contents]:
    """Return the same with the records still being written; to be sealed to the own organisation alone."""
    drafts = (Item(draft=draft_to(draft)) for draft in store.every_draft())
    return packed(chain(drafts, _unsent_items(store)), _points(store))


def answer(store: Store) -> Iterator[Contents]:
    """Return, for the laptops whose changes somebody brought here, receipts and what their organisation received."""
    carried = store.carried()
    if not carried:
        return iter(())
    trust = store.trust()
    items = [Item(receipt=one.receipt) for one in carried if one.receipt is not None]
    if trust.signed_directory is not None:
        items.append(Item(directory=trust.signed_directory))
    items += [Item(roster=roster) for rosters in trust.signed_rosters.values() for roster in rosters]
    alone = carried[0].dev if len(carried) == 1 else None
    fed = store.fed_above(min(one.seq for one in carried))
    items += [Item(change=change) for change in fed if change.parsed.dev != alone]
    return packed(items)


def opened(store: Store, data: bytes) -> Contents:
    """Return what a bundle carries that was sealed to this organisation, under any of its secrets.

    Raises `Refused` (`not_a_bundle`, `not_for_us`, `damaged_file`), `Malformed`: nothing of it is taken in.
    """
    me, missed = store.me(), Refused("not_for_us")
    for _, secret in reversed(store.ring().secrets):
        try:
            return open_bundle(data, org_kem(secret, me.org))
        except Refused as error:
            if error.code != "not_for_us":
                raise
            missed = error
    raise missed


def check(contents: Contents) -> None:
    """Read whatever `take_in` would stumble over, before anything is taken in. Raises `Refused`."""
    for draft in contents.drafts:
        draft_from(draft)
    for receipt in contents.receipts:
        receipt.parsed()
    for directory in contents.directories:
        directory.parsed()
    for roster in contents.rosters:
        roster.parsed()


def take_in(store: Store, contents: Contents, taken: Taken) -> None:
    """Take in what one bundle carries, each change as if it had come by the feed. Any number of times, in any order."""
    taken.cases |= _believe(store, contents)
    fresh = [change for change in contents.changes if not _held(store, change)]
    applied = store.take_offered(contents.changes)
    if applied.cloned:
        store.set_setting(COPY_SEEN, "1")
    taken.cases |= applied.cases
    taken.waiting, taken.refused = applied.waiting, taken.refused + applied.refused
    taken.changes += sum(_held(store, change) for change in fresh)
    for point in contents.points:
        store.carry_for(point.dev, point.seq)
    for receipt in contents.receipts:
        _take_receipt(store, receipt, taken)
    _take_files(store, contents, taken)
    taken.drafts += store.bring_back_drafts(draft_from(draft) for draft in contents.drafts)


def _unsent_items(store: Store) -> Iterator[Item]:
    """Return every change that is not known to have arrived, then the files beside them."""
    after, naming = store.me().acked, dict[FileId, SignedChange]()
    while page := store.written(after):
        for change in page:
            naming.update(dict.fromkeys(change.parsed.files, change))
            yield Item(change=change)
        after = page[-1].parsed.n
    for one in store.carried():
        for change in store.unfed_of(one.dev):
            naming.update(dict.fromkeys(change.parsed.files, change))
            yield Item(change=change)
    for row in store.files.unsent():
        file = row.attached
        for index in range(file.chunks):
            chunk = CarriedChunk(file.file, index, file.chunks, store.files.sealed_chunk(file.file, index))
            yield Item(chunk=chunk, named_by=naming.get(file.file))


def _points(store: Store) -> tuple[FeedPoint, ...]:
    """Return how far this laptop and those it carries for have the feed: who takes the bundle in hands in for them."""
    me = store.me()
    return (FeedPoint(me.dev, me.feed_seq), *(FeedPoint(one.dev, one.seq) for one in store.carried()))


def _believe(store: Store, contents: Contents) -> frozenset[CaseId]:
    """Believe newer directories and rosters that follow on those held; what does not is left aside."""
    before = trust = store.trust()
    for signed in contents.directories:
        try:
            trust = trust.accept_directory(signed)
        except (Refused, Waiting):
            continue
    for roster in contents.rosters:
        try:
            trust = accept_rosters(trust, (roster,))
        except (Refused, Waiting):
            continue
    return frozenset() if trust is before else store.set_trust(trust)


def _held(store: Store, change: SignedChange) -> bool:
    try:
        return store.holds(change)
    except (Refused, Waiting):
        return False


def _take_receipt(store: Store, receipt: SignedReceipt, taken: Taken) -> None:
    """Mark own changes as delivered, or keep the receipt for its laptop; one that is not sound is left aside."""
    try:
        me = store.me()
        if receipt.parsed().dev != me.dev:
            store.keep_receipt(receipt)
            return
        taken.cases |= store.acknowledge(receipt)
        taken.delivered += store.me().acked - me.acked
    except LuotsiError as error:
        if error.code not in _UNSOUND and not isinstance(error, Refused):
            raise


_UNSOUND: Final = frozenset({"receipt_does_not_fit", "no_directory"})


def _take_files(store: Store, contents: Contents, taken: Taken) -> None:
    """Keep the chunks of files that a change in this store names; of others nothing is written."""
    named = {row.attached.file for row in store.files.wanted()}
    named |= {file for change in _readable(contents.changes) if store.holds(change) for file in change.parsed.files}
    for chunk in contents.chunks:
        if chunk.file in named:
            store.files.take_piece(chunk.file, chunk.index, chunk.sealed)
    taken.files += store.files.complete_carried()


def _readable(changes: Iterable[SignedChange]) -> Iterator[SignedChange]:
    for change in changes:
        try:
            change.parsed  # noqa: B018 -- parsed once, and kept
        except (Refused, Waiting):
            continue
        yield change
