"""A row of a list of records: its day or its number, neutral facts, who wrote it or that it is a draft."""

from __future__ import annotations

from desktop_app.domain.moment import day_of
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import b64
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.widgets.row_list import Row
from desktop_app.use_cases.record_list import NUMBERED, ListedRecord


def row_of(listed: ListedRecord, kind: str, labels: Labels, *, chosen: bool = False) -> Row:
    """Return the row of a record."""
    language = screen_language()
    moment = _when(listed.at, language)
    facts = [value_words(kind, field, value, labels, language) for field, value in listed.facts]
    title = moment
    if kind in NUMBERED:
        title = str(listed.number)
        facts.append(formats.date(listed.at, language))
    if listed.origin:
        facts.append(tr("from {reference}", reference=listed.origin))
    side = tr("Draft") if listed.is_draft else listed.author
    return Row(
        b64(listed.record),
        title,
        " · ".join(fact for fact in facts if fact),
        side=side,
        chosen=chosen,
    )


def _when(at: str, language: str) -> str:
    """Return a moment, or a day that was written without a time."""
    return formats.date(at, language) if day_of(at) else formats.datetime_(at, language)
