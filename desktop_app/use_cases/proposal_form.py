"""The order of the authority's form for a proposal, and which fields stand in each of its parts."""

from __future__ import annotations

from typing import Final

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

PARTS: Final = tuple((key, tuple((kind, tuple(names.split())) for kind, names in content)) for key, content in _FORM)
