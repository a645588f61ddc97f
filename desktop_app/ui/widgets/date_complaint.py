"""Words for a day or a time that cannot be: they say how to mend it."""

from __future__ import annotations

from desktop_app.i18n.date_input import DateNotUnderstood
from desktop_app.ui.language import N_, tr

_MONTH_HAS = (
    N_("January {year} has {days} days."),
    N_("February {year} has {days} days."),
    N_("March {year} has {days} days."),
    N_("April {year} has {days} days."),
    N_("May {year} has {days} days."),
    N_("June {year} has {days} days."),
    N_("July {year} has {days} days."),
    N_("August {year} has {days} days."),
    N_("September {year} has {days} days."),
    N_("October {year} has {days} days."),
    N_("November {year} has {days} days."),
    N_("December {year} has {days} days."),
)
_OTHERS = {
    "wrong_weekday": N_("The weekday and the date do not agree. Write the date alone."),
    "no_such_time": N_("Write the time such as 13.40."),
}
_NOT_A_DATE = N_("Write the day such as 3.3.2026 or yesterday.")
_NOT_A_PARTIAL = N_("Write a year, a month such as 3.2026, or a day such as 3.3.2026.")


def complaint(problem: DateNotUnderstood, *, partial: bool = False) -> str:
    """One sentence in the screen's language."""
    if problem.code == "no_such_day":
        month = problem.details["month"]
        assert isinstance(month, int)
        return tr(_MONTH_HAS[month - 1], year=problem.details["year"], days=problem.details["days"])
    return tr(_OTHERS.get(problem.code, _NOT_A_PARTIAL if partial else _NOT_A_DATE))
