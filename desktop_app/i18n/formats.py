"""Dates, moments, numbers and lists as each language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date  # noqa: N812 - `date` is what this module offers
from datetime import datetime, timedelta
from typing import Final

from desktop_app.i18n.calendar_words import (
    AND,
    CLOCK,
    DAYS,
    LONG_WEEKDAYS,
    MONTHS,
    RELATIVE_DAYS,
    SHORT_ENGLISH_MONTHS,
    WEEKDAYS,
)

_NARROW: Final = "\N{NO-BREAK SPACE}"
_YEAR_LENGTH: Final = 4
_MONTH_LENGTH: Final = 7


def date(value: Date | str, language: str) -> str:
    """Return a day: `23.11.2026`, in English `23 November 2026`; other languages as CLDR's long form."""
    day = _day(value)
    if language in {"fi", "sv"}:
        return f"{day.day}.{day.month}.{day.year}"
    if language == "en":
        return f"{day.day} {MONTHS['en'][day.month - 1]} {day.year}"
    return _cldr_date(day, language)


def time(value: datetime | str, language: str) -> str:
    """Return the time of day as a screen shows it: `klo 18`, `kl. 9.05`, `13:40`."""
    moment = _moment(value)
    if language not in CLOCK:
        return f"{moment:%H:%M}"
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{CLOCK[language]} {moment.hour}{minutes}"


def datetime_(value: datetime | str, language: str) -> str:
    """Return a moment in Finland: `ma 23.11.2026 klo 13.40`, `Mon 23 November 2026 13:40`."""
    moment = _moment(value)
    weekday = f"{WEEKDAYS[language][moment.weekday()]} " if language in WEEKDAYS else ""
    return f"{weekday}{date(moment.date(), language)} {time(moment, language)}"


def partial_date(value: str, language: str) -> str:
    """Return `2026`, `2026-11` or `2026-11-23` in words; a month as `marraskuu 2026`."""
    if len(value) == _YEAR_LENGTH:
        return value
    if len(value) > _MONTH_LENGTH:
        return date(value, language)
    year, month = value.split("-")
    names = MONTHS.get(language, MONTHS["en"])
    return f"{names[int(month) - 1]} {year}"


def day_in_words(value: Date | str, today: Date, language: str) -> str:
    """Return a day as spoken: `eilen`, `tänään`, `huomenna`, else `la 21.11.`; with the year when it is another one."""
    day = _day(value)
    near = RELATIVE_DAYS[language].get((day - today).days)
    return near or short_day(day, today, language)


def short_day(value: Date | str, today: Date, language: str) -> str:
    """Return a weekday and a date: `la 21.11.`, `lö 21.11`, `Sat 21 Nov`; with the year when it is another one."""
    day = _day(value)
    weekday = WEEKDAYS[language][day.weekday()]
    if language == "en":
        year = "" if day.year == today.year else f" {day.year}"
        return f"{weekday} {day.day} {SHORT_ENGLISH_MONTHS[day.month - 1]}{year}"
    if day.year != today.year:
        return f"{weekday} {date(day, language)}"
    return f"{weekday} {day.day}.{day.month}" + ("." if language == "fi" else "")


def scale_day(value: Date | str, language: str, *, month: bool) -> str:
    """Return a day on the scale of a picture: `3.3.`, `3.3`, `3 Mar`; without its month `5.`, `5`, `5`."""
    day = _day(value)
    if month:
        return f"{day.day} {SHORT_ENGLISH_MONTHS[day.month - 1]}" if language == "en" else _day_and_month(day, language)
    return f"{day.day}." if language == "fi" else str(day.day)


def scale_month(value: Date | str, language: str) -> str:
    """Return a month on the scale of a picture: `3/2025`, in English `Mar 2025`."""
    day = _day(value)
    return f"{SHORT_ENGLISH_MONTHS[day.month - 1]} {day.year}" if language == "en" else f"{day.month}/{day.year}"


def long_day(value: Date | str, language: str) -> str:
    """Return a day at the head of a page: `maanantaina 23. marraskuuta`, `måndag 23 november`, `Monday 23 November`."""
    day = _day(value)
    weekday, month = LONG_WEEKDAYS[language][day.weekday()], MONTHS[language][day.month - 1]
    return f"{weekday} {day.day}. {month}ta" if language == "fi" else f"{weekday} {day.day} {month}"


def moment_in_words(value: datetime | str, now: datetime, language: str) -> str:
    """Return a moment as spoken: `klo 16.30` today, `eilen klo 18`, `la 21.11. klo 20.14`."""
    moment, today = _moment(value), _moment(now).date()
    if moment.date() == today:
        return time(moment, language)
    return f"{day_in_words(moment.date(), today, language)} {time(moment, language)}"


def number(value: int | float, language: str, decimals: int | None = None) -> str:
    """Return a number with the language's decimal sign and thousands: `1 234,5`, in English `1,234.5`."""
    written = f"{value:,.{decimals}f}" if decimals is not None else f"{value:,}"
    if language == "en":
        return written
    return written.translate({ord(","): _NARROW, ord("."): ","})


def list_(items: Sequence[str], language: str) -> str:
    """Return items as a sentence lists them: `a, b ja c`."""
    if len(items) < 2:
        return "".join(items)
    if language in AND:
        return f"{', '.join(items[:-1])} {AND[language]} {items[-1]}"
    from babel.lists import format_list

    return format_list(list(items), locale=_cldr_locale(language))


def quoted(text: str, language: str) -> str:
    """Return what somebody said, in the language's quotation marks: ”…” in Finnish and Swedish, “…” in English."""
    opening = "”" if language in {"fi", "sv"} else "“"
    return f"{opening}{text.strip()}”"


def duration_days(days: int, language: str) -> str:
    """Return a number of days: `2 pv`, `1 dag`, `2 days`."""
    one, many = DAYS[language]
    return f"{number(days, language)}{_NARROW}{one if days == 1 else many}"


def days_between(earlier: datetime | str, now: datetime) -> int:
    """Return how many midnights in Finland lie between two moments; never less than 0."""
    return max(0, (_moment(now).date() - _moment(earlier).date()) // timedelta(days=1))


def _day(value: Date | str) -> Date:
    if isinstance(value, str):
        return _moment(value).date() if "T" in value else Date.fromisoformat(value)
    return _moment(value).date() if isinstance(value, datetime) else value


def _moment(value: datetime | str) -> datetime:
    """Return the moment by the clocks of Finland; one without an offset stays as it is."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if moment.tzinfo is None:
        return moment
    from desktop_app.domain.moment import FINLAND

    return moment.astimezone(FINLAND)


def _cldr_date(day: Date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale=_cldr_locale(language))


def _cldr_locale(language: str) -> str:
    """Return the nearest locale of CLDR: plain Finnish is Finnish, Dari is the Persian of Afghanistan."""
    from babel import localedata

    alike = {"prs": "fa_AF", "fi-simple": "fi"}
    tag = alike.get(language, language.replace("-", "_"))
    return tag if localedata.exists(tag) else "en_GB"


def _day_and_month(day: Date, language: str) -> str:
    return f"{day.day}.{day.month}." if language == "fi" else f"{day.day}.{day.month}"
