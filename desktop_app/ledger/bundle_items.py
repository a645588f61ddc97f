"""What a bundle carries, item by item (docs/protocol.md section 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.ledger.canonical import Json, Malformed, b64
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.directory import SignedDirectory
from desktop_app.ledger.file_messages import check_chunk
from desktop_app.ledger.ids import ID_LENGTH, DeviceId, FileId
from desktop_app.ledger.members import Members
from desktop_app.ledger.receipts import SignedReceipt
from desktop_app.ledger.roster import SignedRoster


@dataclass(frozen=True, slots=True)
class FeedPoint:
    """How far the laptop that wrote the bundle has its organisation's feed: an answer begins there."""

    dev: DeviceId
    seq: int

    def to_json(self) -> Json:
        """Return the members of the item."""
        return {"dev": b64(self.dev), "seq": self.seq}

    @classmethod
    def from_json(cls, value: Json) -> FeedPoint:
        """Read the item; raises `Malformed`."""
        members = Members(value)
        point = cls(DeviceId(members.octets("dev", ID_LENGTH)), members.integer("seq"))
        members.done()
        return point


@dataclass(frozen=True, slots=True)
class CarriedChunk:
    """One of the `chunks` sealed chunks of a file, as the central system keeps it."""

    file: FileId
    index: int
    chunks: int
    sealed: bytes

    def to_json(self) -> Json:
        """Return the members of the item."""
        return {"chunks": self.chunks, "file": b64(self.file), "index": self.index, "sealed": b64(self.sealed)}

    @classmethod
    def from_json(cls, value: Json) -> CarriedChunk:
        """Read the item; raises `Malformed`."""
        members = Members(value)
        chunk = cls(
            FileId(members.octets("file", ID_LENGTH)),
            members.integer("index"),
            members.integer("chunks", 1),
            members.octets("sealed"),
        )
        members.done()
        check_chunk(chunk.sealed, chunk.index, chunk.chunks)
        return chunk


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bundle carries: changes of any authors, their files, how far the writer has the feed.

    An answer carries receipts, and the directories and rosters by which its changes can be checked. A safety copy
    carries the records still being written.
    """

    changes: tuple[SignedChange, ...] = ()
    drafts: tuple[Json, ...] = ()
    chunks: tuple[CarriedChunk, ...] = ()
    receipts: tuple[SignedReceipt, ...] = ()
    directories: tuple[SignedDirectory, ...] = ()
    rosters: tuple[SignedRoster, ...] = ()
    points: tuple[FeedPoint, ...] = ()

    def items(self) -> Iterator[Json]:
        """Return everything as it is written: a change as its line, anything else under its name."""
        yield from (change.to_line() for change in self.changes)
        yield from ({"draft": draft} for draft in self.drafts)
        yield from ({"chunk": one.to_json()} for one in self.chunks)
        yield from ({"receipt": one.to_json()} for one in self.receipts)
        yield from ({"directory": one.to_json()} for one in self.directories)
        yield from ({"roster": one.to_json()} for one in self.rosters)
        yield from ({"point": one.to_json()} for one in self.points)

    @classmethod
    def from_items(cls, values: Iterable[Json]) -> Contents:
        """Read what `items` wrote, in any order; raises `Malformed` for an item of another kind."""
        found: dict[str, list[Json]] = {name: [] for name in (*_NAMES, "")}
        for value in values:
            if type(value) is not dict:
                raise Malformed("not_an_object")
            name = next(iter(value)) if len(value) == 1 else ""
            if name not in found:
                raise Malformed("member_unknown", member=name)
            found[name].append(value[name] if name else value)
        return cls(
            changes=tuple(SignedChange.from_line(one) for one in found[""]),
            drafts=tuple(found["draft"]),
            chunks=tuple(CarriedChunk.from_json(one) for one in found["chunk"]),
            receipts=tuple(SignedReceipt.from_json(one) for one in found["receipt"]),
            directories=tuple(SignedDirectory.from_json(one) for one in found["directory"]),
            rosters=tuple(SignedRoster.from_json(one) for one in found["roster"]),
            points=tuple(FeedPoint.from_json(one) for one in found["point"]),
        )


_NAMES = ("draft", "chunk", "receipt", "directory", "roster", "point")
