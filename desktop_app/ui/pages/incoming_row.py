"""A received proposal or referral as a row: what was said of haste, and that a day binds, but not which."""

from __future__ import annotations

from datetime import date

from desktop_app.i18n.formats import day_in_words
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import b64
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.pages.law_words import short_words
from desktop_app.ui.widgets.row_list import Row
from desktop_app.use_cases.incoming import Incoming

#: The section in which each kind is answered.
ANSWERED_BY = {"proposal": "decision", "referral": "referral_answer"}


def incoming_row(line: Incoming, labels: Labels, today: date) -> Row:
    """Return the row; nothing secret stands in it."""
    language = screen_language()
    parts = [labels.kind(line.kind, language)]
    if line.binds:
        parts.append(tr("a day binds"))
    if line.child:
        parts.append(tr("child"))
    if line.urgency:
        parts.append(labels.code("urgency", line.urgency, language))
    if line.answered:
        parts.append(labels.code("referral_outcome", line.answered, language))
    elif line.asked:
        parts.append(labels.code("proposal_state", "question_open", language))
    pressing = line.binds or line.urgency == "now"
    return Row(
        b64(line.case),
        line.reference,
        " · ".join(parts),
        short_words(line.law) if line.law is not None else "",
        side=day_in_words(line.came_at[:10], today, language),
        icon="clock" if pressing else "send",
        tone="amber" if pressing else "accent",
    )
