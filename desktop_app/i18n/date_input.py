"""Days and times as people type them in Finnish, Swedish and English: `3.3.`, `eilen`, `mån 14`, `klo 13.40`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, Literal

from desktop_app.errors import LuotsiError
from desktop_app.i18n.date_words import MONTH_STEMS, RELATIVE, TIME_WORDS, WEEKDAY_STEMS

Prefer = Literal["near", "past", "future"]

_LANGUAGES: Final = ("fi", "sv", "en")
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2200
_MONTHS_IN_YEAR: Final = 12
_WEEK: Final = 7
_CENTURY: Final = 100

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_NUMBERS = re.compile(r"(\d{1,2})[./ ] ?(\d{1,2})(?:[./ ] ?(\d{4}|\d{2}))?\.?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./ ](\d{4})")
_YEAR = re.compile(r"\d{4}")
_DAY_ALONE = re.compile(r"(?:den )?(\d{1,2})(?:\.|st|nd|rd|th|:e|:a)?")
_DAY_FIRST = re.compile(r"(?:den )?(\d{1,2})(?:\.|st|nd|rd|th|:e|:a)? ?([^\W\d]+)\.?(?:,? (\d{4}))?")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
_MONTH_WORD = re.compile(r"([^\W\d]+)\.?(?: (\d{4}))?")
_WEEKDAY = re.compile(r"([^\W\d]+)\.?,?(?: (.+))?")
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))? ?(am|pm|a\.m\.|p\.m\.)?")


class DateNotUnderstood(LuotsiError):
    """Codes: `not_a_date`, `no_such_day` (details `year`, `month`, `days`), `wrong_weekday`, `no_such_time`."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day with its time, when one was written."""

    day: date
    time: time | None


def parse_date(text: str, language: str, today: date, prefer: Prefer = "near") -> date:
    """The day that a text means; raises `DateNotUnderstood`.

    Without a year, or with a weekday alone, the day nearest to today (`past`: not after it, `future`: not before).
    """
    words = _tidy(text)
    for reading in (_relative, _with_weekday, _plain):
        found = reading(words, language, today, prefer)
        if found is not None:
            return found
    raise DateNotUnderstood("not_a_date")


def parse_moment(text: str, language: str, today: date, prefer: Prefer = "near") -> Moment:
    """A day, a day with a time, or a time alone (today); raises `DateNotUnderstood`."""
    words = _tidy(text)
    for before, after in _splits(words):
        clock = parse_time(after)
        day = today if not before else _try_date(before, language, today, prefer)
        if day is not None:
            return Moment(day, clock)
    return Moment(parse_date(words, language, today, prefer), None)


def parse_partial(text: str, language: str, today: date, prefer: Prefer = "past") -> str:
    """`2026`, `2026-11` or `2026-11-23`; a year or a month alone is enough. Raises `DateNotUnderstood`."""
    words = _tidy(text)
    if _YEAR.fullmatch(words):
        return str(_known_year(int(words)))
    found = _ISO.fullmatch(words)
    if found and found[3] is None:
        return _month(int(found[1]), int(found[2]))
    found = _MONTH_YEAR.fullmatch(words)
    if found:
        return _month(int(found[2]), int(found[1]))
    found = _MONTH_WORD.fullmatch(words)
    month = _month_named(found[1], language) if found else None
    if found and month:
        year = int(found[2]) if found[2] else _year_of_month(month, today, prefer)
        return _month(year, month)
    return parse_date(words, language, today, prefer).isoformat()


