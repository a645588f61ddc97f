"""What an officer sees first of a received proposal, and the decision that was recorded on it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.decision import newest_decision
from desktop_app.domain.proposal import is_never_contacted
from desktop_app.domain.providers import provides
from desktop_app.domain.record import DELETED
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import cases, decision, replying
from desktop_app.use_cases.sent_values import Said, said, said_of_each
from desktop_app.use_cases.session import Session

#: Days that bind, in the clear and behind a press (level 4).
LIMITS = (("person", "removal_on"), ("person", "removal_state"), ("person", "residence_until"))
HIDDEN_LIMITS = (("safety_assessment", "safe_until"), ("safety_assessment", "travel_on"))

#: How the person is reached, and who may not be contacted: all behind one press.
CONTACT = (
    ("safety_assessment", "contact_way"),
    ("safety_assessment", "contact_detail"),
    ("safety_assessment", "contact_times"),
    ("safety_assessment", "contact_words"),
    ("safety_assessment", "phone_watched"),
    ("safety_assessment", "post_safe"),
    ("safety_assessment", "official_mail_to"),
    ("safety_assessment", "bank_codes_elsewhere"),
    ("safety_assessment", "whereabouts"),
    ("person", "non_disclosure"),
    ("person", "municipality_of_residence"),
)

#: Of a representative: whether contacting is a danger stands first.
REPRESENTATIVE = ("may_be_contacted", "relation", "name", "phone", "conflict_of_interest", "view")

LANGUAGE = (
    ("person", "mother_tongue"),
    ("person", "other_languages"),
    ("person", "dialect"),
    ("person", "interpreter_wishes"),
    ("person", "service_language"),
    ("person", "support_needs"),
)
PROVIDER = (("person", "has_municipality"), ("person", "reception_centre"))
WISHES = (
    ("proposal", "person_wishes"),
    ("contact", "person_wishes"),
    ("proposal", "needs"),
    ("contact", "immediate_needs"),
)
URGENCY = (("proposal", "urgency"), ("proposal", "urgency_reason"), ("proposal", "phoned_result"))
PROPOSER = (
    ("proposal", "proposer_name"),
    ("proposal", "proposer_type"),
    ("proposal", "proposer_phone"),
    ("proposal", "proposer_reachable"),
    ("proposal", "known_to"),
)


@dataclass(frozen=True, slots=True)
class ReceivedProposal:
    """A proposal as its reader needs it; the parts are empty where nothing was sent.

    `provides` is the code of who provides by what is known; `covers` are the data groups of the permission;
    `may_be_told` that the proposer may know outcome and date; `decided` the recorded decision's values, None before;
    `identified` is derived (746/2011, 35 § 1).
    """

    reference: str
    sent_at: str
    child: bool
    limits: tuple[Said, ...]
    hidden_limits: tuple[Said, ...]
    contact: tuple[Said, ...]
    language: tuple[Said, ...]
    provider: tuple[Said, ...]
    provides: str
    urgency: tuple[Said, ...]
    why_may_be_victim: str
    why_needs_help: str
    wishes: tuple[Said, ...]
    proposer: tuple[Said, ...]
    covers: tuple[str, ...]
    may_be_told: bool
    withdrawn: bool
    decided: dict[str, Json] | None
    identified: bool
    may_decide: bool


def read(session: Session, case: CaseId) -> ReceivedProposal | None:
    """Return the proposal that opened this case, None when none did. Raises LuotsiError `no_such_case`."""
    file = cases.read(session, case)
    proposal = decision.received(file)
    if proposal is None:
        return None
    decided = newest_decision(one for one in file.own if one.kind == "decision")
    sent = [one for one in file.records if (one.org, one.stream) == (proposal.org, proposal.stream)]
    return ReceivedProposal(
        reference=file.summary().reference,
        sent_at=proposal.text("sent_at"),
        child=file.is_child(),
        limits=said(sent, LIMITS),
        hidden_limits=said(sent, HIDDEN_LIMITS),
        contact=_contact(sent),
        language=said(sent, LANGUAGE),
        provider=said(sent, PROVIDER),
        provides=provides(file.newest("person")),
        urgency=said(sent, URGENCY),
        why_may_be_victim=proposal.text("why_may_be_victim"),
        why_needs_help=proposal.text("why_needs_help"),
        wishes=said(sent, WISHES),
        proposer=said(sent, PROPOSER),
        covers=_covers(sent),
        may_be_told=decision.may_be_told(session, file),
        withdrawn=_withdrawn(file, sent),
        decided=_shown(decided),
        identified=file.identified(),
        may_decide=session.store.may_decide(),
    )


def _contact(sent: list[Record]) -> tuple[Said, ...]:
    """Return whom to contact is a danger first, then how the person is reached, then other representatives.

    The municipality of residence stands here, behind the press: whether there is non-disclosure may not have been sent.
    """
    representatives = [one for one in sent if one.kind == "representative"]
    never = [one for one in representatives if is_never_contacted(one)]
    return (
        *said_of_each(never, "representative", REPRESENTATIVE),
        *said(sent, CONTACT),
        *said_of_each([one for one in representatives if one not in never], "representative", REPRESENTATIVE),
    )


def _withdrawn(file: CaseFile, sent: list[Record]) -> bool:
    """Tell whether this proposal was withdrawn; of several on one person each may be, apart from the others."""
    if len(replying.openings(file)) > 1:
        return any(one.kind == "withdrawal" for one in sent)
    return file.proposal_state() == "withdrawn"


def _covers(records: list[Record]) -> tuple[str, ...]:
    consents = [one for one in records if one.kind == "consent" and one.text("answer") == "given"]
    return tuple(dict.fromkeys(group for one in consents for group in one.codes("data_groups")))


def _shown(record: Record | None) -> dict[str, Json] | None:
    return None if record is None else {name: value for name, value in record.values.items() if name != DELETED}


def is_received(file: CaseFile) -> bool:
    """Tell whether another organisation's proposal opened this case."""
    return decision.received(file) is not None
