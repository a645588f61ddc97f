"""Dividing what a courier takes along into bundles of a bearable size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.ledger.bundle import Contents
from desktop_app.ledger.bundle_items import CarriedChunk, FeedPoint
from desktop_app.ledger.canonical import Json, canon
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.directory import SignedDirectory
from desktop_app.ledger.file_messages import MAX_BUNDLE_LINES
from desktop_app.ledger.receipts import SignedReceipt
from desktop_app.ledger.roster import SignedRoster

#: A bundle is closed before it grows beyond this, in bytes; the central system takes twice as much.
MOST_BYTES: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to carry: exactly one of the members, and for a chunk of a file the change that names the file."""

    change: SignedChange | None = None
    chunk: CarriedChunk | None = None
    receipt: SignedReceipt | None = None
    directory: SignedDirectory | None = None
    roster: SignedRoster | None = None
    draft: Json = None
    named_by: SignedChange | None = None


def packed(items: Iterable[Item], points: Sequence[FeedPoint] = (), most: int = MOST_BYTES) -> Iterator[Contents]:
    """Return the items in as few bundles as hold them in their order, with `points` in each; none where no item is.

    A chunk never goes without its file's change.
    """
    part, size = list[Item](), 0
    for item in items:
        together = [item] if item.named_by is None or _has(part, item.named_by) else [Item(change=item.named_by), item]
        grows = sum(_size(one) for one in together)
        if part and (size + grows > most or len(part) + len(together) > MAX_BUNDLE_LINES):
            yield _contents(part, points)
            part, size = [], 0
            together = [item] if item.named_by is None else [Item(change=item.named_by), item]
            grows = sum(_size(one) for one in together)
        part += together
        size += grows
    if part:
        yield _contents(part, points)


def _has(part: Iterable[Item], change: SignedChange) -> bool:
    return any(one.change is change for one in part)


def _size(item: Item) -> int:
    return sum(len(canon(value)) + 4 for value in _contents([item], ()).items())


def _contents(items: Iterable[Item], points: Sequence[FeedPoint]) -> Contents:
    held = tuple(items)
    return Contents(
        changes=tuple(one.change for one in held if one.change is not None),
        drafts=tuple(one.draft for one in held if one.draft is not None),
        chunks=tuple(one.chunk for one in held if one.chunk is not None),
        receipts=tuple(one.receipt for one in held if one.receipt is not None),
        directories=tuple(one.directory for one in held if one.directory is not None),
        rosters=tuple(one.roster for one in held if one.roster is not None),
        points=tuple(points),
    )
