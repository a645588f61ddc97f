"""The person, a child in Finland, and a representative."""

from __future__ import annotations

from desktop_app.domain.kind import Concerns, Kind, declare

PERSON = Kind(
    "person",
    (
        declare("called", "text", "o", "P", "own", 2, section="name"),
        declare("family_name", "text", "o", "W", "own>pro+ref", 2, "identity", section="name"),
        declare("given_names", "text", "o", "W", "own>pro+ref", 2, "identity", section="name"),
        declare("other_names", "text", "o", "W", "own>pro", 2, "identity", section="name"),
        declare("date_of_birth", "pdate", "o", "W", "own>pro+ref", 2, "identity", section="age"),
        declare("age_band", "code:age_band", "o", "W", "own>pro", 2, "identity", section="age"),
        declare("age_basis", "code:age_basis", "o", "W", "own>pro", 2, "identity", section="age"),
        declare("gender", "code:gender", "o", "P", "own>pro", 2, "identity", section="age"),
        declare("citizenships", "countries", "o", "W", "own>pro", 2, "identity", section="citizenship"),
        declare("stateless", "yn", "o", "W", "own>pro", 2, "identity", section="citizenship"),
        declare("mother_tongue", "lang", "o", "W", "own>pro+ref", 2, "contact_way", section="languages"),
        declare("dialect", "text", "o", "W", "own>pro+ref", 2, "contact_way", section="languages"),
        declare(
            "other_languages",
            "lang+code:language_level",
            "o",
            "W",
            "own>pro+ref",
            2,
            "contact_way",
            section="languages",
        ),
        declare("interpreter_wishes", "text", "o", "P", "own>pro+ref", 3, "contact_way", section="languages"),
        declare("literacy", "code:literacy", "o", "W", "own", 2, section="languages"),
        declare(
            "service_language", "code:service_language", "o", "P", "own>pro+ref", 2, "contact_way", section="languages"
        ),
        declare("support_needs", "codes:support_need", "o", "P", "own>pro+ref", 3, "health", section="support"),
        declare("residence_basis", "code:residence_basis", "o", "W", "own>pro", 3, "residence", section="residence"),
        declare("residence_until", "date", "o", "W", "own>pro", 3, "residence", section="residence"),
        declare("removal_state", "code:removal_state", "o", "W", "own>pro", 3, "residence", section="residence"),
        declare("removal_on", "date", "o", "W", "own>pro", 3, "residence", section="residence"),
        declare("migri_customer_number", "text", "o", "W", "own>pro", 2, "identity", section="authorities"),
        declare("personal_identity_code", "hetu", "o", "W", "own>ref", 3, "identity_code", section="authorities"),
        declare("has_municipality", "yn", "o", "W", "own>pro+ref", 2, "residence", section="municipality"),
        declare(
            "municipality_of_residence", "municipality", "o", "W", "own>pro+ref", 4, "residence", section="municipality"
        ),
        declare("non_disclosure", "yn", "o", "P", "own>pro+ref", 4, "safety", section="municipality"),
        declare("reception_centre", "text", "o", "W", "own>pro", 2, "residence", section="authorities"),
        declare("legal_counsel", "text", "o", "W", "own>pro", 2, "contact_way", section="authorities"),
    ),
    concerns=Concerns.PERSON,
)

CHILD_IN_FINLAND = Kind(
    "child_in_finland",
    (
        declare("child_name", "text", "o", "W", "own>pro", 3, "family"),
        declare("date_of_birth", "pdate", "o", "W", "own>pro", 3, "family"),
        declare("whereabouts", "code:child_whereabouts", "o", "W", "own>pro", 4, "location"),
        declare("needs_help", "yn", "o", "W", "own>pro", 3, "family"),
        declare("may_be_victim", "yn", "o", "W", "own", 3),
        declare("in_danger_now", "yn", "o", "W", "own", 3),
        declare("other_custodian", "yn", "o", "W", "own>pro", 3, "family"),
        declare("other_custodian_risk", "yn", "o", "W", "own>pro", 4, "family"),
        declare("child_welfare_client", "yn", "o", "W", "own>pro", 3, "family"),
        declare("child_view", "long", "o", "P", "own>pro", 3, "family"),
    ),
    concerns=Concerns.OTHERS,
)

REPRESENTATIVE = Kind(
    "representative",
    (
        declare("relation", "code:representative_relation", "o", "W", "own>pro", 2, "family"),
        declare("name", "text", "o", "W", "own>pro", 2, "family"),
        declare("phone", "text", "o", "W", "own>pro", 2, "family"),
        declare("appointed_on", "date", "o", "W", "own>pro", 2, "family"),
        declare("may_be_contacted", "code:may_contact", "o", "W", "own>pro", 4, "family"),
        declare("conflict_of_interest", "yn", "o", "W", "own>pro", 4, "family"),
        declare("conflict_note", "long", "o", "W", "own", 3),
        declare("view", "code:representative_view", "o", "W", "own>pro", 2, "family"),
        declare("view_language", "lang", "o", "W", "own", 2),
    ),
    concerns=Concerns.OTHERS,
)
