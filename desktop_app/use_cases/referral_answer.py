"""The provider's side of a referral: what came in the order of reading, and the answer in its reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.check import Problem, check
from desktop_app.domain.consent import NEEDS_CLIENT
from desktop_app.domain.kinds import kind_named
from desktop_app.domain.referral import asks_for_children
from desktop_app.domain.referral_course import needs_interpretation
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import access, cases, law_days, records, replying
from desktop_app.use_cases.law_days import LawDay
from desktop_app.use_cases.records import RecordForm, Saved
from desktop_app.use_cases.replying import mark_opened as mark_opened
from desktop_app.use_cases.sent_values import Said, said
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session

#: The purpose under which a client lets the provider tell the sender who works and what comes next.
MAY_TELL = "social_services"

CONTACT = (
    ("safety_assessment", "contact_way"),
    ("safety_assessment", "contact_detail"),
    ("safety_assessment", "contact_times"),
    ("safety_assessment", "contact_words"),
    ("safety_assessment", "phone_watched"),
    ("safety_assessment", "post_safe"),
    ("safety_assessment", "official_mail_to"),
    ("safety_assessment", "bank_codes_elsewhere"),
    ("safety_assessment", "non_disclosure_wanted"),
    ("person", "non_disclosure"),
    ("person", "municipality_of_residence"),
)
LANGUAGE = (
    ("referral", "language"),
    ("person", "mother_tongue"),
    ("person", "dialect"),
    ("person", "other_languages"),
    ("person", "interpreter_wishes"),
    ("person", "service_language"),
    ("person", "support_needs"),
)
HELP = (("referral", "asked_help"), ("referral", "reason"))
WISHES = (("referral", "person_wishes"), ("contact", "person_wishes"))
GROUND = (("referral", "grounds"), ("referral", "say_system_client"))
SENDER = (
    ("referral", "contact_at_sender"),
    ("referral", "rights_advice_from"),
    ("referral", "basis"),
    ("referral", "basis_section"),
)
IDENTITY = (("person", "family_name"), ("person", "given_names"), ("person", "date_of_birth"))
HIDDEN_IDENTITY = (("person", "personal_identity_code"),)


@dataclass(frozen=True, slots=True)
class ReceivedReferral:
    """A referral as its reader needs it, in the order of reading; parts are empty where nothing was sent.

    `children`: children are among what help is asked for. `may_tell`: the client lets the sender know who works and
    what comes next. `answers` are the own answers, newest last; `law` what the law still asks, earliest first;
    `interpretation` that the person has a right to interpretation.
    """

    reference: str
    urgency: str
    contact: tuple[Said, ...]
    language: tuple[Said, ...]
    help: tuple[Said, ...]
    wishes: tuple[Said, ...]
    children: bool
    ground: tuple[Said, ...]
    identity: tuple[Said, ...]
    hidden_identity: tuple[Said, ...]
    sender: tuple[Said, ...]
    withdrawn: bool
    may_tell: bool
    answers: tuple[Mapping[str, Json], ...]
    law: tuple[LawDay, ...]
    interpretation: bool


def received(file: CaseFile) -> Record | None:
    """Return the referral of another organisation that opened this case, if it is one."""
    opening = replying.received(file)
    return opening if opening is not None and opening.kind == "referral" else None


def read(session: Session, case: CaseId) -> ReceivedReferral | None:
    """Return the referral that opened this case, None when none did. Raises LuotsiError `no_such_case`."""
    file = cases.read(session, case)
    opening = received(file)
    if opening is None:
        return None
    sent = [one for one in file.records if (one.org, one.stream) == (opening.org, opening.stream)]
    answers = sorted(replying.answers(file, opening), key=lambda one: one.created_at)
    return ReceivedReferral(
        reference=file.summary().reference,
        urgency=opening.text("urgency"),
        contact=said(sent, CONTACT),
        language=said(sent, LANGUAGE),
        help=said(sent, HELP),
        wishes=said(sent, WISHES),
        children=asks_for_children(opening),
        ground=said(sent, GROUND),
        identity=said(sent, IDENTITY),
        hidden_identity=said(sent, HIDDEN_IDENTITY),
        sender=said(sent, SENDER),
        withdrawn=any(one.kind == "withdrawal" for one in sent),
        may_tell=_may_tell(session, file, opening),
        answers=tuple(one.values for one in answers),
        law=law_days.of_county(file),
        interpretation=needs_interpretation(file.newest("person"), opening.text("language")),
    )


def permit(session: Session, case: CaseId, answer: str) -> Changed:
    """Record the client's answer (`given`, `refused`, `withdrawn`) to letting the sender know who works and what next.

    Raises LuotsiError `not_received`.
    """
    opening = received(cases.read(session, case))
    if opening is None:
        raise LuotsiError("not_received")
    values: dict[str, Json] = {
        "purpose": MAY_TELL,
        "recipient": b64(opening.org),
        "answer": answer,
        "answered_at": session.now().astimezone().isoformat(timespec="microseconds"),
        "giver": "person",
        "form": "oral",
    }
    op = Op(RecordId(new_id()), "consent", values, dict.fromkeys(values, ()))
    return session.store.save([op], case=case, at=session.at())


def answer(session: Session, case: CaseId, values: Mapping[str, Json], draft: RecordId | None = None) -> Saved:
    """Record an answer in the own stream and tell the sender what it may know of it: nothing without permission.

    `worker` and `what_next` are told only with the client's permission. A `draft` becomes the record.
    Raises LuotsiError `not_received`.
    """
    file = cases.read(session, case)
    opening = received(file)
    if opening is None:
        raise LuotsiError("not_received")
    filled = {name: value for name, value in values.items() if value not in (None, "", [])}
    filled["answered_at"] = replying.local(session)
    problems = check(kind_named("referral_answer"), filled)
    if filled.get("outcome") == "not_responsible" and not filled.get("right_recipient"):
        problems = (*problems, Problem("right_recipient", "required_here"))
    if filled.get("outcome") == "question_open" and not filled.get("question"):
        problems = (*problems, Problem("question", "required_here"))
    if problems:
        return Saved(NOTHING_CHANGED, problems)
    cover = consent_rules.answer_cover(file.records, OrgId(opening.org), session.consent_now())
    told = {name: value for name, value in filled.items() if cover.allows("referral_answer", name)}
    own = Op(draft or RecordId(new_id()), "referral_answer", filled, dict.fromkeys(filled, ()))
    copy = Op(RecordId(new_id()), "referral_answer", told, dict.fromkeys(told, ()))
    answered = opening.case or case
    parts = [Part(ops=(own,), case=answered, at=session.at()), replying.reply_part(session, opening, [copy], cover)]
    access.note(session, case, access.DISCLOSED, "referral_answer", list(told))
    drafts = {draft: None} if draft else {}
    return Saved(session.store.save_together(parts, clear_drafts=drafts), wrote=True)


def _may_tell(session: Session, file: CaseFile, opening: Record) -> bool:
    cover = consent_rules.answer_cover(file.records, OrgId(opening.org), session.consent_now())
    return all(cover.allows("referral_answer", name) for name in NEEDS_CLIENT)


def form(session: Session, case: CaseId) -> RecordForm:
    """Return the answer that is being written, or an empty one; an answer that has gone stands as it was."""
    for draft in session.store.drafts.for_case(case):
        if draft.kind == "referral_answer":
            return records.open_form(session, draft.record)
    return records.new_form(session, "referral_answer", case)


def answer_with(session: Session, case: CaseId, draft: RecordId) -> Saved:
    """Make the draft an answer. What cannot be read yet keeps it a draft, and so does what is missing."""
    values = records.written(session, draft)
    unread = tuple(Problem(name, "cannot_be_read") for name, value in values.items() if isinstance(value, dict))
    return Saved(NOTHING_CHANGED, unread) if unread else answer(session, case, values, draft)
