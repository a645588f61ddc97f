"""Permissions: asked one by one, answered by the person, kept as they were answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.check import Problem
from desktop_app.domain.consent import LOCATION, SYSTEM_BY_NAME, possible_groups
from desktop_app.domain.purposes import (
    PURPOSE_OF_RECIPIENT,
    RECEIVE_OUTCOME,
    REFERRAL_PURPOSES,
    SEND_LOCATION,
    SEND_PROPOSAL,
    stream_kind,
)
from desktop_app.domain.record import Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.use_cases import cases, records, withdrawing
from desktop_app.use_cases.proposal import assistance_system
from desktop_app.use_cases.records import FormField, RecordForm, Saved
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session

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

#: Data groups that are asked apart from the others, each with its own question. Where the person is has a purpose of
#: its own and is offered only there.
ASKED_APART = (LOCATION, "health", "documents")

#: What gave the answer little weight; the page then advises to ask again later.
ASK_AGAIN = frozenset({"pressure_noticed", "someone_nearby", "exhausted_or_intoxicated"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One recorded answer with its circumstances, as it was answered; never changed afterwards."""

    record: RecordId
    answer: str
    answered_at: datetime | None
    groups: tuple[str, ...]
    form: str
    language: str
    setting: tuple[str, ...]
    valid_until: str
    told: bool


@dataclass(frozen=True, slots=True)
class Permission:
    """One purpose with all answers to it, newest first, and whether a permission is in force now."""

    purpose: str
    answers: tuple[Answer, ...]
    in_force: bool
    groups: tuple[str, ...]

    @property
    def was_given(self) -> bool:
        """Whether there is a permission that could be withdrawn."""
        return any(one.answer == "given" for one in self.answers)


@dataclass(frozen=True, slots=True)
class Permissions:
    """Every purpose with its answers, and whether the child's path applies."""

    purposes: tuple[Permission, ...]
    child: bool
    reference: str

    def of(self, purpose: str) -> Permission:
        """Return one purpose."""
        return next(one for one in self.purposes if one.purpose == purpose)


def permissions(session: Session, case: CaseId) -> tuple[Permission, ...]:
    """Return every purpose of the list with its answers in this case."""
    return read(session, case).purposes


def read(session: Session, case: CaseId) -> Permissions:
    """Return what the page shows. Raises LuotsiError `no_such_case`."""
    file = cases.read(session, case)
    consents = [one for one in file.own if one.kind == "consent"]
    found = tuple(_permission(purpose, consents, session.consent_now()) for purpose in PURPOSES)
    return Permissions(found, file.is_child(), file.summary().reference)


def groups_of(purpose: str) -> tuple[str, ...]:
    """Return the data groups that a permission for this purpose may name; empty for one that sends nothing."""
    if purpose == SEND_LOCATION:
        return (LOCATION,)
    kind = stream_kind(purpose)
    if kind not in {"proposal", "referral"}:
        return ()
    return tuple(group for group in possible_groups(kind) if group != LOCATION)


def recipients(session: Session, purpose: str) -> tuple[tuple[str, str], ...]:
    """Return who may be named as recipient: (value of the field, name from the directory, empty for a kind of them)."""
    if purpose in TO_THE_SYSTEM:
        system = assistance_system(session)
        return ((b64(system.org), system.name),) if system else ((SYSTEM_BY_NAME, ""),)
    if purpose not in REFERRAL_PURPOSES:
        return ()
    kinds = [f"list:{kind}" for kind, its in PURPOSE_OF_RECIPIENT.items() if its == purpose] or [f"list:{purpose}"]
    known = [one for one in session.store.trust().organisations() if one.kind == "provider"]
    return (*((b64(one.org), one.name) for one in known), *((kind, "") for kind in kinds))


def answer_form(session: Session, case: CaseId, purpose: str) -> RecordForm:
    """Return the answer that is being written down for this purpose, or a new one; nothing is ticked beforehand."""
    for draft in session.store.drafts.for_case(case):
        if draft.kind == "consent" and draft.fields.get("purpose", ("", ()))[0] == purpose:
            return records.open_form(session, draft.record)
    form = records.new_form(session, "consent", case)
    named = recipients(session, purpose)
    filled: dict[str, Json] = {"purpose": purpose, "answered_at": None}
    if len(named) == 1:
        filled["recipient"] = named[0][0]
    if purpose == SEND_LOCATION:
        filled["data_groups"] = [LOCATION]
    return replace(form, fields={**form.fields, **{name: FormField(value, ()) for name, value in filled.items()}})


def record(session: Session, draft: RecordId) -> Saved:
    """Make the draft of an answer a record. Without a time it was answered now.

    A given permission that sends something out and names no data group stays a draft, with the problem
    `no_data_group`; so does one without an answer.
    """
    form = records.find_form(session, draft)
    if form is None:
        return Saved(NOTHING_CHANGED, (Problem("answer", "required"),))
    values = form.values()
    purpose = str(values.get("purpose") or "")
    if values.get("answer") == "given" and groups_of(purpose) and not values.get("data_groups"):
        return Saved(NOTHING_CHANGED, (Problem("data_groups", "no_data_group"),))
    unread = tuple(Problem(name, "cannot_be_read") for name, value in values.items() if isinstance(value, dict))
    if unread:  # a date that cannot be read yet must not change what the person allowed
        return Saved(NOTHING_CHANGED, unread)
    if not values.get("answered_at"):
        records.keep_draft(session, form, {"answered_at": session.now().astimezone().isoformat(timespec="seconds")})
    saved = records.save(session, draft)
    if saved.cases and form.case is not None and values.get("answer") in ("refused", "withdrawn"):
        return replace(saved, cases=saved.cases | withdrawing.tell(session, form.case, draft))
    return saved


def record_answer(session: Session, case: CaseId, purpose: str, answer: str, details: Mapping[str, Json]) -> Changed:
    """Record one answer as a new record; earlier answers stay as they were.

    `details` are other fields of the kind (data groups, setting, language …). A given permission that sends something
    out and names no data group is refused with LuotsiError `no_data_group`.
    """
    form = answer_form(session, case, purpose)
    given = {name: value for name, value in details.items() if value not in (None, "", [])}
    records.keep_draft(session, form, {"answer": answer, **given})
    saved = record(session, form.record)
    if saved.problems:
        records.drop_draft(session, form.record)
        raise LuotsiError(saved.problems[0].code)
    return saved.cases


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
        one.text("language"),
        one.codes("setting"),
        one.text("valid_until"),
        one.values.get("told_what_cannot_be_undone") is True,
    )
