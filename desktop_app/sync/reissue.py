"""Issuing own changes again under a new device id: on joining an organisation, after a clone or a restored backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from desktop_app.domain.consent import answer_cover, cover, naming_system
from desktop_app.domain.purposes import RECEIVE_OUTCOME
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import unb64
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.change import Header, Payload, SignedChange
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, Dot, Hash, OrgId, RecordId, StreamId, received_case
from desktop_app.ledger.keys import DeviceKey, Ring
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.sealing import NEEDS_NO_COVER, KeySource, seal
from desktop_app.ledger.trust import Trust
from desktop_app.storage.identity import newcomer
from desktop_app.storage.open_store import COPIED
from desktop_app.storage.store import Me, Store
from desktop_app.sync.believing import SERVER_TIME

#: What may be sealed to the reader of a shared change, asked again; None = nothing that needs a consent.
CoverAgain = Callable[[Header, Payload], Cover | None]

_ANSWER = "referral_answer"
_TRIES = 3
_HASHES = 1000


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


def take_new_identity(store: Store, clock: Callable[[], datetime], lacking: frozenset[Hash] | None = None) -> None:
    """Take a new device id within the same organisation, because a copy used the present one, or it has been retired.

    The feed must have been applied to its end, or as far as a retired laptop may; `lacking` is what the central system
    said then that it has not. Works on at once; the laptop has to be enrolled again before it sends.
    """
    me = store.me()
    fresh = newcomer(me.org, me.user, DeviceKey.generate())
    fresh = replace(fresh, feed_seq=me.feed_seq, feed_hash=me.feed_hash, roster=me.roster)
    _become(store, fresh, store.ring(), clock, _held_by_the_feed(store, me, lacking))


def leave_retired_identity(store: Store, clock: Callable[[], datetime], central: CentralSystem | None = None) -> None:
    """Take a new device id if the roster has ended the present one, or this is a copy that never belonged anywhere.

    An id that ended is never enrolled again. `central` tells a copy of a retired laptop what its feed holds already.
    """
    me = store.me()
    device = store.trust().device(me.org, me.dev)
    retired = device is not None and not device.active
    if retired or store.setting(COPIED):
        lacking = _lacking(store, central) if retired and central is not None else None
        take_new_identity(store, clock, lacking)
        store.set_setting(COPIED, "")


def _lacking(store: Store, central: CentralSystem) -> frozenset[Hash]:
    """Return which own changes the organisation has neither in its feed nor set aside; asked with the old id."""
    hashes = [change.hash for change in store.not_in_feed()]
    found: set[Hash] = set()
    for start in range(0, len(hashes), _HASHES):
        found |= central.have(frozenset(hashes[start : start + _HASHES]))
    return frozenset(found)


def _held_by_the_feed(store: Store, me: Me, lacking: frozenset[Hash] | None) -> int:
    """Return up to which number the feed holds a retired laptop's changes, though it could not fetch them any more.

    Receipts prove it, or the last change that counts is here, or the central system has said what it lacks.
    """
    device = store.trust().device(me.org, me.dev)
    if device is None or device.until is None:
        return 0
    last, last_hash = device.until
    if any(change.hash == last_hash for change in store.written(last - 1, 1)):
        return last
    told = () if lacking is None else (change for change in store.not_in_feed() if change.hash not in lacking)
    held = max((change.parsed.n for change in told if change.parsed.n <= last), default=0)
    return max(held, min(me.acked, last))


def _become(store: Store, fresh: Me, ring: Ring, clock: Callable[[], datetime], after: int = 0) -> None:
    """Re-issue in one transaction; again when something was written while it was prepared."""
    for attempt in range(_TRIES):
        originals = store.not_in_feed(after)
        issuing = _Issuing(store, fresh, KeySource(fresh.org, ring), cover_again(store, clock()))
        issuing.left_out.update(original.parsed.dot for original in originals if original.sealed is None)  # erased
        payloads = [(one, store.payload(one)) for one in originals if one.sealed is not None]
        own = issuing.issue_all([pair for pair in payloads if pair[0].parsed.own])
        shared = [pair for pair in payloads if not pair[0].parsed.own]
        try:
            store.reissue(fresh, ring, originals, own, issuing.dots, after, partial(issuing.issue_all, shared))
            return
        except LuotsiError as error:
            if error.code != "reissue_outdated" or attempt == _TRIES - 1:
                raise


@dataclass(slots=True)
class _Issuing:
    """One run of re-issuing: what has been issued so far, the new names, and what was left out.

    Record ids, `at` and users stay; `was` names the original. The own stream comes first, since the consents that cover
    the shared ones are in it. A shared change that is not covered any more is left out, and nothing stands over it: its
    original stays among the refused.
    """

    store: Store
    fresh: Me
    keys: KeySource
    covers: CoverAgain
    changes: list[SignedChange] = field(default_factory=list)
    dots: dict[Dot, Dot] = field(default_factory=dict)
    left_out: set[Dot] = field(default_factory=set)
    sns: dict[StreamId, int] = field(default_factory=dict)

    def issue_all(self, originals: Sequence[tuple[SignedChange, Payload]]) -> Sequence[SignedChange]:
        """Seal and sign changes again, in their order, after those issued before; nothing is stored."""
        before = len(self.changes)
        for original, payload in originals:
            try:
                self._issue(original, payload)
            except Refused as error:
                if error.code != "not_covered":
                    raise
                self.left_out.add(original.parsed.dot)
        return self.changes[before:]

    def _issue(self, original: SignedChange, said: Payload) -> None:
        old = original.parsed
        stream = StreamId(self.fresh.org) if old.own else old.stream
        payload = self._rewritten(said, original.hash)
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
        return tuple(self.dots.get(dot, dot) for dot in base if dot not in self.left_out)

    def _cover(self, payload: Payload, header: Header) -> Cover | None:
        asked = self.covers(header, payload)
        return None if all(op.kind in NEEDS_NO_COVER for op in payload.ops) else asked


def cover_again(store: Store, now: datetime) -> CoverAgain:
    """Return what asks, for a shared change, which consent covers it at the moment, never earlier than server time."""
    seen = store.setting(SERVER_TIME)
    moment = now if seen is None else max(now, datetime.fromisoformat(seen).astimezone(UTC))
    places: dict[StreamId, _Place] = {}

    def ask(header: Header, payload: Payload) -> Cover | None:
        if header.wrap is None:
            return None
        reader = header.wrap.to
        place = places.get(header.stream) or _place(store, header, payload)
        if place is None:
            return None
        places[header.stream] = place
        records = store.case_records(place.case)
        entry = store.trust().org(reader)
        if entry is not None and entry.kind == OrgKind.ASSISTANCE_SYSTEM:
            records = naming_system(records, reader)
        if any(op.kind == _ANSWER for op in payload.ops):
            return answer_cover(records, reader, moment)
        return cover(records, reader, place.purpose, moment)

    return ask


@dataclass(frozen=True, slots=True)
class _Place:
    """The case that a shared stream belongs to, and for what purpose it was opened."""

    case: CaseId
    purpose: str


def _place(store: Store, header: Header, payload: Payload) -> _Place | None:
    """Find it in the `disclosure`, or in what a reply answers; the opening record itself may not count any more."""
    disclosure = store.record(header.org, StreamId(header.org), RecordId(header.stream))
    if disclosure is not None and disclosure.case is not None:
        return _Place(disclosure.case, disclosure.text("purpose"))
    known = store.stream(header.org, header.stream)
    if known is not None and known.case is not None:
        return _Place(known.case, RECEIVE_OUTCOME)
    for op in payload.ops:
        answers = op.set.get("answers")
        if header.wrap is not None and bytes(op.record) == bytes(header.stream) and isinstance(answers, str):
            return _Place(received_case(header.wrap.to, StreamId(unb64(answers))), RECEIVE_OUTCOME)
    return None
