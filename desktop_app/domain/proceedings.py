"""Criminal proceedings: recorded apart, and imported by nobody who decides."""

from __future__ import annotations

from desktop_app.domain.kind import Concerns, Kind, declare

PROCEEDINGS = Kind(
    "criminal_proceedings",
    (
        declare("stage", "code:proceedings_stage", "o", "W/O", "own", 3),
        declare("report_wanted", "yn", "o", "P", "own", 3),
        declare("reported_by", "text", "o", "W/O", "own", 3),
        declare("reference_number", "text", "o", "W/O", "own", 3),
        declare("counsel", "text", "o", "W/O", "own", 3),
        declare("support_person", "yn", "o", "P", "own", 3),
        declare("note", "long", "o", "W/O", "own", 3),
    ),
    concerns=Concerns.PERSON,
)
