"""How the safety copy stands, in one sentence."""

from __future__ import annotations

from datetime import datetime

from desktop_app.errors import LuotsiError
from desktop_app.i18n import formats
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import screen_language, tr
from desktop_app.use_cases.safety_copy import SafetyState


def safety_words(state: SafetyState | None, now: datetime) -> str:
    """Return why it could not be written, that a folder should be chosen, or when it was written; else nothing."""
    if state is None:
        return ""
    if state.problem:
        return tr("The safety copy could not be written: {why}", why=words_for(LuotsiError(state.problem)))
    if state.to_be_chosen:
        return tr(
            "What has not been sent is more than a day old and only on this laptop. Choose a folder for a safety copy "
            "under Settings, or save it to a stick."
        )
    if state.at is not None:
        when = formats.moment_in_words(state.at, now, screen_language())
        return tr("A safety copy was written {when} into the folder that you chose.", when=when)
    return ""
