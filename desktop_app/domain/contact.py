"""A meeting, advice asked without a name, and what the person was told."""

from __future__ import annotations

from desktop_app.domain.kind import Concerns, Kind, declare

CONTACT = Kind(
    "contact",
    (
        declare("occurred_at", "datetime", "A", "W", "own", 2, star=True),
        declare("written_afterwards", "yes/no", "A", "W", "own", 1, star=True),
        declare("how_met", "code:how_met", "o", "W", "own", 1, star=True),
        declare("place_type", "code:place_type", "o", "W", "own", 2, star=True),
        declare("municipality", "municipality", "o", "W", "own", 2, section="meeting"),
        declare("spoken_language", "lang", "o", "W", "own", 2, star=True),
        declare("alone", "code:alone", "o", "W", "own", 2, star=True),
        declare("present", "codes:present_relation", "o", "W", "own", 2, section="meeting"),
        declare("interpreter_kind", "code:interpreter_kind", "o", "W", "own", 1, star=True),
        declare("interpreter_language", "lang", "o", "W", "own", 2, section="interpreting"),
        declare("interpreter_relation", "code:interpreter_relation", "o", "W", "own", 2, section="interpreting"),
        declare("interpreter_accepted", "yn", "o", "P", "own", 2, section="interpreting"),
        declare("interpreter_concern", "long", "o", "W", "own", 3, section="interpreting", concerns="others"),
        declare("danger", "code:danger", "o", "W", "own", 3, star=True),
        declare("emergency_action", "codes:emergency_action", "o", "W", "own", 3, section="danger"),
        declare("immediate_needs", "codes:immediate_need", "o", "P", "own>pro", 3, "needs", star=True),
        declare("person_wishes", "long", "o", "P", "own>pro+ref", 3, "needs", star=True),
        declare("told_topics", "codes:told_topic", "o", "W", "own", 1, star=True),
        declare("contact_end", "code:contact_end", "o", "W", "own", 2, section="meeting"),
        declare("next_step", "long", "o", "W", "own", 3, star=True),
    ),
    concerns=Concerns.PERSON,
)

CONSULTATION = Kind(
    "consultation",
    (
        declare("occurred_at", "datetime", "A", "W", "own", 1),
        declare("consulted", "code:consulted_party", "o", "W", "own", 1),
        declare("question", "long", "o", "W", "own", 2),
        declare("advice", "long", "o", "W", "own", 1),
        declare("agreed_to_ask", "yn", "o", "W", "own", 1),
        declare("why_not_named", "code:not_given_reason", "o", "P", "own", 1),
        declare("delete_on", "date", "A", "Adm", "own", 1),
    ),
    concerns=Concerns.PERSON,
)

INFORMATION_GIVEN = Kind(
    "information_given",
    (
        declare("given_at", "datetime", "A", "W", "own", 1),
        declare("topics", "codes:told_topic", "o", "W", "own", 1),
        declare("sheet", "ref:sheet", "o", "W", "own", 1),
        declare("variant", "text", "A", "S", "own", 1),
        declare("how", "code:sheet_how", "o", "W", "own", 1),
        declare("through_interpreter", "code:interpreter_kind", "o", "W", "own", 1),
        declare("carried", "code:sheet_carried", "o", "W", "own", 2),
        declare("understood", "long", "o", "P", "own", 2),
        declare("to_whom", "text", "A", "W", "own", 2),
    ),
    concerns=Concerns.PERSON,
)
