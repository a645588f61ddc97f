"""Couriers: what only this laptop has goes on a stick, a colleague's laptop takes it in, and receipts come back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.errors import LuotsiError
from desktop_app.ledger.bundle import Contents, make_bundle
from desktop_app.ledger.keys import org_kem
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.sync import courier, stick
from desktop_app.sync.courier import Taken
from desktop_app.use_cases.session import Session

__all__ = ["Carriage", "Saved", "TakenIn", "save", "save_answer", "take_in", "view"]

#: Told how many bytes have been written so far; raises LuotsiError `broken_off` to stop.
Watch = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written: the files, how many changes and receipts are in them, and their length in bytes."""

    paths: tuple[Path, ...]
    changes: int
    receipts: int
    length: int


@dataclass(slots=True)
class TakenIn:
    """What came of taking in: the sum, and for each file that was refused its name and the code of why."""

    taken: Taken = field(default_factory=Taken)
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Carriage:
    """How this laptop stands to couriers: `carried` changes of others are to be handed in; `answers` can be written."""

    carried: int
    answers: bool


def view(session: Session) -> Carriage:
    """Return what is carried for others, and whether there is anything to answer them."""
    carried = session.store.carried()
    return Carriage(sum(session.store.count_unfed_of(one.dev) for one in carried), bool(carried))


def save(session: Session, folder: Path, watch: Watch = lambda _written: None) -> Saved:
    """Write everything that only this laptop has, and what it carries for others, sealed for the central system.

    The drafts are saved before, by the caller. A colleague's laptop can take it in as well. Raises `not_enrolled`,
    `nothing_to_carry`, `stick_full`, `stick_gone`, `stick_forbidden`, `stick_unsound`, and what `watch` raises; then
    nothing of this run is left.
    """
    receivers = [_central_key(session), _own_key(session)]
    session.store.save_noted(session.at())
    return write(folder, courier.unsent(session.store), receivers, watch)


def save_answer(session: Session, folder: Path, watch: Watch = lambda _written: None) -> Saved:
    """Write, for the laptops whose bundles were taken in here, receipts and what the organisation has received.

    Sealed to the own organisation alone. Raises as `save`.
    """
    _central_key(session)
    return write(folder, courier.answer(session.store), [_own_key(session)], watch)


def take_in(session: Session, paths: Iterable[Path]) -> TakenIn:
    """Take in bundles of the own organisation, any number of times, in any order.

    A file that is damaged, foreign or no bundle is refused whole and named; the others are taken in all the same.
    Raises `not_enrolled`, `disk_full`.
    """
    if not session.store.me().enrolled:
        raise LuotsiError("not_enrolled")
    done = TakenIn()
    for path in paths:
        try:
            contents = _open(session, path)
            courier.take_in(session.store, contents, done.taken)
        except LuotsiError as error:
            if error.code not in _REFUSALS:
                raise
            done.refused.append((path.name, error.code))
    return done


def write(folder: Path, parts: Iterable[Contents], receivers: Sequence[bytes], watch: Watch) -> Saved:
    """Seal and write bundles, all of them or none."""
    written = 0

    def told(length: int) -> None:
        nonlocal written
        written += length
        watch(written)

    files, changes, receipts = stick.BundleFiles(folder, told), 0, 0
    try:
        for part in parts:
            files.write(make_bundle(part, receivers))
            changes, receipts = changes + len(part.changes), receipts + len(part.receipts)
    except BaseException:
        files.undo()
        raise
    if not files.paths:
        raise LuotsiError("nothing_to_carry")
    return Saved(tuple(files.paths), changes, receipts, written)


def own_key(session: Session) -> bytes:
    """Return the public key that bundles for the own organisation alone are sealed to. Raises `not_enrolled`."""
    _central_key(session)
    return _own_key(session)


_REFUSALS = frozenset({"not_a_bundle", "bundle_damaged", "bundle_foreign", "stick_gone", "stick_forbidden"})


def _open(session: Session, path: Path) -> Contents:
    data = stick.read(path)
    try:
        contents = courier.opened(session.store, data)
        courier.check(contents)
    except (Refused, Waiting) as error:
        raise LuotsiError(_TOLD.get(error.code, "bundle_damaged")) from None
    return contents


_TOLD = {"not_a_bundle": "not_a_bundle", "not_for_us": "bundle_foreign"}


def _central_key(session: Session) -> bytes:
    directory = session.store.trust().directory
    if directory is None or not session.store.me().enrolled:
        raise LuotsiError("not_enrolled")
    return directory.server.kem


def _own_key(session: Session) -> bytes:
    ring, org = session.store.ring(), session.store.me().org
    return org_kem(ring.secret(ring.highest), org).public
