"""How long records are kept: the organisation's rules, the day that follows from them, and when that day has come.

Outreach organisations keep for a short time. For an authority its own law says how long (615/2020, 15 §; 906/2019,
21 §), so that no rule stands until its administrator sets one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.moment import day_in_finland, day_of, moment_of
from desktop_app.domain.record import Record

#: The kinds that are kept until a day, in the order in which the administrator's page shows them.
KEPT: Final = ("case", "note", "consultation")

#: A rule that says nothing: the organisation's own law does.
BY_LAW: Final = "by_law"

#: The longest that a rule may say, and the shortest.
MOST_DAYS: Final = 3650
LEAST_DAYS: Final = 1

#: So many days before its day an erasure is announced, and so many days before anybody sees it coming at the least.
NOTICE_DAYS: Final = 14

#: What was written in this time may still be being written: it waits.
QUIET: Final = timedelta(days=2)

#: What does not exist for the worker of a laptop is erased there so much later: by then its team's laptops have failed.
STAND_IN: Final = timedelta(days=14)

_OUTREACH: Final = {"case": 90, "note": 30, "consultation": 30}
_AUTHORITY: Final = {"case": None, "note": None, "consultation": 30}


@dataclass(frozen=True, slots=True)
class Rules:
    """Days by kind: of a case from the end of the own work, of others from the day they were begun; None: no rule."""

    days: Mapping[str, int | None]

    def kept_until(self, kind: str, since: date) -> date | None:
        """Return the last day on which something is kept, None where no rule says one."""
        days = self.days.get(kind)
        return None if days is None else since + timedelta(days=days)


def usual(kind: OrgKind) -> Rules:
    """Return the rules of an organisation whose administrator has set none; to be confirmed by the organisation."""
    return Rules(MappingProxyType(dict(_OUTREACH if kind is OrgKind.OUTREACH else _AUTHORITY)))


#: The rules of an outreach organisation, and of a laptop that works alone.
USUAL: Final = usual(OrgKind.OUTREACH)


def days_from(text: str) -> int | None:
    """Return the days that a setting says, None for `BY_LAW`. Raises ValueError for anything else."""
    if text == BY_LAW:
        return None
    days = int(text)
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise ValueError(text)
    return days


def end_of_case(rules: Rules, closed_on: date, today: date) -> date | None:
    """Return the day on which a case closed on a day is erased; never so soon that nobody sees it coming."""
    day = rules.kept_until("case", closed_on)
    return None if day is None else max(day, today + timedelta(days=NOTICE_DAYS))


def last_day(record: Record) -> date | None:
    """Return the day until which a record is kept: the latest while several stand, None while one of them is empty."""
    if record.is_deleted:
        return None
    if record.kind == "case" and not all(record.standing("closed_on")):
        return None
    days = [day_of(value) for value in record.standing("delete_on")]
    return max((day for day in days if day is not None), default=None) if all(days) else None


def is_due(record: Record, today: date) -> bool:
    """Tell whether the day of a record has come."""
    day = last_day(record)
    return day is not None and day <= today


def rests(written: Iterable[str], now: datetime) -> bool:
    """Tell whether all these moments of writing (ISO 8601) lie so far back that nobody writes any more.

    A moment that has not come yet was told by a wrong clock and holds nothing up.
    """
    moments = [moment for each in written if (moment := moment_of(each)) is not None]
    return not any(now - QUIET < moment <= now + timedelta(days=1) for moment in moments)


def latest_choice(rules: Rules, kind: str, now: datetime) -> date | None:
    """Return the latest day that a worker may choose: the rule's days from today, None where no rule says one."""
    return rules.kept_until(kind, day_in_finland(now))
