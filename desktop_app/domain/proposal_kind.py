"""The proposal to admit a person to the Assistance System (746/2011, 34 §)."""

from __future__ import annotations

from desktop_app.domain.kind import WITH_ITS_PURPOSE, Column, Concerns, FieldType, Kind, declare

PROPOSAL = Kind(
    "proposal",
    (
        declare("type", "code:proposal_type", "A", "W", "pro", 1, WITH_ITS_PURPOSE, section="proposal"),
        declare("state", "code:proposal_state", "A", "S", "pro", 1, WITH_ITS_PURPOSE, section="sending", stays=True),
        declare("version", "int", "A", "S", "pro", 1, WITH_ITS_PURPOSE, section="sending"),
        declare("language", "code:service_language", "A", "W", "pro", 1, WITH_ITS_PURPOSE, section="proposal"),
        declare("phoned_at", "datetime", "o", "W", "own>pro", 1, WITH_ITS_PURPOSE, section="phone_first"),
        declare("phoned_result", "long", "o", "W", "own>pro", 2, WITH_ITS_PURPOSE, section="phone_first"),
        declare("urgency", "code:urgency", "o", "W", "pro", 2, WITH_ITS_PURPOSE, section="phone_first"),
        declare("urgency_reason", "text", "o", "W", "pro", 3, WITH_ITS_PURPOSE, section="phone_first"),
        declare("why_may_be_victim", "long", "o", "W", "pro", 3, WITH_ITS_PURPOSE, section="conditions"),
        declare("why_needs_help", "long", "o", "W", "pro", 3, WITH_ITS_PURPOSE, section="conditions"),
        declare("needs", "codes:measure", "o", "P", "pro", 3, WITH_ITS_PURPOSE, section="needs"),
        declare("person_wishes", "long", "o", "P", "pro", 3, WITH_ITS_PURPOSE, section="needs"),
        declare(
            "included",
            "refs:record",
            "A",
            "W",
            "pro",
            1,
            WITH_ITS_PURPOSE,
            section="needs",
            stays=True,
            concerns="working",
        ),
        declare("proposer_name", "text", "A", "S", "pro", 2, WITH_ITS_PURPOSE, section="proposer"),
        declare("proposer_type", "code:referrer_type", "A", "S", "pro", 1, WITH_ITS_PURPOSE, section="proposer"),
        declare("proposer_phone", "text", "A", "S", "pro", 2, WITH_ITS_PURPOSE, section="proposer"),
        declare("proposer_reachable", "text", "o", "W", "pro", 2, WITH_ITS_PURPOSE, section="proposer"),
        declare("known_to", "codes:referrer_type", "o", "P", "pro", 2, WITH_ITS_PURPOSE, section="needs"),
        declare("sent_at", "datetime", "A", "S", "pro", 1, WITH_ITS_PURPOSE, section="sending"),
        declare("sent_how", "code:sent_how", "A", "S", "pro", 1, WITH_ITS_PURPOSE, section="sending"),
        declare("delivered_at", "datetime", "A", "S", "pro", 1, WITH_ITS_PURPOSE, section="sending", stays=True),
        declare("opened_at", "datetime", "A", "S", "pro", 1, WITH_ITS_PURPOSE, section="sending", stays=True),
        declare(
            "questions",
            "rows",
            "o",
            "O+W",
            "pro",
            3,
            WITH_ITS_PURPOSE,
            section="sending",
            columns=(
                Column("asked_at", FieldType.DATETIME),
                Column("question", FieldType.LONG),
                Column("answered_at", FieldType.DATETIME),
                Column("answer", FieldType.LONG),
            ),
            stays=True,
        ),
        declare("withdrawn_at", "datetime", "o", "W", "pro", 1, WITH_ITS_PURPOSE, section="sending"),
    ),
    concerns=Concerns.PERSON,
)
