"""What stands calmly beside a record because of what it says; it informs, and stops and starts nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desktop_app.domain.age import CHILD_BANDS, OF_AGE, UNCLEAR, age_on, last_day_of
from desktop_app.domain.moment import day_in_finland
from desktop_app.ledger.canonical import Json

#: Fields of a person that carry a name; not shown while nobody has wished to be named.
NAMES = frozenset({"called", "family_name", "given_names", "other_names"})

#: Relations of a person who interpreted that make the meeting unsafe to ask much in.
UNSAFE_INTERPRETERS = frozenset({"employer", "came_with_person", "relative", "child"})

#: The level at which no name is asked.
NAMELESS = "none"


def beside(kind: str, values: Mapping[str, Json], now: datetime) -> tuple[str, ...]:
    """Return codes of sentences for a record as it stands; `values` may be unfinished. Level 4 leads to none.

    `now` is aware.
    """
    if kind == "person":
        return ("child_path",) if _maybe_child(values, now) else ()
    if kind == "contact":
        return _interpreting(values)
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


def _interpreting(values: Mapping[str, Json]) -> tuple[str, ...]:
    """One sentence at most: the program warns and advises, and stops nothing."""
    if values.get("interpreter_relation") in UNSAFE_INTERPRETERS:
        return ("unsafe_interpreter",)
    if values.get("interpreter_kind") == "device":
        return ("interpreting_device",)
    if values.get("interpreter_kind") == "other_person" and not values.get("interpreter_relation"):
        return ("who_interpreted",)
    return ()
