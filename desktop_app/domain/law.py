"""Versioned law data: sections and rules, each with the day its text was read and whether it is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.moment import day_of, months_later
from desktop_app.domain.working_days import WorkingDays
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an act, as a record may cite it.

    `as_of` is the day of the text that was read; `lets_tell` whether it lets one authority tell another in spite of
    secrecy.
    """

    code: str
    act: str
    section: str
    as_of: date
    confirmed: bool
    lets_tell: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A length of time that a section sets, in force from `begins` to `ends` (both days included; None: still).

    `days`, `working_days` and `months` add up; all of them 0 means at once. `source` says where the text was read.
    """

    code: str
    section: str
    days: int
    working_days: int
    months: int
    begins: date
    ends: date | None
    as_of: date
    confirmed: bool
    source: str

    def in_force_on(self, day: date) -> bool:
        """Whether the rule is law on this day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


def sections(data: Json) -> tuple[Section, ...]:
    """Return the sections of parsed `resources/law/sections.json`. Raises LuotsiError `law_data_damaged`."""
    return tuple(
        Section(
            code=_text(row, "code"),
            act=_text(row, "act"),
            section=_text(row, "section"),
            as_of=_day(row, "as_of"),
            confirmed=row.get("confirmed") is True,
            lets_tell=row.get("lets_tell") is True,
        )
        for row in _rows(data)
    )


def rules(data: Json) -> tuple[Rule, ...]:
    """Return the rules of parsed `resources/law/rules.json`. Raises LuotsiError `law_data_damaged`."""
    return tuple(
        Rule(
            code=_text(row, "code"),
            section=_text(row, "section"),
            days=_number(row, "days"),
            working_days=_number(row, "working_days"),
            months=_number(row, "months"),
            begins=_day(row, "begins"),
            ends=day_of(row.get("ends")),
            as_of=_day(row, "as_of"),
            confirmed=row.get("confirmed") is True,
            source=_text(row, "source"),
        )
        for row in _rows(data)
    )


def rule_on(rules_read: Iterable[Rule], code: str, day: date) -> Rule | None:
    """Return the rule of this code that is law on `day`, or None."""
    return next((rule for rule in rules_read if rule.code == code and rule.in_force_on(day)), None)


def last_day(rule: Rule, day: date, calendar: WorkingDays) -> date:
    """Return the last day of the time that a rule gives from a day, which is not counted itself."""
    counted = months_later(day, rule.months) + timedelta(days=rule.days)
    return calendar.later(counted, rule.working_days)


def _rows(data: Json) -> list[Mapping[str, Json]]:
    if not isinstance(data, list):
        raise LuotsiError("law_data_damaged")
    rows = [row for row in data if isinstance(row, dict)]
    if len(rows) != len(data):
        raise LuotsiError("law_data_damaged")
    return [*rows]


def _text(row: Mapping[str, Json], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise LuotsiError("law_data_damaged", member=name)
    return value


def _day(row: Mapping[str, Json], name: str) -> date:
    day = day_of(row.get(name))
    if day is None:
        raise LuotsiError("law_data_damaged", member=name)
    return day


def _number(row: Mapping[str, Json], name: str) -> int:
    value = row.get(name, 0)
    if not isinstance(value, int):
        raise LuotsiError("law_data_damaged", member=name)
    return value


def usual_duties(data: Json, organisation_type: str) -> dict[str, str]:
    """Return by kind of notification what parsed `resources/law/duties.json` says of a kind of organisation.

    It is a `duty`, what the data says `otherwise` (anybody may call 112, without asking first), or `unclear`: for the
    organisation to say. Raises LuotsiError `law_data_damaged`.
    """
    if not isinstance(data, dict):
        raise LuotsiError("law_data_damaged")
    found = {}
    for row in _rows(data.get("kinds")):
        named = row.get("duty")
        bound = row.get("everybody") is True or (isinstance(named, list) and organisation_type in named)
        found[_text(row, "code")] = "duty" if bound else _text(row, "otherwise") if "otherwise" in row else "unclear"
    return found
