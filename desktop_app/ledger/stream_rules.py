"""Which change may count in which stream (docs/protocol.md section 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.change import Header, Op, Payload
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import ID_LENGTH, OrgId, RecordId, StreamId, reply_stream
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.roster import DECIDE
from desktop_app.ledger.trust import Trust


class StreamKind(StrEnum):
    """What a stream is for; the opening record says it."""

    OWN = "own"
    PROPOSAL = "proposal"
    REFERRAL = "referral"
    REPLY = "reply"


#: Kinds with a field that may be copied into a proposal, and into a referral (field catalogue, column Stream).
PROPOSAL_COPIES: Final = frozenset(
    {
        "account_and_observations",
        "attachment",
        "child_in_finland",
        "consent",
        "contact",
        "indicator_observation",
        "person",
        "representative",
        "safety_assessment",
    }
)
REFERRAL_COPIES: Final = frozenset({"attachment", "consent", "contact", "person", "safety_assessment"})

ALLOWED: Final[Mapping[StreamKind, frozenset[str]]] = {
    StreamKind.PROPOSAL: PROPOSAL_COPIES | {"proposal", "withdrawal"},
    StreamKind.REFERRAL: REFERRAL_COPIES | {"referral", "withdrawal"},
    StreamKind.REPLY: frozenset({"reply", "opened", "question", "decision", "ending", "referral_answer"}),
}
#: Kinds that count only from an Assistance System's device with the role `decide`.
DECISIONS: Final = frozenset({"decision", "ending"})

#: Which organisation may read a stream of this kind.
_READERS: Final = {StreamKind.PROPOSAL: OrgKind.ASSISTANCE_SYSTEM, StreamKind.REFERRAL: OrgKind.PROVIDER}


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """A stream once its opening record is here; `answers` is the stream (of the reader) that a reply answers."""

    org: OrgId
    stream: StreamId
    kind: StreamKind
    reader: OrgId | None = None
    answers: StreamId | None = None


def may_count(
    header: Header,
    payload: Payload,
    *,
    trust: Trust,
    streams: Callable[[OrgId, StreamId], StreamFacts | None],
    kinds: Callable[[RecordId], str | None],
) -> StreamFacts:
    """Return what is known of the change's stream, opened by this very change perhaps.

    `streams` looks up an opened stream, `kinds` the kind of a record of this stream. Raises `Refused` for what never
    counts (`kind_not_in_stream`, `not_a_decider`, `wrong_reader`, `reply_does_not_fit`, `kind_changed`,
    `case_in_shared_stream`) and `Waiting` for what more may come (`opening_record_missing`, `answered_stream_missing`,
    `organisation_unknown`).
    """
    facts = _own(header) if header.own else _shared(header, payload, trust, streams)
    if facts.kind is not StreamKind.OWN and payload.case is not None:
        raise Refused("case_in_shared_stream")
    for op in payload.ops:
        _check_kind(op, facts, kinds)
        if op.kind in DECISIONS:
            _check_decider(header, trust)
    return facts


def _own(header: Header) -> StreamFacts:
    return StreamFacts(header.org, header.stream, StreamKind.OWN)


def _shared(
    header: Header,
    payload: Payload,
    trust: Trust,
    streams: Callable[[OrgId, StreamId], StreamFacts | None],
) -> StreamFacts:
    opening = next((op for op in payload.ops if _opens(op, header.stream)), None)
    facts = streams(header.org, header.stream)
    if facts is None:
        if opening is None:
            raise Waiting("opening_record_missing")
        facts = _opened(header, opening, trust, streams)
    if header.wrap is None or header.wrap.to != facts.reader:
        raise Refused("wrong_reader")
    if opening is not None and opening.set.get("reader", b64(header.wrap.to)) != b64(header.wrap.to):
        raise Refused("wrong_reader")
    return facts


def _opened(
    header: Header, opening: Op, trust: Trust, streams: Callable[[OrgId, StreamId], StreamFacts | None]
) -> StreamFacts:
    """Return the facts of the stream that this record opens."""
    if header.wrap is None or opening.kind not in (StreamKind.PROPOSAL, StreamKind.REFERRAL, StreamKind.REPLY):
        raise Refused("kind_not_in_stream", kind=opening.kind)
    kind, reader = StreamKind(opening.kind), header.wrap.to
    if kind is StreamKind.REPLY:
        answers = _answered(header.org, reader, header.stream, opening, streams)
        return StreamFacts(header.org, header.stream, kind, reader, answers)
    entry = trust.org(reader)
    if entry is None:
        raise Waiting("organisation_unknown")
    if entry.kind is not _READERS[kind] or reader == header.org:
        raise Refused("wrong_reader")
    return StreamFacts(header.org, header.stream, kind, reader)


def _answered(
    writer: OrgId,
    reader: OrgId,
    stream: StreamId,
    opening: Op,
    streams: Callable[[OrgId, StreamId], StreamFacts | None],
) -> StreamId:
    """Return the stream that a reply answers, after checking that id, writer and reader fit it."""
    named = opening.set.get("answers")
    if type(named) is not str:
        raise Refused("reply_does_not_fit")
    answers = StreamId(unb64(named, ID_LENGTH))
    if stream != reply_stream(writer, answers):
        raise Refused("reply_does_not_fit")
    answered = streams(reader, answers)
    if answered is None:
        raise Waiting("answered_stream_missing")
    if answered.reader != writer or answered.kind not in _READERS:
        raise Refused("reply_does_not_fit")
    return answers


def _check_kind(op: Op, facts: StreamFacts, kinds: Callable[[RecordId], str | None]) -> None:
    if facts.kind is not StreamKind.OWN:
        if op.kind not in ALLOWED[facts.kind]:
            raise Refused("kind_not_in_stream", kind=op.kind)
        if (op.kind == facts.kind) != _opens(op, facts.stream):
            raise Refused("kind_not_in_stream", kind=op.kind)
    held = kinds(op.record)
    if held is not None and held != op.kind:
        raise Refused("kind_changed")


def _opens(op: Op, stream: StreamId) -> bool:
    """Return whether this is the record that opens the stream: it has the stream's id."""
    return bytes(op.record) == bytes(stream)


def _check_decider(header: Header, trust: Trust) -> None:
    entry = trust.org(header.org)
    device = trust.device(header.org, header.dev)
    if entry is None or device is None:
        raise Waiting("organisation_unknown" if entry is None else "device_unknown")
    if entry.kind is not OrgKind.ASSISTANCE_SYSTEM or DECIDE not in device.roles:
        raise Refused("not_a_decider")
