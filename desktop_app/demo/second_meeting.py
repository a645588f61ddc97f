"""The second meeting: the person, safety, signs, the account, permission by permission, the sheet, the proposal."""

from __future__ import annotations

from functools import partial

from desktop_app.demo import invented
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.writing import write
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import consent, information, proposal

#: What Arun answered: each purpose asked for itself.
ANSWERS = {
    "contact_system": "given",
    "send_proposal": "given",
    "receive_outcome": "given",
    "send_location": "refused",
    "police": "refused",
}

#: What the proposal may carry.
GROUPS = ("identity", "contact_way", "account", "observations", "needs", "residence", "safety")

#: Signs of the catalogue that were told or observed; nothing else has a record.
SIGNS = {"E1": "told", "E2": "told", "K1": "told", "K6": "told", "E3": "observed"}


def write_what_was_told(laptop: Laptop, case: CaseId) -> None:
    """Write the person, the safety, the signs and the account."""
    write(
        laptop,
        "person",
        case,
        {
            "called": invented.CALLED,
            "family_name": invented.FAMILY_NAME,
            "given_names": invented.GIVEN_NAMES,
            "age_band": "30_39",
            "citizenships": ["NP"],
            "mother_tongue": "ne",
            "service_language": "fi",
            "residence_basis": "seasonal_work",
        },
    )
    write(
        laptop,
        "safety_assessment",
        case,
        {
            "safety_now": "not_safe",
            "whereabouts": invented.WHEREABOUTS,
            "contact_way": "app_message",
            "contact_detail": invented.SAFE_CONTACT,
            "contact_times": invented.SAFE_TIMES,
            "contact_words": invented.SAFE_WORDS,
            "phone_watched": "no",
        },
    )
    for sign, basis in SIGNS.items():
        own = {"own_words": invented.OWN_WORDS} if sign == "K1" else {}
        write(
            laptop,
            "indicator_observation",
            case,
            {"indicator": sign, "answer": "yes", "basis": [basis], "share": True, **own},
        )
    write(laptop, "account_and_observations", case, {"account": invented.ACCOUNT, "account_language": "en"})


def ask_permissions(laptop: Laptop, case: CaseId) -> None:
    """Record the answer to each permission."""
    for purpose, answer in ANSWERS.items():
        details: dict[str, Json] = {
            "language": "en",
            "setting": ["alone", "time_to_think"],
            "told_what_cannot_be_undone": True,
        }
        if answer == "given" and purpose == "send_proposal":
            details["data_groups"] = list(GROUPS)
        laptop.tell(
            laptop.do(partial(consent.record_answer, case=case, purpose=purpose, answer=answer, details=details))
        )


def give_sheet(laptop: Laptop, case: CaseId) -> None:
    """Read the sheet aloud and record it as read aloud."""
    laptop.tell(
        laptop.do(
            partial(
                information.record_given,
                case=case,
                sheet="you-can-get-help",
                language="en",
                revision="1",
                state="unconfirmed",
                how="read_aloud",
                carried="left_with_worker",
                topics=("voluntary", "help_available"),
            )
        )
    )


def write_proposal(laptop: Laptop, case: CaseId) -> None:
    """Write the proposal's own words."""
    write(
        laptop,
        "proposal",
        case,
        {
            "why_may_be_victim": invented.WHY_VICTIM,
            "why_needs_help": invented.WHY_HELP,
            "urgency": "days",
            "needs": ["A03", "A07"],
            "person_wishes": invented.WISH,
            "proposer_reachable": invented.REACHABLE,
        },
    )


def send_proposal(laptop: Laptop, case: CaseId) -> None:
    """Send it; it leaves with the next sync."""
    laptop.tell(laptop.do(partial(proposal.send, case=case)))
