"""Days that the law gives on a case, from versioned law data, each with its section; none that the law has not."""

from __future__ import annotations

from functools import lru_cache

import orjson

from desktop_app import paths
from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.county_time import county_limits
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.law import Rule, rules
from desktop_app.domain.moment import day_in_finland, moment_of
from desktop_app.domain.referral import SOCIAL_WELFARE, asks_for_children
from desktop_app.domain.timeline import LawDay, appeal_by, period_limit, period_problems
from desktop_app.domain.working_days import WorkingDays, working_days
from desktop_app.use_cases import replying

__all__ = ["LawDay", "of_case", "of_county", "problems_of"]


def of_case(file: CaseFile) -> tuple[LawDay, ...]:
    """Return the days that follow from what is recorded: appeal time (808/2019, 13 §), the longest reflection period,
    and what a county has yet to do (1301/2014, 36 §).

    Only whoever holds the decision, the period or the received referral has them.
    """
    appeals = [
        day
        for kind in ("decision", "ending")
        for record in file.of_kind(kind)
        if (day := appeal_by(record, law_rules(), calendar())) is not None
    ]
    limit = period_limit(file.of_kind("reflection_period"), law_rules(), calendar())
    found = [*appeals, *((limit,) if limit is not None else ()), *of_county(file)]
    return tuple(sorted(found, key=lambda day: (day.on, day.code)))


def of_county(file: CaseFile) -> tuple[LawDay, ...]:
    """Return what the law still asks of a provider on a received referral, earliest first; nothing of anybody else.

    The time is counted from the day on which the referral was sent, which is never too late.
    """
    opening = replying.received(file) if file.own_kind is OrgKind.PROVIDER else None
    came = moment_of(opening.created_at) if opening is not None else None
    if opening is None or came is None or opening.text("recipient_kind") not in SOCIAL_WELFARE:
        return ()
    answers = [one for one in file.own if one.kind == "referral_answer"]
    child = file.is_child() or asks_for_children(opening)
    return county_limits(day_in_finland(came), answers, law_rules(), calendar(), child=child)


def problems_of(file: CaseFile) -> tuple[str, ...]:
    """Return codes of what in the recorded reflection periods does not fit the section; informs only."""
    return period_problems(file.of_kind("reflection_period"), law_rules(), calendar())


@lru_cache(maxsize=1)
def law_rules() -> tuple[Rule, ...]:
    """The rules that the program ships. Raises LuotsiError `law_data_damaged`."""
    return rules(orjson.loads((paths.resources() / "law" / "rules.json").read_bytes()))


@lru_cache(maxsize=1)
def calendar() -> WorkingDays:
    """The working days that the program ships. Raises LuotsiError `law_data_damaged`."""
    return working_days(orjson.loads((paths.resources() / "law" / "calendar.json").read_bytes()))
