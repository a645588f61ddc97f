"""What stands calmly beside a record because of what it says; it informs, and stops and starts nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desktop_app.domain.age import CHILD_BANDS, OF_AGE, UNCLEAR, age_on, last_day_of
from desktop_app.domain.moment import day_in_finland
from desktop_app.ledger.canonical import Json

#: Fields of a person that carry a name; not shown while nobody has wished to be named.
NAMES = frozenset({"called", "family_name", "given_names", "other_names"})

#: The level at which no name is asked.
NAMELESS = "none"


def beside(kind: str, values: Mapping[str, Json], now: datetime) -> tuple[str, ...]:
    """Return codes of sentences for a record as it stands; `values` may be unfinished. Level 4 leads to none.

    `now` is aware.
    """
    if kind == "person":
        return ("child_path",) if _maybe_child(values, now) else ()
    if kind == "child_in_finland":
        codes = (("child_in_danger", "in_danger_now"), ("childs_own_case", "may_be_victim"))
        return tuple(code for code, field in codes if values.get(field) == "yes")
    return ()


def hidden_fields(kind: str, identity_level: str) -> frozenset[str]:
    """Return the fields that a form of this kind does not show."""
    if kind != "person":
        return frozenset()
    always = frozenset({"personal_identity_code"})
    return always | NAMES if identity_level == NAMELESS else always


def _maybe_child(values: Mapping[str, Json], now: datetime) -> bool:
    if values.get("age_basis") == UNCLEAR:
        return True
    born = last_day_of(values.get("date_of_birth"))
    if born is not None:
        return age_on(day_in_finland(now), born) < OF_AGE
    return values.get("age_band") in CHILD_BANDS
