"""Permissions: asked one by one, answered by the person, kept as they were answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.consent import possible_groups
from desktop_app.domain.purposes import RECEIVE_OUTCOME, SEND_LOCATION, SEND_PROPOSAL, stream_kind
from desktop_app.domain.record import Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, RecordId, new_id
from desktop_app.use_cases import cases
from desktop_app.use_cases.proposal import SYSTEM_BY_NAME, assistance_system
from desktop_app.use_cases.session import Changed, Session

#: Purposes that a worker meets first, in the order in which they are asked.
FIRST_PURPOSES = ("keep_notes", "contact_system", SEND_PROPOSAL, SEND_LOCATION, RECEIVE_OUTCOME)

#: All purposes of the list `consent_purpose`, in the order in which they are asked.
PURPOSES = (
    *FIRST_PURPOSES,
    "social_services",
    "health_care",
    "legal_counsel",
    "victim_support",
    "shelter",
    "union",
    "osh_authority",
    "police",
    "copy_documents",
)

#: Purposes whose recipient is the Assistance System.
TO_THE_SYSTEM = frozenset({"contact_system", SEND_PROPOSAL, SEND_LOCATION})

#: Data groups that are asked apart from the others, each with its own question.
ASKED_APART = ("location", "health", "documents")

#: What gave the answer little weight; the page then advises to ask again later.
ASK_AGAIN = frozenset({"pressure_noticed", "someone_nearby", "exhausted_or_intoxicated"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One recorded answer."""

    record: RecordId
    answer: str
    answered_at: datetime | None
    groups: tuple[str, ...]
    form: str


@dataclass(frozen=True, slots=True)
class Permission:
    """One purpose with all answers to it, newest first, and whether a permission is in force now."""

    purpose: str
    answers: tuple[Answer, ...]
    in_force: bool
    groups: tuple[str, ...]


def permissions(session: Session, case: CaseId) -> tuple[Permission, ...]:
    """Return every purpose of the list with its answers in this case."""
    file = cases.read(session, case)
    consents = [one for one in file.own if one.kind == "consent"]
    return tuple(_permission(purpose, consents, session.now()) for purpose in PURPOSES)


def groups_of(purpose: str) -> tuple[str, ...]:
    """Return the data groups that a permission for this purpose may name; empty for one that sends nothing."""
    if purpose == SEND_LOCATION:
        return ("location",)
    kind = stream_kind(purpose)
    return possible_groups(kind) if kind in {"proposal", "referral"} else ()


def record_answer(session: Session, case: CaseId, purpose: str, answer: str, details: Mapping[str, Json]) -> Changed:
    """Record one answer as a new record; earlier answers stay as they were.

    `details` are other fields of the kind (data groups, setting, language …). A given permission that sends something
    out and names no data group is refused with LuotsiError `no_data_group`.
    """
    values: dict[str, Json] = {
        "purpose": purpose,
        "answer": answer,
        "answered_at": session.now().astimezone().isoformat(timespec="seconds"),
        "giver": "person",
        "form": "oral",
        "told_what_cannot_be_undone": False,
        **{name: value for name, value in details.items() if value not in (None, "", [])},
    }
    recipient = _recipient(session, purpose)
    if recipient is not None:
        values.setdefault("recipient", recipient)
    if purpose == SEND_LOCATION and answer == "given":
        values["data_groups"] = ["location"]
    if answer == "given" and groups_of(purpose) and not values.get("data_groups"):
        raise LuotsiError("no_data_group")
    op = Op(RecordId(new_id()), "consent", values, dict.fromkeys(values, ()))
    return session.store.save([op], case=case, at=session.at())


def _recipient(session: Session, purpose: str) -> str | None:
    if purpose in TO_THE_SYSTEM:
        system = assistance_system(session)
        return b64(system.org) if system else SYSTEM_BY_NAME
    return b64(session.store.me().org) if purpose == RECEIVE_OUTCOME else None


def _permission(purpose: str, consents: list[Record], now: datetime) -> Permission:
    same = [one for one in consents if purpose in one.standing("purpose")]
    answers = tuple(sorted((_answer(one) for one in same), key=_newest_first))
    held = consent_rules.in_force(consents, purpose, None, now)
    groups = tuple(dict.fromkeys(group for one in held for group in one.codes("data_groups")))
    return Permission(purpose, answers, bool(held), groups)


def _newest_first(answer: Answer) -> float:
    return -answer.answered_at.timestamp() if answer.answered_at else 0.0


def _answer(one: Record) -> Answer:
    at = one.text("answered_at") or one.created_at
    return Answer(
        one.record,
        one.text("answer"),
        datetime.fromisoformat(at) if at else None,
        one.codes("data_groups"),
        one.text("form"),
    )
