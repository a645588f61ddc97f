"""How far a proposal has come, derived from records, receipts and replies; never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import StreamId

#: The states in the order of the work; a list sorts by them.
ORDER: Final = (
    "draft",
    "ready",
    "sent",
    "delivered",
    "opened",
    "question_open",
    "supplemented",
    "withdrawn",
    "decided",
)

#: States in which an answer is waited for.
WAITING: Final = frozenset({"sent", "delivered", "opened", "supplemented"})


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a case's proposal (a code of `proposal_state`) and since when, a day or moment as text or empty."""

    state: str
    at: str


def progress(records: Sequence[Record], delivered: Mapping[StreamId, str]) -> Progress | None:
    """Return how far the newest proposal of a case has come, or None when none is begun.

    `delivered` holds, by stream, when the central system receipted the newest change of a stream that was sent.
    """
    kept = [each for each in records if not each.is_deleted]
    proposals = [each for each in kept if each.kind == "proposal"]
    newest = max(proposals, key=_begun, default=None)
    decided = _decided(kept, newest, proposals)
    if decided is not None or newest is None:
        return decided
    return _of_draft(newest) if newest.is_own else _of_sent(newest, kept, delivered)


def _begun(record: Record) -> tuple[str, bool, bytes]:
    return record.created_at, not record.is_own, record.record


def _decided(records: Sequence[Record], newest: Record | None, proposals: Sequence[Record]) -> Progress | None:
    """Return the decision, unless a new proposal has been begun or sent since."""
    decisions = [each for each in records if each.kind in ("decision", "decision_on_paper")]
    rounds = [each for each in proposals if not each.is_own]
    if newest is not None and (newest.is_own or len(rounds) > 1):
        answers = frozenset() if newest.is_own else frozenset(each.record for each in replies(newest, records))
        decisions = [each for each in decisions if each.record in answers or each.created_at > newest.created_at]
    days = [each.text("decided_on") for each in decisions]
    return Progress("decided", max(days)) if days else None


def _of_draft(proposal: Record) -> Progress:
    if proposal.text("withdrawn_at"):
        return Progress("withdrawn", proposal.text("withdrawn_at"))
    if proposal.text("sent_at"):
        return Progress("sent", proposal.text("sent_at"))
    return Progress("ready" if proposal.text("state") == "ready" else "draft", proposal.changed_at)


def _of_sent(proposal: Record, records: Sequence[Record], delivered: Mapping[StreamId, str]) -> Progress:
    stream = [each for each in records if each.org == proposal.org and each.stream == proposal.stream]
    withdrawn = next((each for each in stream if each.kind == "withdrawal"), None)
    if withdrawn is not None:
        return Progress("withdrawn", withdrawn.text("withdrawn_at") or withdrawn.created_at)
    if proposal.text("withdrawn_at"):
        return Progress("withdrawn", proposal.text("withdrawn_at"))
    answers = replies(proposal, records)
    asked = [each.text("asked_at") or each.created_at for each in answers if each.kind == "question"]
    if asked:
        # Both are clocks of laptops: good enough to show who is to act, and nothing else rests on it.
        written = max(each.changed_at for each in stream)
        newest = max(each.created_at for each in answers if each.kind == "question")
        return Progress("supplemented", written) if written > newest else Progress("question_open", max(asked))
    opened = [each.text("opened_at") or each.created_at for each in answers if each.kind == "opened"]
    if opened:
        return Progress("opened", min(opened))
    if proposal.stream in delivered:
        return Progress("delivered", delivered[proposal.stream])
    return Progress("sent", proposal.text("sent_at") or proposal.created_at)


def replies(proposal: Record, records: Iterable[Record]) -> list[Record]:
    """Return the records of the reply to a sent proposal."""
    held = tuple(records)
    answering = {
        (each.org, each.stream)
        for each in held
        if each.kind == "reply" and each.text("answers") == b64(proposal.stream)
    }
    return [each for each in held if (each.org, each.stream) in answering]
