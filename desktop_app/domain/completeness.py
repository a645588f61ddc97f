"""What the reader of a proposal or referral will probably ask, as codes for sentences; it informs and stops nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.consent import in_force
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence to consider: a code for its words, and what they need to name."""

    code: str
    details: Mapping[str, Json] = field(default_factory=dict)


#: Residence bases that end on some day.
_ENDING_BASES = frozenset({"fixed_term_permit", "seasonal_work", "temporary_protection", "visa", "visa_free"})


def advice(file: CaseFile, phone: str) -> tuple[Advice, ...]:
    """Return what the officer who reads the proposal will probably ask, in the order in which the officer reads.

    `phone` is the proposer's, empty where none was given.
    """
    proposal = file.newest("proposal")
    codes = [
        *_time_limits(file, proposal),
        *_contact(file),
        *_conditions(proposal),
        *_wishes(file, proposal),
        *_consents(file),
        *_proposer(proposal, phone),
    ]
    return tuple(Advice(code) for code in codes)


def referral_advice(file: CaseFile, referral: Record | None) -> tuple[Advice, ...]:
    """Return what the social worker who reads a referral will probably ask."""
    codes = [*_contact(file)]
    if referral is None or not referral.codes("asked_help"):
        codes.append("which_help_is_asked")
    if not _filled(referral, "person_wishes") and not _wish_told(file):
        codes.append("what_the_person_wants")
    if file.of_kind("child_in_finland") and not any(
        each.text("needs_help") for each in file.of_kind("child_in_finland")
    ):
        codes.append("what_the_children_need")
    return tuple(Advice(code) for code in codes)


def _time_limits(file: CaseFile, proposal: Record | None) -> list[str]:
    person, safety = file.newest("person"), file.newest("safety_assessment")
    codes = []
    if _text(proposal, "urgency") == "now" and not _filled(proposal, "phoned_at"):
        codes.append("phone_first_when_urgent")
    if not _filled(safety, "safety_now"):
        codes.append("is_the_person_safe_now")
    basis = _text(person, "residence_basis")
    if not basis:
        codes.append("on_what_basis_the_person_stays")
    elif basis in _ENDING_BASES and not _filled(person, "residence_until"):
        codes.append("how_long_the_permit_is_valid")
    if _text(person, "removal_state") == "date_set" and not _filled(person, "removal_on"):
        codes.append("when_the_removal_is")
    if file.is_child() and not any(each.text("may_be_contacted") for each in file.of_kind("representative")):
        codes.append("may_the_representative_be_contacted")
    return codes


def _contact(file: CaseFile) -> list[str]:
    person, safety = file.newest("person"), file.newest("safety_assessment")
    codes = []
    if not _filled(safety, "contact_way"):
        codes.append("how_to_reach_the_person_safely")
    if not _filled(person, "mother_tongue") and not _filled(person, "other_languages"):
        codes.append("which_language_and_interpreter")
    if not _filled(person, "has_municipality"):
        codes.append("is_there_a_municipality_of_residence")
    return codes


def _conditions(proposal: Record | None) -> list[str]:
    codes = []
    if not _filled(proposal, "why_may_be_victim"):
        codes.append("why_the_person_may_be_a_victim")
    if not _filled(proposal, "why_needs_help"):
        codes.append("why_the_person_needs_help")
    return codes


def _wishes(file: CaseFile, proposal: Record | None) -> list[str]:
    wished = _filled(proposal, "person_wishes") or _wish_told(file)
    return [] if wished else ["what_the_person_wants"]


def _consents(file: CaseFile) -> list[str]:
    codes = []
    if not in_force(file.own, "send_proposal", None, file.now):
        codes.append("does_the_person_agree_to_the_proposal")
    elif not in_force(file.own, "receive_outcome", None, file.now):
        codes.append("may_the_outcome_be_told")
    return codes


def _proposer(proposal: Record | None, phone: str) -> list[str]:
    codes = [] if phone else ["from_which_number_the_proposer_is_reached"]
    return codes if _filled(proposal, "proposer_reachable") else [*codes, "when_the_proposer_is_reachable"]


def _wish_told(file: CaseFile) -> bool:
    return any(each.text("person_wishes") for each in file.of_kind("contact"))


def _filled(record: Record | None, field: str) -> bool:
    return record is not None and record.values.get(field) not in (None, "", [])


def _text(record: Record | None, field: str) -> str:
    return record.text(field) if record else ""
