"""Assessing needs, helping, and looking again."""

from __future__ import annotations

from desktop_app.domain.kind import Column, Concerns, FieldType, Kind, OrgKind, declare

#: Whoever arranges assistance measures (746/2011, 38 b §).
HELPERS = frozenset({OrgKind.ASSISTANCE_SYSTEM, OrgKind.PROVIDER})

NEEDS_ASSESSMENT = Kind(
    "needs_assessment",
    (
        declare("assessed_on", "date", "A", "O/C", "AS/C", 2, section="assessment"),
        declare("kind", "text", "A", "S", "AS/C", 1, section="assessment"),
        declare("person_took_part", "yn", "o", "O/C", "AS/C", 2, section="assessment"),
        declare("interpreter_kind", "code:interpreter_kind", "o", "O/C", "AS/C", 1, section="assessment"),
        declare(
            "areas",
            "rows",
            "o",
            "O/C",
            "AS/C",
            3,
            section="areas",
            columns=(
                Column("area", FieldType.CODE, "life_area"),
                Column("situation", FieldType.LONG),
                Column("need", FieldType.CODE, "need_answer"),
                Column("urgent", FieldType.FLAG),
                Column("person_view", FieldType.LONG),
            ),
        ),
        declare("special_needs", "long", "o", "O/C", "AS/C", 3, section="special_needs"),
        declare("person_safety", "long", "o", "O/C", "AS/C", 4, section="special_needs"),
        declare("staff_safety", "long", "o", "O/C", "AS/C", 3, section="special_needs", concerns="worker"),
        declare("child_view", "long", "o", "O/C", "AS/C", 3, section="special_needs", concerns="child"),
        declare("overall", "long", "o", "O/C", "AS/C", 3, section="overall"),
        declare("look_again_on", "date", "o", "O/C", "AS/C", 2, section="overall"),
    ),
    open_to=HELPERS,
    concerns=Concerns.PERSON,
)

ASSISTANCE_MEASURE = Kind(
    "assistance_measure",
    (
        declare("measure", "code:measure", "R", "O/C", "AS/C", 3),
        declare("provider", "code:provider", "o", "O/C", "AS/C", 2),
        declare("state", "code:measure_state", "A", "O/C", "AS/C", 2),
        declare("person_agrees", "yn", "o", "P", "AS/C", 3),
        declare("from_on", "date", "o", "O/C", "AS/C", 2),
        declare("to_on", "date", "o", "O/C", "AS/C", 2),
        declare("assessment", "ref:needs_assessment", "o", "O/C", "AS/C", 1, concerns="working"),
        declare("note", "long", "o", "O/C", "AS/C", 3),
        declare("state_reimburses", "yn", "o", "O/C", "AS/C", 1),
    ),
    open_to=HELPERS,
    concerns=Concerns.PERSON,
)

REVIEW = Kind(
    "review",
    (
        declare("reviewed_on", "date", "A", "O/C", "AS/C", 2),
        declare("assessment", "ref:needs_assessment", "o", "O/C", "AS/C", 1, concerns="working"),
        declare("outcome", "code:review_outcome", "o", "O/C", "AS/C", 3),
        declare("person_view", "long", "o", "P", "AS/C", 3),
        declare("next_on", "date", "o", "O/C", "AS/C", 2),
    ),
    open_to=HELPERS,
    concerns=Concerns.PERSON,
)
