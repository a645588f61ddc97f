"""Days that a worker wrote into a sentence, such as "tavataan 12.3. klo 14"."""

from __future__ import annotations

import re
from datetime import date

_FINNISH = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?(?!\d)")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_CLOCK = re.compile(r"\b(?:klo|kl)\.?\s*$", re.IGNORECASE)


def dates_in(text: str, since: date) -> tuple[date, ...]:
    """Return the days written in a text, earliest first; one without a year is the next such day from `since` on."""
    found = {
        day
        for match in _FINNISH.finditer(text)
        if not _CLOCK.search(text[: match.start()]) and (day := _finnish(match, since)) is not None
    }
    found |= {day for match in _ISO.finditer(text) if (day := _day(*map(int, match.groups()))) is not None}
    return tuple(sorted(found))


def _finnish(match: re.Match[str], since: date) -> date | None:
    day, month = int(match[1]), int(match[2])
    if match[3]:
        return _day(int(match[3]), month, day)
    this_year = _day(since.year, month, day)
    if this_year is not None and this_year >= since:
        return this_year
    return _day(since.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def with_day(text: str, day: date) -> str:
    """Return the text with `day` in place of the first day written in it, or after it when there is none."""
    words = f"{day.day}.{day.month}.{day.year}"
    for match in _FINNISH.finditer(text):
        if not _CLOCK.search(text[: match.start()]) and _finnish(match, date.min) is not None:
            return text[: match.start()] + words + text[match.end() :]
    return f"{text.rstrip()} {words}".strip()
