"""The cover of a case, what a worker notes for memory, and documents kept with it."""

from __future__ import annotations

from desktop_app.domain.kind import Concerns, Kind, declare

CASE = Kind(
    "case",
    (
        declare("reference", "text", "A", "S", "own", 1),
        declare("identity_level", "code:identity_level", "A", "W", "own", 1),
        declare("responsible_worker", "ref:user", "A", "W", "own", 1, concerns="working"),
        declare("case_team", "refs:user", "A", "W", "own", 1, concerns="working"),
        declare("blocked_users", "refs:user", "o", "W", "own", 3, concerns="others"),
        declare("delete_on", "date", "A", "Adm", "own", 1),
        declare("closed_on", "date", "o", "W", "own", 1),
        declare("close_reason", "code:close_reason", "o", "W", "own", 1),
    ),
    concerns=Concerns.PERSON,
)

NOTE = Kind(
    "note",
    (
        declare("text", "long", "R", "W", "own", 3),
        declare("written_on", "datetime", "A", "S", "own", 1),
        declare("delete_on", "date", "A", "Adm", "own", 1),
    ),
    concerns=Concerns.CHOSEN,
)

ATTACHMENT = Kind(
    "attachment",
    (
        declare("title", "text", "R", "W", "own>pro+ref", 2, "documents"),
        declare("kind", "code:attachment_kind", "o", "W", "own>pro+ref", 2, "documents"),
        declare("dated", "pdate", "o", "W", "own>pro+ref", 2, "documents"),
        declare("allowed_by", "ref:consent", "o", "W", "own", 1, concerns="working"),
        declare("others_hidden", "yes/no", "A", "W", "own", 1, concerns="working"),
        declare("shared", "yes/no", "A", "W", "own", 1, concerns="working"),
    ),
    concerns=Concerns.PERSON,
)
