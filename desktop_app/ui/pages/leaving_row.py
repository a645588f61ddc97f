"""What is erased soon, as a row of the day's page: the reference, what goes, and when."""

from __future__ import annotations

from datetime import date

from desktop_app.i18n.formats import day_in_words
from desktop_app.ui.language import N_, screen_language, tr
from desktop_app.ui.widgets.row_list import Row
from desktop_app.use_cases.retention import Leaving

_WORDS = {
    "case": N_("The own records are erased"),
    "note": N_("A note is erased"),
    "consultation": N_("The note of a consultation is erased"),
}


def leaving_row(place: int, line: Leaving, today: date) -> Row:
    """Return the row; its key is its place among those shown. A consultation has no reference."""
    words = tr(_WORDS[line.kind])
    day = day_in_words(line.on, today, screen_language())
    if not line.reference:
        return Row(str(place), words, side=day, icon="history", tone="accent", strong=False)
    return Row(str(place), line.reference, words, side=day, icon="history", tone="accent")
