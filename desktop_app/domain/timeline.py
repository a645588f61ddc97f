"""Days that the law gives, each with its section; no deadline that the law does not have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app.domain.law import Rule, last_day, rule_on
from desktop_app.domain.moment import day_of
from desktop_app.domain.record import Record
from desktop_app.domain.working_days import WorkingDays

APPEAL: Final = "appeal_time"
PERIOD_LEAST: Final = "reflection_period_least"
PERIOD_MOST: Final = "reflection_period_most"

#: Problems of a reflection period; the program only checks.
TOO_SHORT: Final = "reflection_period_too_short"
TOO_LONG: Final = "reflection_period_too_long"


@dataclass(frozen=True, slots=True)
class LawDay:
    """A day that follows from a record and a rule of law data; `rule` says the section, "as of" and confirmed."""

    code: str
    on: date
    rule: Rule


def appeal_by(record: Record, rules: Iterable[Rule], calendar: WorkingDays) -> LawDay | None:
    """Return the last day to appeal a `decision` or `ending`, or None while the day of service is not known.

    808/2019, 13 §: 30 days from service; the day of service is not counted.
    """
    served = day_of(record.values.get("served_on"))
    rule = rule_on(rules, APPEAL, served) if served else None
    return LawDay("appeal_by", last_day(rule, served, calendar), rule) if served and rule else None


def period_limit(periods: Sequence[Record], rules: Iterable[Rule], calendar: WorkingDays) -> LawDay | None:
    """Return the day to which reflection periods may last at most: six months from the first one's start.

    301/2004, 52 b §. None when no period has a start.
    """
    starts = [day for each in periods if (day := day_of(each.values.get("starts_on"))) is not None]
    if not starts:
        return None
    rule = rule_on(rules, PERIOD_MOST, min(starts))
    return LawDay("reflection_period_limit", last_day(rule, min(starts), calendar), rule) if rule else None


def period_problems(periods: Sequence[Record], rules: Sequence[Rule], calendar: WorkingDays) -> tuple[str, ...]:
    """Return codes of what in the recorded reflection periods does not fit the section; informs only."""
    days = [
        (starts, ends)
        for each in periods
        if (starts := day_of(each.values.get("starts_on"))) and (ends := day_of(each.values.get("ends_on")))
    ]
    if not days:
        return ()
    first, last = min(days)[0], max(ends for _, ends in days)
    least, limit = rule_on(rules, PERIOD_LEAST, first), period_limit(periods, rules, calendar)
    problems = []
    if least is not None and last < last_day(least, first, calendar):
        problems.append(TOO_SHORT)
    if limit is not None and last > limit.on:
        problems.append(TOO_LONG)
    return tuple(problems)
