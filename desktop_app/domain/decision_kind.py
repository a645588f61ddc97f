"""What the Assistance System decides: admission, reflection period, ending."""

from __future__ import annotations

from desktop_app.domain.kind import Concerns, Kind, OrgKind, declare

DECISION = Kind(
    "decision",
    (
        declare("outcome", "code:decision_outcome", "R", "O", "AS>pro", 3, "outcome", section="decision"),
        declare("ground", "code:admission_ground", "c", "O", "AS", 3, section="decision"),
        declare("decided_on", "date", "R", "O", "AS>pro", 3, "outcome", section="decision"),
        declare("decision_maker", "text", "o", "O", "AS", 1, section="decision"),
        declare("record_number", "text", "o", "O", "AS", 2, section="decision"),
        declare("reasons", "long", "o", "O", "AS", 3, section="decision"),
        declare("served_on", "date", "o", "O", "AS", 3, section="service"),
        declare("explained_language", "lang", "o", "O", "AS", 2, section="service"),
        declare("appeal_by", "date", "A", "S", "AS", 3, section="service"),
        declare("period_at_admission", "yn", "o", "O", "AS", 3, section="decision"),
        declare("primary_form", "code:exploitation_form", "o", "O", "AS", 3, section="statistics"),
        declare("place_counted", "code:exploitation_place", "o", "O", "AS", 3, section="statistics"),
        declare("source", "code:decision_source", "A", "W", "own", 1, section="decision"),
    ),
    open_to=frozenset({OrgKind.ASSISTANCE_SYSTEM}),
    concerns=Concerns.PERSON,
)

REFLECTION_PERIOD = Kind(
    "reflection_period",
    (
        declare("event", "code:period_event", "R", "O", "AS", 3),
        declare("given_by", "code:period_giver", "o", "O", "AS", 2),
        declare("basis", "code:period_basis", "A", "O", "AS", 2),
        declare("starts_on", "date", "o", "O", "AS", 3),
        declare("ends_on", "date", "o", "O", "AS", 3),
        declare("notice_served_on", "date", "o", "O", "AS", 3),
        declare("told_police_is_informed", "yn", "o", "O", "AS", 2),
        declare("permit_applied_in_time", "yn", "o", "O", "AS", 3),
    ),
    open_to=frozenset({OrgKind.ASSISTANCE_SYSTEM}),
    concerns=Concerns.PERSON,
)

ENDING = Kind(
    "ending",
    (
        declare("ground", "code:ending_ground", "R", "O", "AS", 3),
        declare("overall_assessment", "ref:needs_assessment", "c", "O", "AS", 3, concerns="working"),
        declare("decided_on", "date", "R", "O", "AS>pro", 3, "outcome"),
        declare("served_on", "date", "o", "O", "AS", 3),
        declare("person_words", "long", "o", "P", "AS", 3),
        declare("last_contact_on", "date", "o", "O", "AS", 3),
        declare("help_until", "date", "o", "O", "AS", 3),
        declare("at_once", "yn", "o", "O", "AS", 2),
        declare("come_back_told", "yn", "o", "O", "AS", 1),
    ),
    open_to=frozenset({OrgKind.ASSISTANCE_SYSTEM}),
    concerns=Concerns.PERSON,
)