def parse_time(text: str) -> time:
    """`13.40`, `13:40`, `klo 9`, `kl. 9.05`, `at 1.40 pm`; raises `DateNotUnderstood`."""
    words = _tidy(text)
    for mark in TIME_WORDS:
        words = words.removeprefix(f"{mark} ")
    found = _CLOCK.fullmatch(words)
    if not found:
        raise DateNotUnderstood("no_such_time")
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            raise DateNotUnderstood("no_such_time")
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise DateNotUnderstood("no_such_time") from None


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " ")).strip().lower()


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Ways to part a day from its time, the surest first."""
    for mark in TIME_WORDS:
        before, found, after = f" {words}".rpartition(f" {mark} ")
        if found:
            yield before.strip(" ,"), after
            return
    before, _, after = words.rpartition(" ")
    half = after in {"am", "pm", "a.m.", "p.m."}
    if half:
        before, _, hour = before.rpartition(" ")
        after = f"{hour} {after}"
    alone = not before and ":" in after
    if half or alone or (before and re.fullmatch(r"\d{1,2}[.:]\d{2}", after)):
        yield before.strip(" ,"), after


def _try_date(words: str, language: str, today: date, prefer: Prefer) -> date | None:
    try:
        return parse_date(words, language, today, prefer)
    except DateNotUnderstood as problem:
        if problem.code == "not_a_date":
            return None
        raise


def _relative(words: str, language: str, today: date, prefer: Prefer) -> date | None:
    for each in _in_order(language):
        if words in RELATIVE[each]:
            return today + timedelta(days=RELATIVE[each][words])
    return None


def _with_weekday(words: str, language: str, today: date, prefer: Prefer) -> date | None:
    found = _WEEKDAY.fullmatch(words)
    weekday = _weekday_named(found[1], language) if found else None
    if found is None or weekday is None:
        return None
    if found[2] is None:
        return _nearest_weekday(weekday, today, prefer)
    alone = _DAY_ALONE.fullmatch(found[2])
    if alone:
        return _weekday_on(weekday, int(alone[1]), today, prefer)
    day = _plain(found[2], language, today, prefer)
    if day is not None and day.weekday() != weekday:
        raise DateNotUnderstood("wrong_weekday", day=day.isoformat())
    return day


def _plain(words: str, language: str, today: date, prefer: Prefer) -> date | None:
    found = _ISO.fullmatch(words)
    if found and found[3]:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _NUMBERS.fullmatch(words)
    if found:
        return _dated(int(found[1]), int(found[2]), found[3], today, prefer)
    found = _DAY_FIRST.fullmatch(words)
    month = _month_named(found[2], language) if found else None
    if found and month:
        return _dated(int(found[1]), month, found[3], today, prefer)
    found = _MONTH_FIRST.fullmatch(words)
    month = _month_named(found[1], language) if found else None
    if found and month:
        return _dated(int(found[2]), month, found[3], today, prefer)
    return None


def _dated(day: int, month: int, year: str | None, today: date, prefer: Prefer) -> date:
    if year is not None:
        number = int(year)
        if len(year) == 2:
            number += 2000 if number <= (today.year + 10) % _CENTURY else 1900
        return _day(number, month, day)
    if (day, month) == (29, 2):
        return _leap_day(today, prefer)
    days = [_day(today.year + step, month, day) for step in (-1, 0, 1)]
    return _choose(days, today, prefer)


def _leap_day(today: date, prefer: Prefer) -> date:
    years = [year for year in range(today.year - 4, today.year + 5) if monthrange(year, 2)[1] == 29]
    if prefer == "near" and today.year not in years:
        raise DateNotUnderstood("no_such_day", year=today.year, month=2, days=28)
    return _choose([date(year, 2, 29) for year in years], today, prefer)


def _choose(days: list[date], today: date, prefer: Prefer) -> date:
    if prefer == "past":
        days = [day for day in days if day <= today]
    elif prefer == "future":
        days = [day for day in days if day >= today]
    return min(days, key=lambda day: abs((day - today).days))


def _nearest_weekday(weekday: int, today: date, prefer: Prefer) -> date:
    ahead = (weekday - today.weekday()) % _WEEK
    if prefer == "past" and ahead:
        ahead -= _WEEK
    return today + timedelta(days=ahead)


def _weekday_on(weekday: int, number: int, today: date, prefer: Prefer) -> date:
    """`mån 14`: the nearest 14th that is a Monday, within a year."""
    days = []
    for step in range(-_MONTHS_IN_YEAR, _MONTHS_IN_YEAR + 1):
        month = today.year * _MONTHS_IN_YEAR + today.month - 1 + step
        year, index = divmod(month, _MONTHS_IN_YEAR)
        if number and number <= monthrange(year, index + 1)[1]:
            day = date(year, index + 1, number)
            if day.weekday() == weekday:
                days.append(day)
    if not days:
        raise DateNotUnderstood("not_a_date")
    return _choose(days, today, prefer)


def _day(year: int, month: int, day: int) -> date:
    _known_year(year)
    if not 1 <= month <= _MONTHS_IN_YEAR:
        raise DateNotUnderstood("not_a_date")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise DateNotUnderstood("no_such_day", year=year, month=month, days=days)
    return date(year, month, day)


def _month(year: int, month: int) -> str:
    return _day(year, month, 1).isoformat()[:7]


def _known_year(year: int) -> int:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise DateNotUnderstood("not_a_date")
    return year


def _year_of_month(month: int, today: date, prefer: Prefer) -> int:
    if prefer == "past" and month > today.month:
        return today.year - 1
    if prefer == "future" and month < today.month:
        return today.year + 1
    return today.year


def _in_order(language: str) -> list[str]:
    return sorted(_LANGUAGES, key=lambda each: each != language)


def _month_named(word: str, language: str) -> int | None:
    return next((at for each in _in_order(language) if (at := _starting(word, MONTH_STEMS[each]))), None)


def _weekday_named(word: str, language: str) -> int | None:
    at = next((at for each in _in_order(language) if (at := _starting(word, WEEKDAY_STEMS[each]))), None)
    return None if at is None else at - 1


def _starting(word: str, stems: tuple[tuple[str, str], ...]) -> int | None:
    """Place from 1 of the name that begins with the word, which is at least as long as its shortest form."""
    for at, (shortest, longest) in enumerate(stems, start=1):
        if word.startswith(shortest) and (longest.startswith(word) or word.startswith(longest)):
            return at
    return None
