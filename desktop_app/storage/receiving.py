"""Receiving: a page of the organisation's feed is checked, logged and applied in one transaction with the cursor."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.change import Payload, SignedChange
from desktop_app.ledger.ids import DeviceId, Dot, Hash
from desktop_app.ledger.messages import FeedLine
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.sealing import KeySource, check_author, open_payload, vouched
from desktop_app.ledger.trust import Trust
from desktop_app.storage import changes, erasing, reissued_rows
from desktop_app.storage.changes import Logged, State
from desktop_app.storage.counting import Counting
from desktop_app.storage.identity import Me

RETIRED = "retired"
FORK = "fork"
REISSUED = "reissued"
NEWER = "newer_version"


@dataclass(frozen=True, slots=True)
class Offered:
    """A change that somebody brought; the organisation's feed has not been seen to hold it."""

    change: SignedChange
    seq: None = None


Arriving: TypeAlias = "FeedLine | Offered"


@dataclass(slots=True)
class Receiving:
    """One transaction of taking in changes from elsewhere; counts what became of them.

    `cloned` tells that the feed holds a change under this laptop's own id that it never wrote.
    """

    connection: Connection
    me: Me
    keys: KeySource
    trust: Trust
    counting: Counting
    refused: int = 0
    cloned: bool = False
    _proven: frozenset[Hash] = field(default=frozenset())
    _opened: dict[int, tuple[SignedChange, Payload]] = field(default_factory=dict)
    _last: dict[DeviceId, int] = field(default_factory=dict)
    _erasures: bool = False

    def take_page(self, lines: Sequence[Arriving]) -> None:
        """Take a page of the feed, or what somebody brought; nothing in it stops the rest of it."""
        self._proven = vouched((line.change for line in lines), self.trust)
        self._erasures = erasing.any_erased(self.connection)
        self._opened = dict(self._open_ahead(lines))
        self.counting.projection.expect(
            (change.parsed.org, change.parsed.stream, op.record)
            for change, payload in self._opened.values()
            for op in payload.ops
        )
        for line in lines:
            self._take(line)
        self.try_newer()
        if self.counting.opened:
            self.try_waiting()

    def _open_ahead(self, lines: Sequence[Arriving]) -> Iterator[tuple[int, tuple[SignedChange, Payload]]]:
        """Open what is new and sound of a page, so that its records can be read at once; the rest is judged in turn.

        Told apart by line, not by hash: one header may come twice, once with other sealed bytes.
        """
        for line in lines:
            with suppress(Refused, Waiting):
                dev, n = line.change.parsed.dot
                if n > self._last_held(dev):
                    yield id(line), (line.change, self._payload(line.change))

    def _payload(self, change: SignedChange) -> Payload:
        check_author(change, self.trust, verify_signature=change.hash not in self._proven)
        return open_payload(change, self.keys)

    def try_waiting(self) -> None:
        """Try again what waits, as long as something in it begins to count."""
        progress = True
        while progress:
            self.counting.opened = False
            for line in changes.in_state(self.connection, State.WAITING):
                self._try(line)
            progress = self.counting.opened

    def try_newer(self) -> None:
        """Try again what a newer program wrote, of which this one could not even read the header: it may be new now."""
        for change, seq in changes.refused_for(self.connection, NEWER):
            with suppress(Refused, Waiting):
                dot = change.parsed.dot
                changes.forget_refused(self.connection, change)
                self._take(Offered(change))
                changes.put_in_feed(self.connection, dot, change.hash, seq)

    def set_aside_retired(self) -> None:
        """Set aside what laptops wrote beyond their end, and build again what it touched."""
        late: list[Logged] = []
        for chain in self.trust.rosters.values():
            for device in chain[-1].devices:
                if device.until is not None:
                    late += changes.counted_beyond(self.connection, device.dev, *device.until)
        for line in late:
            changes.set_state(self.connection, line.id, State.ASIDE, RETIRED, line.case)
        self.counting.withdraw(late)

    def try_aside(self) -> None:
        """Let those changes of retired laptops count whose end has been raised."""
        for line in changes.in_state(self.connection, State.ASIDE):
            self._try(line)

    def _take(self, line: Arriving) -> None:
        try:
            dot = line.change.parsed.dot
        except (Refused, Waiting) as error:
            # Nothing in a header that cannot be read names a device; the place in the feed tells them apart.
            self._refuse(line.change, (DeviceId(b""), line.seq or 0), error.code, line.seq)
            return
        held = changes.held(self.connection, dot) if dot[1] <= self._last_held(dot[0]) else None
        if held is not None and held.hash == line.change.hash:
            self._note_held(held.id, line)
            return
        if isinstance(line, Offered):
            self._take_offered(line, dot, known=held is not None)
            return
        if held is not None and held.seq is not None:
            self._refuse(line.change, dot, FORK, line.seq)
            return
        if dot[0] == self.me.dev:
            self.cloned = True
        if held is not None:
            self._displace(held.id)
        self._last[dot[0]] = max(self._last_held(dot[0]), dot[1])
        self._count_new(line)

    def _take_offered(self, line: Offered, dot: Dot, *, known: bool) -> None:
        """Take a change that somebody brought: it never takes the place of one that is here.

        One under this laptop's own id that it does not hold shows that there is another copy of it, if it was truly
        signed by it.
        """
        if changes.is_refused_as(self.connection, dot, line.change.hash, REISSUED):
            return  # an old stick of this very laptop: it has all of it under its new id
        if known:
            self._refuse(line.change, dot, FORK, None)
            return
        if dot[0] == self.me.dev:
            try:
                check_author(line.change, self.trust)
            except (Refused, Waiting) as error:
                self._refuse(line.change, dot, error.code, None)
                return
            self.cloned = True
        self._last[dot[0]] = max(self._last_held(dot[0]), dot[1])
        self._count_new(line)
        self._take_its_place(line.change, dot)

    def _take_its_place(self, change: SignedChange, dot: Dot) -> None:
        """Give a change that was brought sound the place in the feed of the same one that had come altered."""
        if changes.hash_of(self.connection, dot) == change.hash:
            for altered, seq in changes.refused_here(self.connection, dot, change.hash):
                changes.forget_refused(self.connection, altered)
                changes.put_in_feed(self.connection, dot, change.hash, seq)

    def _note_held(self, place: int, line: Arriving) -> None:
        if isinstance(line, Offered):
            changes.fill_sealed(self.connection, place, line.change.sealed)
            return
        changes.mark_in_feed(self.connection, place, line)
        if line.change.parsed.wrap is not None:  # its case says when it was delivered
            (held,) = changes.at_places(self.connection, (place,))
            self.counting.projection.cases |= {held.case} if held.case is not None else set()

    def _last_held(self, dev: DeviceId) -> int:
        """The highest number that the log held of a device, or that has been looked for since: above it is all new."""
        if dev not in self._last:
            self._last[dev] = changes.last_number(self.connection, dev)
        return self._last[dev]

    def _count_new(self, line: Arriving) -> None:
        if (self._erasures or self.counting.erased) and self._keep_erased(line):
            return
        try:
            ahead = self._opened.get(id(line))
            payload = self._payload(line.change) if ahead is None else ahead[1]
            self._check_issued_once(line.change)
            self.counting.count(line.change, payload, line=_fed(line))
        except Refused as error:
            if error.code == RETIRED:
                changes.insert(self.connection, line.change, State.ASIDE, error.code, line=_fed(line))
            else:
                self._refuse(line.change, line.change.parsed.dot, error.code, line.seq)
        except Waiting as error:
            changes.insert(self.connection, line.change, State.WAITING, error.code, line=_fed(line))

    def _keep_erased(self, line: Arriving) -> bool:
        """Keep of a change that has been erased its header and signature alone; False for any other."""
        header = line.change.parsed
        bare = line.change.sealed is None
        if not erasing.is_erased(self.connection, header) or (header.org != self.me.org and not bare):
            return False
        changes.insert(self.connection, replace(line.change, sealed=None), State.ERASED, line=_fed(line))
        return True

    def _check_issued_once(self, change: SignedChange) -> None:
        """Refuse what a retired laptop has issued again since: it comes late, released by an administrator."""
        device = self.trust.device(change.parsed.org, change.parsed.dev)
        if device is None or device.active or change.parsed.org != self.me.org or change.sealed is None:
            return
        if reissued_rows.named(self.connection, self.keys, change.hash):
            raise Refused(REISSUED)

    def _try(self, line: Logged) -> None:
        try:
            check_author(line.change, self.trust)
            payload = open_payload(line.change, self.keys)
            self._check_issued_once(line.change)
            self.counting.count(line.change, payload, place=line.id)
        except Refused as error:
            if error.code == RETIRED:
                changes.set_state(self.connection, line.id, State.ASIDE, error.code)
            else:
                changes.delete(self.connection, line.id)
                self._refuse(line.change, line.change.parsed.dot, error.code, line.seq)
        except Waiting as error:
            changes.set_state(self.connection, line.id, State.WAITING, error.code)

    def _refuse(self, change: SignedChange, dot: Dot, reason: str, seq: int | None) -> None:
        if changes.refuse(self.connection, change, dot, reason, seq):
            self.refused += 1

    def _displace(self, place: int) -> None:
        """Of two changes with one name the one in the feed counts: take the held one out and undo what it did."""
        (line,) = changes.at_places(self.connection, (place,))
        changes.delete(self.connection, place)
        self._refuse(line.change, line.change.parsed.dot, FORK, None)
        if line.state is State.COUNTED:
            self.counting.withdraw((line,))


def _fed(line: Arriving) -> FeedLine | None:
    return None if isinstance(line, Offered) else line
