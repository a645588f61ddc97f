"""Bundles that somebody carried here: opened with the server's key, then pushed like anything else, and answered."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from central_system.caller import Caller
from central_system.files import FileDesk
from central_system.keys import ServerKeys
from central_system.relay import Relay
from central_system.trust import TrustOffice
from desktop_app.errors import LuotsiError
from desktop_app.ledger.bundle import Contents, make_bundle, open_bundle
from desktop_app.ledger.canonical import Malformed
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.file_messages import MAX_BUNDLE_LINES, BundleResult
from desktop_app.ledger.ids import DeviceId, OrgId
from desktop_app.ledger.messages import MAX_LINES, CentralRefused
from desktop_app.ledger.refusal import Refused, Waiting

#: An answer is closed before it grows beyond this, in bytes.
_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What the operator took in: whose it was, what became of each laptop's changes, and bundles that answer it."""

    org: OrgId
    results: tuple[BundleResult, ...]
    answers: tuple[bytes, ...]


class BundleDesk:
    """Takes bundles in; each author's changes stand or fall for themselves."""

    def __init__(self, relay: Relay, files: FileDesk, trust: TrustOffice, keys: ServerKeys) -> None:
        self._relay = relay
        self._files = files
        self._trust = trust
        self._keys = keys

    def take(self, caller: Caller, data: bytes) -> tuple[BundleResult, ...]:
        """Push what a bundle of the caller's organisation carries; a damaged or foreign one is refused whole.

        Raises `CentralRefused` (`not_a_bundle`, `not_for_us`, `damaged_file`, `not_your_organisation` …).
        """
        contents, runs = self._opened(data)
        if any(run[0].parsed.org != caller.org for run in runs):
            raise CentralRefused("not_your_organisation")
        return self._take(caller, contents, runs)

    def take_by_hand(self, data: bytes) -> HandedIn:
        """Push what a bundle carries that was brought to the operator, and answer it for the laptops that wrote it.

        Every change proves its author, and the answer opens for that organisation alone. Raises as `take`, and
        `CentralRefused("nothing_carried")`.
        """
        contents, runs = self._opened(data)
        orgs = {run[0].parsed.org for run in runs}
        if len(orgs) != 1:
            raise CentralRefused("not_your_organisation" if orgs else "nothing_carried")
        caller = Caller(orgs.pop(), runs[0][0].parsed.dev)
        results = self._take(caller, contents, runs)
        if not any(result.reply is not None for result in results):
            return HandedIn(caller.org, results, ())  # nothing proves that the organisation wrote it
        return HandedIn(caller.org, results, tuple(self._answers(caller, contents, results)))

    def _opened(self, data: bytes) -> tuple[Contents, list[list[SignedChange]]]:
        try:
            contents = open_bundle(data, self._keys.kem)
            runs = _runs(contents.changes)
        except (Refused, Waiting) as error:
            raise CentralRefused(error.code) from error
        if len(contents.changes) > MAX_BUNDLE_LINES:
            raise CentralRefused("too_many_lines")
        return contents, runs

    def _take(
        self, caller: Caller, contents: Contents, runs: Sequence[Sequence[SignedChange]]
    ) -> tuple[BundleResult, ...]:
        results = tuple(self._push(caller, run) for run in runs)
        held = {result.dev: result.reply.acked for result in results if result.reply is not None}
        taken = [one for run in runs for one in run if one.parsed.n <= held.get(one.parsed.dev, 0)]
        named = {file for change in taken for file in change.parsed.files}
        for chunk in contents.chunks:
            if chunk.file in named:
                with suppress(LuotsiError):  # the laptop sends it itself when it comes
                    self._files.put(caller, chunk.file, chunk.index, chunk.chunks, chunk.sealed)
        return results

    def _push(self, caller: Caller, run: Sequence[SignedChange]) -> BundleResult:
        """Push one device's changes in pieces; what was taken before a refusal stays taken."""
        dev, reply = run[0].parsed.dev, None
        for start in range(0, len(run), MAX_LINES):
            try:
                reply = self._relay.push(caller, run[start : start + MAX_LINES])
            except LuotsiError as error:
                return BundleResult(dev, reply, error.code)
        return BundleResult(dev, reply)

    def _answers(self, caller: Caller, contents: Contents, results: Sequence[BundleResult]) -> Iterator[bytes]:
        """Return bundles with the receipts, what the organisation has received since, and what proves its authors."""
        rosters = self._trust.rosters(caller.org, 0)
        kem = rosters[-1].parsed().kems[-1][1]
        replies = (result.reply for result in results)
        first = Contents(
            receipts=tuple(reply.receipt for reply in replies if reply is not None and reply.receipt is not None),
            directories=self._trust.directories(0),
            rosters=rosters,
        )
        yield b"".join(make_bundle(first, [kem]))
        seqs = [point.seq for point in contents.points]
        part, size = list[SignedChange](), 0
        for line in self._relay.lines_above(caller.org, min(seqs, default=0)):
            length = 2 * len(line.change.header) + 2 * len(line.change.sealed or b"")
            if part and (size + length > _MOST_BYTES or len(part) >= MAX_BUNDLE_LINES):
                yield b"".join(make_bundle(Contents(tuple(part)), [kem]))
                part, size = [], 0
            part.append(line.change)
            size += length
        if part:
            yield b"".join(make_bundle(Contents(tuple(part)), [kem]))


def _runs(changes: Sequence[SignedChange]) -> list[list[SignedChange]]:
    """Return each device's changes by number, one of those that stand in the bundle twice."""
    found: dict[DeviceId, dict[int, SignedChange]] = {}
    for change in changes:
        found.setdefault(change.parsed.dev, {})[change.parsed.n] = change
    if any(len({change.parsed.org for change in run.values()}) != 1 for run in found.values()):
        raise Malformed("not_one_run")
    return [[run[n] for n in sorted(run)] for _, run in sorted(found.items())]
