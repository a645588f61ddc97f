"""Working days in Finland, from law data: weekdays that count, and days off that are fixed, movable or by Easter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.moment import day_of
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json


@dataclass(frozen=True, slots=True)
class DayOff:
    """One day off of each year in force: a day from Easter, a fixed day, or the first `weekday` on or after it.

    Weekdays are 1 (Monday) to 7, 0 for a fixed day; both days of `begins` and `ends` are included.
    """

    code: str
    easter: int | None
    month: int
    day: int
    weekday: int
    begins: date
    ends: date | None

    def in_year(self, year: int) -> date | None:
        """Return its day in a year, None where the law did not have it then."""
        if self.easter is not None:
            found = easter_sunday(year) + timedelta(days=self.easter)
        else:
            found = date(year, self.month, self.day)
            if self.weekday:
                found += timedelta(days=(self.weekday - found.isoweekday()) % 7)
        return found if self.begins <= found and (self.ends is None or found <= self.ends) else None


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days count as working days, as the law was read on `as_of`."""

    weekdays: frozenset[int]
    days_off: tuple[DayOff, ...]
    as_of: date
    confirmed: bool

    def counts(self, day: date) -> bool:
        """Whether a day is a working day."""
        return day.isoweekday() in self.weekdays and all(off.in_year(day.year) != day for off in self.days_off)

    def later(self, day: date, count: int) -> date:
        """Return the working day that is the `count`th after a day, which is not counted itself."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.counts(day)
        return day


def working_days(data: Json) -> WorkingDays:
    """Return what parsed `resources/law/calendar.json` says. Raises LuotsiError `law_data_damaged`."""
    if not isinstance(data, dict):
        raise LuotsiError("law_data_damaged")
    weekdays, rows, as_of = data.get("working_weekdays"), data.get("days_off"), day_of(data.get("as_of"))
    if not (isinstance(weekdays, list) and weekdays and isinstance(rows, list) and as_of):
        raise LuotsiError("law_data_damaged")
    return WorkingDays(
        frozenset(each for each in weekdays if isinstance(each, int)),
        tuple(_day_off(row) for row in rows),
        as_of,
        data.get("confirmed") is True,
    )


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    moon, century, rest = year % 19, year // 100, year % 100
    leap, skipped = divmod(century, 4)
    epact = (19 * moon + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * skipped + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (moon + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _day_off(row: Json) -> DayOff:
    begins = day_of(row.get("begins")) if isinstance(row, dict) else None
    if not isinstance(row, dict) or begins is None:
        raise LuotsiError("law_data_damaged")
    easter = row.get("easter")
    fixed = _number(row, "month"), _number(row, "day")
    if not isinstance(easter, int) and not all(fixed):
        raise LuotsiError("law_data_damaged")
    return DayOff(
        str(row.get("code")),
        easter if isinstance(easter, int) else None,
        *fixed,
        _number(row, "weekday"),
        begins,
        day_of(row.get("ends")),
    )


def _number(row: Mapping[str, Json], name: str) -> int:
    value = row.get(name, 0)
    return value if isinstance(value, int) else 0
