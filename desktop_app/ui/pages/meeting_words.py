"""What stands above a consent and an account because of how the meeting was; it advises, and stops nothing."""

from __future__ import annotations

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.pages.record_words import BESIDE
from desktop_app.use_cases.meeting import Meeting

#: The answer to "alone?" that needs no word.
_ALONE = "whole_time"


def meeting_words(meeting: Meeting, labels: Labels) -> list[str]:
    """Return how the newest meeting was, in sentences, where that weighs on what is written now."""
    said = []
    if meeting.representative_first:
        said.append(
            tr("Ask first whether the representative may be contacted at all. Who must agree comes after that.")
        )
    if meeting.alone not in ("", _ALONE):
        language = screen_language()
        field = labels.field("contact", "alone", language)
        said.append(tr("{field}: {answer}.", field=field, answer=labels.code("alone", meeting.alone, language)))
    return said + [tr(BESIDE[code]) for code in meeting.codes]
