"""Sending: own changes in runs, each until its receipt is here, and what a restored central system lacks."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import CaseId, DeviceId
from desktop_app.ledger.messages import (
    MAX_BYTES,
    MAX_LINES,
    CentralRefused,
    CentralUnavailable,
    Conflict,
    Forked,
    PushReply,
)
from desktop_app.ledger.receipts import verify_receipt
from desktop_app.storage.store import Store

#: So many runs are on their way at once: the central system reads one while its database stores the other.
_AT_ONCE = 2
#: What a line costs on the wire beside header and sealed bytes: signature, names of members.
_LINE = 150
#: Reasons of CentralUnavailable that a smaller request would not mend.
_AWAY = frozenset({"unreachable", "wrong_certificate", "not_the_central_system"})


@dataclass(slots=True)
class Sent:
    """What became of a round of sending; grows while it goes on, so that a failure forgets nothing that was done."""

    pushed: int = 0
    cases: set[CaseId] = field(default_factory=set)
    withheld: list[int] = field(default_factory=list)
    quarantined: list[int] = field(default_factory=list)


def send_own(store: Store, central: CentralSystem, sent: Sent) -> None:
    """Push everything unsent in runs, halving a run that does not get through.

    The first run goes alone. Once the way has proved good the next two go one behind the other, and while a receipt is
    being kept: what a crash leaves unkept comes again. Raises `Forked`, `CentralUnavailable`, `CentralRefused`; what
    was receipted before stays so.
    """
    try:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            _Sending(store, central, sent, pool).work()
    finally:
        store.settle_sent()


@dataclass(slots=True)
class _Sending:
    """One round of sending: `after` is receipted, up to `end` everything is on its way, the oldest run first."""

    store: Store
    central: CentralSystem
    sent: Sent
    pool: ThreadPoolExecutor
    most: int = MAX_LINES
    at_once: int = 1
    widest: int = _AT_ONCE
    after: int = field(init=False)
    end: int = field(init=False)
    coming: deque[tuple[tuple[SignedChange, ...], bool, Future[PushReply]]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.after = self.end = self.store.me().acked

    def work(self) -> None:
        """Send until nothing is unsent."""
        while self._fill() or self.coming:
            run, ahead, future = self.coming.popleft()
            try:
                reply = future.result()
            except Conflict as conflict:
                # A run that went out behind another may have overtaken it.
                self._again(self.after if ahead else _go_back(self.after, conflict))
            except CentralUnavailable as error:
                if error.details.get("reason") in _AWAY or len(run) == 1:
                    raise
                self.most = len(run) // 2
                self._again(self.after)
            else:
                before, self.after = self.after, _check(self.store, run, reply)
                self.end = max(self.end, self.after)
                self._fill()
                self.at_once = self.widest
                self.sent.pushed += self.after - before
                _keep(self.store, run, reply, self.sent, more=bool(self.coming))

    def _fill(self) -> bool:
        """Send as many runs as may be on their way at once; whether there was one to send."""
        before = self.end
        while len(self.coming) < self.at_once and (run := run_of(self.store.written(self.end, self.most))):
            ahead = self.end != self.after
            self.coming.append((run, ahead, self.pool.submit(self.central.push, run)))
            self.end = run[-1].parsed.n
        return self.end != before

    def _again(self, after: int) -> None:
        """Send again what is above `after`, from now on run by run; whatever becomes of what is still on its way."""
        wait([future for _, _, future in self.coming])
        self.coming.clear()
        self.after = self.end = after
        self.widest = self.at_once = 1


def offer(central: CentralSystem, lines: Iterable[SignedChange]) -> int:
    """Push changes of any authors, each author's in order; how many were taken.

    A gap, a fork or a refusal stops that author's changes only: they are somebody else's to mend.
    """
    taken = 0
    by_author: dict[DeviceId, list[SignedChange]] = {}
    for line in lines:
        by_author.setdefault(line.parsed.dev, []).append(line)
    for author in by_author.values():
        rest = sorted(author, key=_number)
        while run := run_of(rest):
            try:
                central.push(run)
            except (Conflict, Forked, CentralRefused):
                break
            taken += len(run)
            rest = rest[len(run) :]
    return taken


def run_of(lines: Sequence[SignedChange]) -> tuple[SignedChange, ...]:
    """Return the first lines that fit one push: at most 500 or 1 MiB, but always one if there is one."""
    size = 0
    for count, line in enumerate(lines):
        size += (len(line.header) + len(line.sealed or b"")) * 4 // 3 + _LINE
        if count and (size > MAX_BYTES or count >= MAX_LINES):
            return tuple(lines[:count])
    return tuple(lines)


def _go_back(after: int, conflict: Conflict) -> int:
    """Return from where to send again: the central system lost what it had receipted."""
    if conflict.acked >= after:
        raise CentralUnavailable("central_unavailable", reason="reply_broken")
    return conflict.acked


def _check(store: Store, run: Sequence[SignedChange], reply: PushReply) -> int:
    """Return the number up to which a receipt goes, after checking that it is for this run.

    It goes beyond the run when the central system had taken a longer one whose reply was lost.
    """
    last, directory = run[-1].parsed, store.trust().directory
    if reply.receipt is None or directory is None:
        raise CentralUnavailable("central_unavailable", reason="reply_broken")
    receipt = verify_receipt(reply.receipt, directory.server.receipt)
    named = store.written(receipt.n - 1, 1) if receipt.n > last.n else run[-1:]
    if receipt.dev != last.dev or [(one.parsed.n, one.hash) for one in named] != [(receipt.n, receipt.hash)]:
        raise CentralUnavailable("central_unavailable", reason="reply_broken")
    return receipt.n


def _keep(store: Store, run: Sequence[SignedChange], reply: PushReply, sent: Sent, *, more: bool) -> None:
    """Keep a receipt that has been checked; with `more` on the way the list says later what is sent."""
    assert reply.receipt is not None
    sent.cases |= store.acknowledge(reply.receipt, more=more)
    store.note_set_aside(run[0].parsed.dev, reply.quarantined)
    sent.withheld += reply.withheld
    sent.quarantined += reply.quarantined


def _number(line: SignedChange) -> int:
    return line.parsed.n
