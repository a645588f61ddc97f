"""Days and moments as records carry them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

#: Days of the law and of a consent are days in Finland.
FINLAND: Final = ZoneInfo("Europe/Helsinki")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def day_of(text: object) -> date | None:
    """Return the day that `2026-11-23` (or a moment's text, by its own clock) names, or None."""
    if not isinstance(text, str) or _DAY.fullmatch(text[:10]) is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def first_day_of(text: object) -> date | None:
    """Return the first day that a year, a month or a day may mean, or None."""
    if not isinstance(text, str) or _PARTIAL.fullmatch(text) is None:
        return None
    return day_of(text + "-01-01"[len(text) - 4 :]) if len(text) < len("2026-11-23") else day_of(text)


def moment_of(text: object) -> datetime | None:
    """Return the aware moment that ISO 8601 with an offset or `Z` names, or None."""
    if not isinstance(text, str) or len(text) <= len("2026-11-23"):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day_in_finland(now: datetime) -> date:
    """Return the calendar day in Finland at an aware moment."""
    return now.astimezone(FINLAND).date()


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
