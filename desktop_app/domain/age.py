"""Whether the child's path applies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from desktop_app.domain.moment import day_in_finland, day_of
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json

OF_AGE: Final = 18
CHILD_BANDS: Final = frozenset({"under_12", "12_14", "15_17"})
UNCLEAR: Final = "unclear_treat_as_child"


def is_child(person: Record, now: datetime) -> bool:
    """Tell whether a `person` record turns the child's path on; while versions differ, one that does is enough.

    A year or month of birth is taken as its last day: whoever may still be under 18 is treated as a child. An age group
    counts where no date of birth is known.
    """
    if UNCLEAR in person.standing("age_basis"):
        return True
    born = [last for value in person.standing("date_of_birth") if (last := last_day_of(value)) is not None]
    if born:
        return any(age_on(day_in_finland(now), last) < OF_AGE for last in born)
    return any(band in CHILD_BANDS for band in person.standing("age_band"))


def age_on(day: date, born: date) -> int:
    """Return the age in full years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def last_day_of(value: Json) -> date | None:
    """Return the last day that a year, a month or a day may mean, or None."""
    if not isinstance(value, str):
        return None
    if len(value) == len("2007"):
        return day_of(f"{value}-12-31")
    if len(value) == len("2007-02"):
        return next((day for last in range(31, 27, -1) if (day := day_of(f"{value}-{last}")) is not None), None)
    return day_of(value)
