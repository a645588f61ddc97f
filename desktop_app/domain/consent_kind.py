"""The record of a permission that was given, refused, postponed or withdrawn."""

from __future__ import annotations

from desktop_app.domain.kind import WITH_ITS_PURPOSE, Concerns, Kind, declare

CONSENT = Kind(
    "consent",
    (
        declare("purpose", "code:consent_purpose", "R", "W", "own>pro+ref", 2, WITH_ITS_PURPOSE, section="permission"),
        declare("recipient", "org", "c", "W", "own>pro+ref", 2, WITH_ITS_PURPOSE, section="permission"),
        declare("data_groups", "codes:data_group", "o", "P", "own>pro+ref", 2, WITH_ITS_PURPOSE, section="permission"),
        declare("answer", "code:consent_answer", "R", "P", "own>pro+ref", 2, WITH_ITS_PURPOSE, section="permission"),
        declare("answered_at", "datetime", "A", "W", "own>pro+ref", 2, WITH_ITS_PURPOSE, section="permission"),
        declare("giver", "code:consent_giver", "A", "W", "own>pro+ref", 2, WITH_ITS_PURPOSE, section="permission"),
        declare(
            "child_view",
            "code:child_view",
            "c",
            "P",
            "own>pro",
            3,
            WITH_ITS_PURPOSE,
            section="permission",
            concerns="child",
        ),
        declare("form", "code:consent_form", "A", "W", "own>pro+ref", 1, WITH_ITS_PURPOSE, section="circumstances"),
        declare("language", "lang", "o", "W", "own", 2, section="circumstances"),
        declare(
            "text_version",
            "ref:consent_text",
            "A",
            "S",
            "own>pro+ref",
            1,
            WITH_ITS_PURPOSE,
            section="circumstances",
            concerns="working",
        ),
        declare("setting", "codes:consent_setting", "o", "W", "own", 2, section="circumstances"),
        declare("told_what_cannot_be_undone", "yes/no", "A", "W", "own", 1, section="circumstances"),
        declare("valid_until", "date", "o", "P", "own>pro+ref", 1, WITH_ITS_PURPOSE, section="permission"),
        declare("not_given_reason", "code:not_given_reason", "o", "P", "own", 3, section="afterwards"),
        declare("withdrawn_how", "text", "o", "W", "own", 2, section="afterwards"),
        declare("signature", "ref:attachment", "o", "P", "own", 3, section="afterwards", concerns="working"),
    ),
    concerns=Concerns.PERSON,
)
