"""What the page of a proposal shows: what would leave, what not and why, what stops sending, and what came back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.completeness import Advice, advice
from desktop_app.domain.consent import LOCATION, possible_groups
from desktop_app.domain.decision import newest_decision
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.progress import replies
from desktop_app.domain.proposal import FrozenVersion, Stays, frozen_version
from desktop_app.domain.purposes import SEND_LOCATION, SEND_PROPOSAL
from desktop_app.ledger.directory import OrgEntry, OrgKind
from desktop_app.ledger.ids import CaseId, OrgId, RecordId
from desktop_app.use_cases import cases, hints, members
from desktop_app.use_cases.proposal import LANGUAGES, assistance_system, with_system
from desktop_app.use_cases.session import Session

__all__ = ["Advice", "Course", "FrozenVersion", "Piece", "ProposalView", "Stays", "view"]

#: Stands for the Assistance System in what is shown while this laptop's directory does not name it. Nothing is sealed.
_STAND_IN = OrgEntry(OrgId(bytes(16)), OrgKind.ASSISTANCE_SYSTEM, True, "reception_centre", "", b"")


@dataclass(frozen=True, slots=True)
class Piece:
    """One record that may go along or stay: its kind, since when, a code that names it further, and the choice."""

    record: RecordId
    kind: str
    created_at: str
    code: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Course:
    """What became of the sent version, each a day or moment as text, empty while it has not happened.

    `outcome` and `decided_on` are what the Assistance System told, with the person's permission.
    """

    sent_at: str = ""
    delivered_at: str = ""
    opened_at: str = ""
    outcome: str = ""
    decided_on: str = ""


@dataclass(frozen=True, slots=True)
class ProposalView:
    """The deciding page.

    `recipient` is empty while the directory does not name the Assistance System; `version` None while no permission is
    in force; `stays` what stays and why; `agreed_at`, `agreed_form` and `agreed_language` how the person agreed;
    `blocked` the code of what stops sending, empty when nothing does; `written` that both conditions are written;
    `look_at` fields that leave in which an act could be read that the person may be blamed for; `persons_language` the
    person's own choice of Finnish or Swedish, empty for none.
    """

    reference: str
    recipient: str
    version: FrozenVersion | None
    stays: tuple[Stays, ...]
    pieces: tuple[Piece, ...]
    advice: tuple[Advice, ...]
    state: str
    written: bool
    blocked: str
    course: Course
    agreed_at: str = ""
    agreed_form: str = ""
    agreed_language: str = ""
    look_at: tuple[tuple[str, str], ...] = ()
    persons_language: str = ""


def view(session: Session, case: CaseId, ticked: Collection[RecordId] | None = None) -> ProposalView:
    """Return what the page shows. Raises LuotsiError `no_such_case`."""
    file = cases.read(session, case)
    system = assistance_system(session)
    named = with_system(file, system or _STAND_IN)
    org = (system or _STAND_IN).org
    cover = consent_rules.cover(named.records, org, SEND_PROPOSAL, session.consent_now())
    version = frozen_version(named, cover, ticked) if cover else None
    agreed = named.record(cover.basis[0]) if cover else None
    state = file.proposal_state()
    return ProposalView(
        reference=file.summary().reference,
        recipient=system.name if system else "",
        version=version,
        stays=_stays(named, version),
        pieces=_pieces(named, version, frozen_version(named, cover, _every(named)) if cover else None),
        advice=advice(file, members.own(session).phone),
        state=state,
        written=_written(file),
        blocked=_blocked(session, system, version, state),
        course=_course(session, file),
        agreed_at=agreed.text("answered_at") if agreed else "",
        agreed_form=agreed.text("form") if agreed else "",
        agreed_language=agreed.text("language") if agreed else "",
        look_at=hints.fields_to_look_at(named, version, file.newest("proposal")),
        persons_language=_persons_language(file),
    )


def _persons_language(file: CaseFile) -> str:
    person = file.newest("person")
    chosen = person.text("service_language") if person else ""
    return chosen if chosen in LANGUAGES else ""


def _every(file: CaseFile) -> frozenset[RecordId]:
    return frozenset(one.record for one in file.own)


def _blocked(session: Session, system: OrgEntry | None, version: FrozenVersion | None, state: str) -> str:
    """Return why sending is not possible now; what is written or not written never stops it."""
    if state not in {"draft", "ready"}:
        return "already_sent"
    if version is None:
        return "no_consent_for_proposal"
    if not session.store.me().enrolled:
        return "not_enrolled"
    return "" if system else "no_assistance_system"


def _written(file: CaseFile) -> bool:
    proposal = file.newest("proposal")
    return proposal is not None and all(proposal.text(name) for name in ("why_may_be_victim", "why_needs_help"))


def _stays(file: CaseFile, version: FrozenVersion | None) -> tuple[Stays, ...]:
    """Return what stays with a reason that says how the person answered; without a permission everything stays."""
    if version is None:
        held = {
            field.group
            for one in file.own
            for field in KINDS[one.kind].fields
            if field.into_proposal and one.values.get(field.name) not in (None, "", [])
        }
        reason = _answer(file, SEND_PROPOSAL)
        return tuple(Stays(group, reason) for group in possible_groups("proposal") if group in held)
    found = version.stays
    if not any(one.group == LOCATION for one in found):
        found = (*found, *_location_not_written(file, version))
    said = {"location_not_agreed": _answer(file, SEND_LOCATION)}
    return tuple(dict.fromkeys(replace(one, reason=said.get(one.reason, one.reason)) for one in found))


def _location_not_written(file: CaseFile, version: FrozenVersion) -> tuple[Stays, ...]:
    """Where the person is, is always named: it leaves only with its own permission, and only when it is written."""
    if any(one.group == LOCATION for one in version.groups_leaving):
        return ()
    agreed = consent_rules.in_force(file.own, SEND_LOCATION, None, file.now)
    return (Stays(LOCATION, "nothing_written" if agreed else _answer(file, SEND_LOCATION)),)


def _answer(file: CaseFile, purpose: str) -> str:
    """Return how the person last answered about a purpose: a code of `consent_answer`, `not_asked`, `not_in_force`."""
    asked = [one for one in file.own if one.kind == "consent" and one.text("purpose") == purpose]
    newest = max(asked, key=lambda one: one.text("answered_at") or one.created_at, default=None)
    if newest is None:
        return "not_asked"
    return "not_in_force" if newest.text("answer") == "given" else newest.text("answer")


def _pieces(file: CaseFile, version: FrozenVersion | None, all_of_it: FrozenVersion | None) -> tuple[Piece, ...]:
    if version is None or all_of_it is None:
        return ()
    leaving = {copy.source for copy in version.leaves}
    return tuple(
        _piece(file.record(copy.source), copy.source in leaving) for copy in all_of_it.leaves if copy.kind != "consent"
    )


def _piece(record: Record, ticked: bool) -> Piece:
    return Piece(record.record, record.kind, record.created_at, record.text("indicator"), ticked)


def _course(session: Session, file: CaseFile) -> Course:
    sent = [one for one in file.records if one.kind == "proposal" and one.org == file.own_org and not one.is_own]
    if not sent:
        own = file.newest("proposal")
        return Course(sent_at=own.text("sent_at") if own else "")
    newest = max(sent, key=lambda one: one.created_at)
    answers = replies(newest, file.records)
    opened = [one.text("opened_at") or one.created_at for one in answers if one.kind == "opened"]
    told = newest_decision(answers)
    return Course(
        newest.text("sent_at") or newest.created_at,
        session.store.delivered(file.case).get(newest.stream, ""),
        min(opened, default=""),
        told.text("outcome") if told else "",
        told.text("decided_on") if told else "",
    )
