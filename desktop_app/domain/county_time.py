"""What the law asks of a county after something has come to it (1301/2014, 36 §); none where the law sets no day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from desktop_app.domain.law import Rule, last_day, rule_on
from desktop_app.domain.record import Record
from desktop_app.domain.timeline import LawDay
from desktop_app.domain.working_days import WorkingDays

#: The need of urgent help is assessed at once.
URGENT_NEED: Final = "urgent_need"

#: For a child who needs special support: the assessment begins, and is done.
BEGUN: Final = "assessment_begun_for_child"
DONE: Final = "assessment_done_for_child"

#: The field of an answer by which each has happened; a later one has happened after the earlier.
_HAPPENED: Final = {
    URGENT_NEED: ("urgent_assessed_on",),
    BEGUN: ("assessment_started_on", "assessment_done_on"),
    DONE: ("assessment_done_on",),
}


def county_limits(
    came: date, answers: Iterable[Record], rules: Sequence[Rule], days: WorkingDays, *, child: bool
) -> tuple[LawDay, ...]:
    """Return what is still asked of the county, earliest first, by the law of the day on which the matter came.

    An adult's assessment begins without delay: the law names no day for it, so none is returned.
    """
    held = tuple(answers)
    found = []
    for code, fields in _HAPPENED.items():
        rule = rule_on(rules, code, came)
        done = any(answer.text(name) for answer in held for name in fields)
        if rule is not None and not done and (child or code == URGENT_NEED):
            found.append(LawDay(code, last_day(rule, came, days), rule))
    return tuple(sorted(found, key=lambda each: each.on))
