"""Bundles that somebody carried here: opened with the server's key, then pushed like anything else."""

from collections.abc import Sequence

from central_system.caller import Caller
from central_system.keys import ServerKeys
from central_system.relay import Relay
from desktop_app.errors import LuotsiError
from desktop_app.ledger.bundle import open_bundle
from desktop_app.ledger.canonical import Malformed
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.file_messages import MAX_BUNDLE_LINES, BundleResult
from desktop_app.ledger.ids import DeviceId
from desktop_app.ledger.messages import MAX_LINES, CentralRefused
from desktop_app.ledger.refusal import Refused, Waiting


class BundleDesk:
    """Takes bundles in; each author's changes stand or fall for themselves."""

    def __init__(self, relay: Relay, keys: ServerKeys) -> None:
        self._relay = relay
        self._keys = keys

    def take(self, caller: Caller, data: bytes) -> tuple[BundleResult, ...]:
        """Push what a bundle of the caller's organisation carries; a damaged or foreign one is refused whole.

        Raises `CentralRefused` (`not_a_bundle`, `not_for_us`, `damaged_file`, `not_your_organisation` …).
        """
        try:
            changes = open_bundle(data, self._keys.kem).changes
            runs = _runs(changes)
        except (Refused, Waiting) as error:
            raise CentralRefused(error.code) from error
        if len(changes) > MAX_BUNDLE_LINES:
            raise CentralRefused("too_many_lines")
        if any(run[0].parsed.org != caller.org for run in runs):
            raise CentralRefused("not_your_organisation")
        return tuple(self._push(caller, run) for run in runs)

    def _push(self, caller: Caller, run: Sequence[SignedChange]) -> BundleResult:
        """Push one device's changes in pieces; what was taken before a refusal stays taken."""
        dev, reply = run[0].parsed.dev, None
        for start in range(0, len(run), MAX_LINES):
            try:
                reply = self._relay.push(caller, run[start : start + MAX_LINES])
            except LuotsiError as error:
                return BundleResult(dev, reply, error.code)
        return BundleResult(dev, reply)


def _runs(changes: Sequence[SignedChange]) -> list[list[SignedChange]]:
    """Return each device's changes by number, one of those that stand in the bundle twice."""
    found: dict[DeviceId, dict[int, SignedChange]] = {}
    for change in changes:
        found.setdefault(change.parsed.dev, {})[change.parsed.n] = change
    if any(len({change.parsed.org for change in run.values()}) != 1 for run in found.values()):
        raise Malformed("not_one_run")
    return [[run[n] for n in sorted(run)] for _, run in sorted(found.items())]
