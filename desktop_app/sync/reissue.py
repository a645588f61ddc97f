"""Issuing own changes again under a new device id: on joining an organisation, after a clone or a restored backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from desktop_app.domain.consent import answer_cover, cover
from desktop_app.domain.purposes import RECEIVE_OUTCOME
from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Header, Payload, SignedChange
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import Dot, Hash, OrgId, RecordId, StreamId
from desktop_app.ledger.keys import DeviceKey, Ring
from desktop_app.ledger.messages import CentralSystem
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.sealing import NEEDS_NO_COVER, KeySource, seal
from desktop_app.ledger.stream_rules import StreamFacts, StreamKind
from desktop_app.ledger.trust import Trust
from desktop_app.storage.identity import newcomer
from desktop_app.storage.store import Me, Store
from desktop_app.sync.believing import SERVER_TIME

#: What may be sealed to the reader of a shared change, asked again; None = nothing that needs a consent.
CoverAgain = Callable[[Header, Payload], Cover | None]

_ANSWER = "referral_answer"
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Reissued:
    """The changes that take the originals' place, and the new name of each old one."""

    changes: tuple[SignedChange, ...]
    dots: dict[Dot, Dot]


def join_organisation(
    store: Store, central: CentralSystem, trust: Trust, org: OrgId, ring: Ring, clock: Callable[[], datetime]
) -> None:
    """Become a laptop of `org`: believe `trust`, and issue again under it what was written before.

    The device key stays: nothing was ever sent under its id. The central system is not asked: no feed can hold a change
    of an organisation that it does not know. Doing it again after a crash is no harm.
    """
    store.set_trust(trust)
    me = store.me()
    if me.org == org:
        store.add_ring(ring)
    else:
        _become(store, newcomer(org, me.user, me.key), ring, clock)


def take_new_identity(store: Store, clock: Callable[[], datetime]) -> None:
    """Take a new device id within the same organisation, because a copy used the present one, or it has been retired.

    The feed must have been applied to its end, or as far as a retired laptop may. Works on at once; the laptop has to
    be enrolled again before it sends.
    """
    me = store.me()
    fresh = newcomer(me.org, me.user, DeviceKey.generate())
    fresh = replace(fresh, feed_seq=me.feed_seq, feed_hash=me.feed_hash, roster=me.roster)
    _become(store, fresh, store.ring(), clock, _held_by_the_feed(store, me))


def leave_retired_identity(store: Store, clock: Callable[[], datetime]) -> None:
    """Take a new device id if the roster has ended the present one: an id that ended is never enrolled again."""
    me = store.me()
    device = store.trust().device(me.org, me.dev)
    if device is not None and not device.active:
        take_new_identity(store, clock)


def _held_by_the_feed(store: Store, me: Me) -> int:
    """Return up to which number the feed holds a retired laptop's changes, though it could not fetch them any more."""
    device = store.trust().device(me.org, me.dev)
    if device is None or device.until is None:
        return 0
    last, last_hash = device.until
    return last if any(change.hash == last_hash for change in store.written(last - 1, 1)) else 0


def _become(store: Store, fresh: Me, ring: Ring, clock: Callable[[], datetime], after: int = 0) -> None:
    """Re-issue in one transaction; again when something was written while it was prepared."""
    for attempt in range(_TRIES):
        originals = store.not_in_feed(after)
        again = issue_again(store, originals, fresh, ring, cover_again(store, clock()))
        try:
            store.reissue(fresh, ring, originals, again.changes, again.dots, after)
            return
        except LuotsiError as error:
            if error.code != "reissue_outdated" or attempt == _TRIES - 1:
                raise


def issue_again(store: Store, originals: Sequence[SignedChange], fresh: Me, ring: Ring, covers: CoverAgain) -> Reissued:
    """Seal and sign changes again, in the same order, as the first of `fresh`; nothing is stored.

    Record ids, `at` and users stay; `was` names the original. A shared change that is not covered any more is left out,
    and nothing stands over it: its original stays among the refused.
    """
    issuing = _Issuing(store, fresh, KeySource(fresh.org, ring), covers)
    for original in originals:
        try:
            issuing.issue(original)
        except Refused as error:
            if error.code != "not_covered":
                raise
            issuing.dots[original.parsed.dot] = None
    return Reissued(tuple(issuing.changes), {old: new for old, new in issuing.dots.items() if new is not None})


@dataclass(slots=True)
class _Issuing:
    """One run of re-issuing: what has been issued so far, and the new names (None = left out)."""

    store: Store
    fresh: Me
    keys: KeySource
    covers: CoverAgain
    changes: list[SignedChange] = field(default_factory=list)
    dots: dict[Dot, Dot | None] = field(default_factory=dict)
    sns: dict[StreamId, int] = field(default_factory=dict)

    def issue(self, original: SignedChange) -> None:
        """Issue one change again; raises `Refused("not_covered")`."""
        old = original.parsed
        stream = StreamId(self.fresh.org) if old.own else old.stream
        payload = self._rewritten(self.store.payload(original), original.hash)
        change = seal(
            payload,
            key=self.fresh.key,
            org=self.fresh.org,
            stream=stream,
            n=len(self.changes) + 1,
            prev=self.changes[-1].hash if self.changes else b"",
            sn=self.sns.get(stream, 0) + 1,
            ring=self.keys,
            roster=self.fresh.roster,
            reader=None if old.wrap is None else self.store.trust().reader(old.wrap.to),
            cover=None if old.own else self._cover(payload, old),
            close=old.close,
            erase=self._renamed(old.erase),
            files=old.files,
        )
        self.sns[stream] = self.sns.get(stream, 0) + 1
        self.dots[old.dot] = change.parsed.dot
        self.changes.append(change)

    def _rewritten(self, payload: Payload, was: Hash) -> Payload:
        ops = tuple(
            replace(op, base={name: self._renamed(base) for name, base in op.base.items()}) for op in payload.ops
        )
        return replace(payload, ops=ops, was=was)

    def _renamed(self, base: tuple[Dot, ...]) -> tuple[Dot, ...]:
        renamed = (self.dots.get(dot, dot) for dot in base)
        return tuple(dot for dot in renamed if dot is not None)

    def _cover(self, payload: Payload, header: Header) -> Cover | None:
        if all(op.kind in NEEDS_NO_COVER for op in payload.ops):
            return None
        return self.covers(header, payload)


def cover_again(store: Store, now: datetime) -> CoverAgain:
    """Return what asks, for a shared change, which consent covers it at the moment, never earlier than server time."""
    seen = store.setting(SERVER_TIME)
    moment = now if seen is None else max(now, datetime.fromisoformat(seen).astimezone(UTC))

    def ask(header: Header, payload: Payload) -> Cover | None:
        known = store.stream(header.org, header.stream)
        if header.wrap is None or known is None or known.case is None:
            return None
        reader, records = header.wrap.to, store.case_records(known.case)
        if any(op.kind == _ANSWER for op in payload.ops):
            return answer_cover(records, reader, moment)
        return cover(records, reader, _purpose(store, known.facts), moment)

    return ask


def _purpose(store: Store, facts: StreamFacts) -> str:
    """Return for what purpose a stream was opened, as its `disclosure` record says."""
    if facts.kind is StreamKind.REPLY:
        return RECEIVE_OUTCOME
    disclosure = store.record(facts.org, StreamId(facts.org), RecordId(facts.stream))
    return "" if disclosure is None else disclosure.text("purpose")
