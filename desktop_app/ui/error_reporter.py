"""Says in the screen's language what went wrong."""

from __future__ import annotations

import logging

from desktop_app.errors import LuotsiError
from desktop_app.i18n.error_words import WORDS
from desktop_app.ui.language import tr

_log = logging.getLogger(__name__)


def words_for(error: LuotsiError) -> str:
    """Return what an error says in the screen's language; a code without words is a bug and says so calmly."""
    message = WORDS.get(error.code)
    if message is None:
        _log.error("no words for the error code %s", error.code)
        message = WORDS["unexpected"]
    return tr(message, **error.details)
