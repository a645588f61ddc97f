"""The order of the authority's form for a proposal, and which fields stand in each of its parts."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.kinds import KINDS

#: A kind of record with the names of its fields, separated by spaces.
_Content = tuple[tuple[str, str], ...]

#: The parts in their order: the words of the heading, and what stands there.
_FORM: Final[tuple[tuple[str, _Content], ...]] = (
    (
        "urgent",
        (("proposal", "type urgency urgency_reason phoned_at phoned_result"),),
    ),
    (
        "representative",
        (("representative", "may_be_contacted conflict_of_interest relation name phone appointed_on view"),),
    ),
    (
        "person",
        (
            ("person", "family_name given_names other_names"),
            (
                "safety_assessment",
                "contact_way contact_detail contact_times contact_words phone_watched post_safe "
                "official_mail_to bank_codes_elsewhere",
            ),
            (
                "person",
                "migri_customer_number date_of_birth age_band age_basis gender citizenships stateless "
                "residence_basis residence_until removal_state removal_on reception_centre "
                "has_municipality municipality_of_residence non_disclosure legal_counsel mother_tongue "
                "dialect other_languages service_language interpreter_wishes support_needs",
            ),
        ),
    ),
    (
        "children",
        (
            (
                "child_in_finland",
                "child_name date_of_birth whereabouts needs_help child_view other_custodian "
                "other_custodian_risk child_welfare_client",
            ),
        ),
    ),
    (
        "proposer",
        (("proposal", "proposer_name proposer_type proposer_phone proposer_reachable"),),
    ),
    (
        "account",
        (
            ("proposal", "why_may_be_victim why_needs_help"),
            (
                "account_and_observations",
                "account account_language account_through read_back possible_forms place countries "
                "period_from period_to still_in_situation sector workplace exploiter_relation",
            ),
        ),
    ),
    (
        "observations",
        (
            ("account_and_observations", "observations"),
            ("indicator_observation", "indicator answer basis own_words"),
            ("attachment", "title kind dated"),
        ),
    ),
    (
        "needs",
        (
            ("proposal", "needs person_wishes known_to"),
            ("contact", "immediate_needs person_wishes"),
        ),
    ),
    (
        "safety",
        (
            (
                "safety_assessment",
                "safety_now safe_until whereabouts knows_where feared_relation threat_note at_risk "
                "travel_on non_disclosure_wanted",
            ),
        ),
    ),
    (
        "consent",
        (("consent", "purpose recipient data_groups answer answered_at giver child_view form valid_until"),),
    ),
)

#: What goes along and stands in no part: of use to a program alone, or said in the head of the letter.
_IN_NO_PART: Final = frozenset(
    {
        ("consent", "text_version"),
        ("indicator_observation", "catalogue_version"),
        ("proposal", "version"),
        ("proposal", "language"),
        ("proposal", "sent_at"),
        ("proposal", "sent_how"),
        ("proposal", "withdrawn_at"),
    }
)


def parts() -> tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]:
    """Return the parts in their order, with what stands in each.

    A field that the form has no place for yet stands last where its kind is first met, so that a new one is printed.
    """
    placed = {(kind, name) for _, content in _FORM for kind, names in content for name in names.split()}
    new = {
        kind: [
            field.name
            for field in KINDS[kind].fields
            if field.into_proposal and (kind, field.name) not in placed | _IN_NO_PART
        ]
        for _, content in _FORM
        for kind, _ in content
    }
    return tuple(
        (key, tuple((kind, (*names.split(), *new.pop(kind, ()))) for kind, names in content)) for key, content in _FORM
    )
