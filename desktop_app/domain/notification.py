"""What the law makes or lets a worker tell without consent; made by phone and only recorded here."""

from __future__ import annotations

from desktop_app.domain.kind import Concerns, Kind, declare

STATUTORY_NOTIFICATION = Kind(
    "statutory_notification",
    (
        declare("kind", "code:notification_kind", "R", "W", "own", 3),
        declare("duty", "code:notification_duty", "o", "W", "own", 1),
        declare("made_at", "datetime", "A", "W", "own", 3),
        declare("made_to", "text", "o", "W", "own", 3),
        declare("told_before", "code:told_before", "o", "W", "own", 3),
        declare("what_was_told", "long", "o", "W", "own", 3),
        declare("supervisor", "ref:user", "o", "W", "own", 1, concerns="working"),
    ),
    concerns=Concerns.CHOSEN,
)
