"""What was noticed and what the person told."""

from __future__ import annotations

from desktop_app.domain.kind import Column, Concerns, FieldType, Kind, declare

INDICATOR_OBSERVATION = Kind(
    "indicator_observation",
    (
        declare("indicator", "code:indicators", "R", "W", "own>pro", 3, "observations"),
        declare("catalogue_version", "text", "A", "S", "own>pro", 1, "observations", concerns="working"),
        declare("answer", "code:indicator_answer", "R", "W", "own>pro", 3, "observations"),
        declare("basis", "codes:observation_basis", "o", "W", "own>pro", 3, "observations"),
        declare("own_words", "long", "o", "P", "own>pro", 3, "account"),
        declare("observed_on", "date", "A", "W", "own", 2),
        declare("share", "yes/no", "A", "W", "own", 1, concerns="working"),
    ),
    concerns=Concerns.PERSON,
)

ACCOUNT_AND_OBSERVATIONS = Kind(
    "account_and_observations",
    (
        declare("account", "long", "o", "P", "own>pro", 3, "account", section="account"),
        declare("account_language", "lang", "o", "W", "own>pro", 1, "account", section="account"),
        declare("account_through", "code:interpreter_kind", "A", "S", "own>pro", 1, "account", section="account"),
        declare("read_back", "yn", "o", "P", "own>pro", 2, "account", section="account"),
        declare("observations", "long", "o", "W", "own>pro", 3, "observations", section="observations"),
        declare(
            "interview_answers",
            "rows",
            "o",
            "P",
            "own",
            3,
            section="interview",
            columns=(
                Column("question", FieldType.TEXT),
                Column("state", FieldType.CODE, "answer_state"),
                Column("text", FieldType.LONG),
            ),
        ),
        declare("possible_forms", "codes:exploitation_form", "o", "W", "own>pro", 3, "account", section="exploitation"),
        declare("place", "code:exploitation_place", "o", "W", "own>pro", 3, "account", section="exploitation"),
        declare("countries", "countries", "o", "W", "own>pro", 3, "account", section="exploitation"),
        declare("period_from", "pdate", "o", "W", "own>pro", 3, "account", section="exploitation"),
        declare("period_to", "pdate", "o", "W", "own>pro", 3, "account", section="exploitation"),
        declare("still_in_situation", "yn", "o", "W", "own>pro", 3, "account", section="exploitation"),
        declare("sector", "code:sector", "o", "W", "own>pro", 3, "account", section="exploitation"),
        declare("workplace", "text", "o", "W", "own>pro", 3, "account", section="exploitation"),
        declare(
            "exploiter_relation", "code:exploiter_relation", "o", "W", "own>pro", 3, "account", section="exploitation"
        ),
        declare("not_to_be_passed_on", "long", "o", "P", "own", 3, section="account"),
    ),
    concerns=Concerns.PERSON,
)
