"""Days that the law gives on a case, from versioned law data, each with its section; none that the law has not."""

from __future__ import annotations

from functools import lru_cache

import orjson

from desktop_app import paths
from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.law import Rule, rules
from desktop_app.domain.timeline import LawDay, appeal_by, period_limit, period_problems

__all__ = ["LawDay", "of_case", "problems_of"]


def of_case(file: CaseFile) -> tuple[LawDay, ...]:
    """Return the days that follow from what is recorded: appeal time (808/2019, 13 §), the longest reflection period.

    Only whoever holds the decision or the period has them: a proposer knows neither service nor period.
    """
    appeals = [
        day
        for kind in ("decision", "ending")
        for record in file.of_kind(kind)
        if (day := appeal_by(record, law_rules())) is not None
    ]
    limit = period_limit(file.of_kind("reflection_period"), law_rules())
    found = [*appeals, *((limit,) if limit is not None else ())]
    return tuple(sorted(found, key=lambda day: (day.on, day.code)))


def problems_of(file: CaseFile) -> tuple[str, ...]:
    """Return codes of what in the recorded reflection periods does not fit the section; informs only."""
    return period_problems(file.of_kind("reflection_period"), law_rules())


@lru_cache(maxsize=1)
def law_rules() -> tuple[Rule, ...]:
    """The rules that the program ships. Raises LuotsiError `law_data_damaged`."""
    return rules(orjson.loads((paths.resources() / "law" / "rules.json").read_bytes()))
