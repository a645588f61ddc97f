"""What a choice of something to point at says: the day and what it is about, or a worker's name."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import tr
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.widgets.editor import Options
from desktop_app.use_cases.references import USER, Reference


def reference_options(target: str, offered: Iterable[Reference], labels: Labels, language: str) -> Options:
    """Return code and words for each thing that a field with this target may point at."""
    return [(one.code, _words(target, one, labels, language)) for one in offered]


def _words(target: str, one: Reference, labels: Labels, language: str) -> str:
    if target == USER:
        return one.name or tr("You")
    day = formats.date(one.at[:10], language)
    fact = value_words(target, one.fact[0], one.fact[1], labels, language) if one.fact else ""
    return f"{fact}, {day}" if fact else day
