"""A process of its own that works on one laptop's store until it is killed: saves, discloses, answers, syncs.

It prints one line for each thing that is durable or done: `saved HASH`, `round`, `away CODE`, `identity DEV`.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, reply_stream
from desktop_app.storage.store import Part, Store
from desktop_app.sync.engine import sync_once
from desktop_app.sync.http_central import HttpCentral
from desktop_app.sync.reissue import leave_retired_identity
from tests.storage.laptops import op, open_store, over

#: Known to all laptops, so that they write over each other.
RECORDS = [RecordId(bytes([n]) * 16) for n in range(1, 5)]
CASE = CaseId(b"c" * 16)
WEIGHTS = {"edit": 6, "note": 3, "disclose": 2, "add": 2, "close": 0.3, "answer": 2, "sync": 4}
#: What a laptop may be told without anything being wrong with it.
EXPECTED = frozenset({"central_unavailable", "not_enrolled", "device_retired"})


class Worker:
    """One laptop at work; every decision is drawn from the seed."""

    def __init__(self, store: Store, url: str, seed: int, skew: timedelta) -> None:
        self.store = store
        self._url = url
        self._chance = random.Random(seed)
        self._skew = skew
        self._told = store.me().n
        self._central = self._connect()
        self._acts: dict[str, Callable[[], object]] = {
            "edit": self._edit,
            "note": self._note,
            "disclose": self._disclose,
            "add": self._add,
            "close": self._close,
            "answer": self._answer,
            "sync": self._sync,
        }

    def step(self) -> None:
        """Do one thing and say what became durable by it."""
        self._acts[self._chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]]()
        me = self.store.me()
        for change in self.store.written(self._told, 500):
            say("saved", change.hash.hex())
        self._told = me.n

    def _connect(self) -> HttpCentral:
        clock = lambda: time.time() + self._skew.total_seconds()  # noqa: E731
        return HttpCentral(self._url, self.store.me().key, clock=clock, silent=5, whole=20)

    def _now(self) -> datetime:
        return datetime.now(UTC) + self._skew

    def _at(self) -> str:
        return self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _sync(self) -> None:
        before = self.store.me()
        try:
            sync_once(self.store, self._central, self._now)
            say("round")
        except LuotsiError as error:
            if error.code not in EXPECTED:
                raise
            say("away", error.code)
            if error.code == "device_retired":
                leave_retired_identity(self.store, self._now)
        me = self.store.me()
        if me.dev != before.dev:
            self._central.close()
            self._central = self._connect()
            self._told = 0
            say("identity", me.dev.hex())

    def _edit(self) -> None:
        record, field = self._chance.choice(RECORDS), self._chance.choice("ab")
        value: dict[str, Any] = {field: self._chance.randrange(100)}
        me = self.store.me()
        known = self.store.record(me.org, me.own_stream, record)
        one = op("note", record, **value) if known is None else over(self.store, record, **value)
        self.store.save([one], case=CASE, at=self._at())

    def _note(self) -> None:
        self.store.save([op("contact", text="x" * self._chance.randrange(1, 4000))], case=CASE, at=self._at())

    def _disclose(self) -> None:
        to = self._system()
        if to is None or self._streams("proposal")[3:]:
            return
        stream = StreamId(self._chance.randbytes(16))
        person = op("person", family_name="Kuvitteellinen")
        shared = self._shared(stream, to, [op("proposal", stream, language="fi"), person], "proposal", "person")
        told = op("disclosure", stream, purpose="send_proposal")
        self.store.save_together([Part(ops=[told], at=self._at(), case=CASE), shared])

    def _add(self) -> None:
        for stream, to in self._open_streams("proposal"):
            one = op("person", family_name="Toinen")
            self.store.save_together([self._shared(stream, to, [one], "person")])
            return

    def _close(self) -> None:
        for stream, to in self._open_streams("proposal"):
            end = op("withdrawal", family_name=None)
            self.store.save_together([self._shared(stream, to, [end], close=True)])
            return

    def _answer(self) -> None:
        """Ask something in the reply to a proposal that was received."""
        me = self.store.me()
        received = [one for one in self._streams("proposal") if one[0] != me.org]
        if received:
            org, stream = self._chance.choice(received)
            back = reply_stream(me.org, stream)
            opening = [] if self.store.stream_known(back) else [op("reply", back, answers=b64(stream))]
            self.store.save_together([self._shared(back, org, [*opening, op("question", text="?")])])

    def _shared(self, stream: StreamId, to: OrgId, ops: list[Op], *kinds: str, close: bool = False) -> Part:
        cover = Cover(to, "send_proposal", dict.fromkeys(kinds, frozenset({"language", "family_name"})), ())
        reader = self.store.trust().reader(to)
        return Part(ops=ops, at=self._at(), stream=stream, reader=reader, cover=cover, close=close)

    def _system(self) -> OrgId | None:
        """The Assistance System, unless this is its own laptop."""
        directory = self.store.trust().directory
        assert directory is not None
        systems = [entry.org for entry in directory.orgs if entry.kind is OrgKind.ASSISTANCE_SYSTEM]
        return None if self.store.me().org in systems else systems[0]

    def _open_streams(self, kind: str) -> Iterator[tuple[StreamId, OrgId]]:
        """Own streams to the Assistance System that this laptop does not know to be closed, in any order."""
        me, to = self.store.me(), self._system()
        streams = [stream for org, stream in self._streams(kind, closed=False) if org == me.org]
        self._chance.shuffle(streams)
        yield from ((stream, to) for stream in streams if to is not None)

    def _streams(self, kind: str, closed: bool = True) -> list[tuple[OrgId, StreamId]]:
        with self.store._database.read() as connection:
            rows = connection.execute(
                "SELECT org, stream FROM stream WHERE kind = ? AND closed <= ? ORDER BY 1, 2", (kind, closed)
            ).fetchall()
        return [(OrgId(row[0]), StreamId(row[1])) for row in rows]


def say(*words: str) -> None:
    print(*words, flush=True)


def main(path: Path, url: str, seed: int, skew: float) -> None:
    """Work until killed."""
    worker = Worker(open_store(path), url, seed, timedelta(seconds=skew))
    say("ready")
    while True:
        worker.step()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
