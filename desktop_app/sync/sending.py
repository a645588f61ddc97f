"""Sending: own changes in runs, each until its receipt is here, and what a restored central system lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
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

    A run goes out once the receipt for the one before it has been checked, and while that receipt is being kept: what
    a crash leaves unkept comes again. Raises `Forked`, `CentralUnavailable`, `CentralRefused`; what was receipted
    before stays so.
    """
    after, most = store.me().acked, MAX_LINES
    with ThreadPoolExecutor(1) as ahead:
        run = run_of(store.written(after, most))
        coming = ahead.submit(central.push, run) if run else None
        while coming is not None:
            reply = None
            try:
                reply = coming.result()
                after = _check(store, run, reply)
            except Conflict as conflict:
                after = _go_back(after, conflict)
            except CentralUnavailable as error:
                if reply is not None or error.details.get("reason") in _AWAY or len(run) == 1:
                    raise
                most = len(run) // 2
            before, run = run, run_of(store.written(after, most))
            coming = ahead.submit(central.push, run) if run else None
            if reply is not None:
                _keep(store, before, after, reply, sent)


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


def _keep(store: Store, run: Sequence[SignedChange], acked: int, reply: PushReply, sent: Sent) -> None:
    """Keep a receipt that has been checked and goes up to `acked`."""
    assert reply.receipt is not None
    first = run[0].parsed
    sent.cases |= store.acknowledge(reply.receipt)
    store.note_set_aside(first.dev, reply.quarantined)
    sent.pushed += acked - first.n + 1
    sent.withheld += reply.withheld
    sent.quarantined += reply.quarantined


def _number(line: SignedChange) -> int:
    return line.parsed.n
