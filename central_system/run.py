"""The run of changes that one push carries, checked as far as it can be without the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.ledger import purposes
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import DeviceId, OrgId, digest
from desktop_app.ledger.keys import verify
from desktop_app.ledger.messages import MAX_LINES, CentralRefused
from desktop_app.ledger.refusal import Refused, Waiting


@dataclass(frozen=True, slots=True)
class Run:
    """Changes of one device of one organisation, by ascending number; each names the one before it, if that is here."""

    org: OrgId
    dev: DeviceId
    lines: tuple[SignedChange, ...]

    @classmethod
    def of(cls, lines: Sequence[SignedChange]) -> "Run":
        """Read and check the form; raises `CentralRefused` (`too_many_lines`, `malformed`, `chain_broken` …)."""
        if not 0 < len(lines) <= MAX_LINES:
            raise CentralRefused("too_many_lines" if lines else "no_lines")
        try:
            first = lines[0].parsed
            for line in lines:
                _check_line(line)
        except (Refused, Waiting) as error:
            raise CentralRefused("malformed", reason=error.code) from error
        if any(line.parsed.org != first.org or line.parsed.dev != first.dev for line in lines):
            raise CentralRefused("not_one_run")
        _check_chain(lines)
        return cls(first.org, first.dev, tuple(lines))

    def above(self, n: int) -> tuple[SignedChange, ...] | None:
        """Return the changes above number `n`, or None if one is missing there."""
        fresh = tuple(line for line in self.lines if line.parsed.n > n)
        return fresh if all(line.parsed.n == n + place for place, line in enumerate(fresh, start=1)) else None


def check_signatures(lines: Sequence[SignedChange], key: bytes, *, chained: bool = True) -> None:
    """Check the signatures of a run with the author's key; raises `CentralRefused("signature_wrong", n=…)`.

    In an unbroken run the last signature proves all, through `prev`. Those of shared changes are checked each, since
    their readers see holes; without `chained`, all are.
    """
    for line in lines:
        if chained and line.parsed.own and line is not lines[-1]:
            continue
        if not verify(key, purposes.CHANGE, line.header, line.sig):
            raise CentralRefused("signature_wrong", n=line.parsed.n)


def _check_line(line: SignedChange) -> None:
    if line.sealed is not None and digest(line.sealed) != line.parsed.sealed:
        raise CentralRefused("sealed_does_not_fit", n=line.parsed.n)
    if line.parsed.wrap is not None and line.parsed.wrap.to == line.parsed.org:
        raise CentralRefused("wrapped_to_its_author", n=line.parsed.n)


def _check_chain(lines: Sequence[SignedChange]) -> None:
    for before, line in pairwise(lines):
        if line.parsed.n <= before.parsed.n:
            raise CentralRefused("not_one_run")
        if line.parsed.n == before.parsed.n + 1 and line.parsed.prev != before.hash:
            raise CentralRefused("chain_broken", n=line.parsed.n)
