"""Which of several standing values protects the person most, while nobody has chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from desktop_app.domain.kind import Field, FieldType
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.moment import first_day_of, moment_of
from desktop_app.ledger.canonical import Json

#: A yes in these means danger.
DANGER_IF_YES: Final = frozenset(
    {
        "phone_watched",
        "bank_codes_elsewhere",
        "other_custodian_risk",
        "conflict_of_interest",
        "non_disclosure",
        "non_disclosure_wanted",
    }
)

#: The first that stands among the versions is shown; None stands for a cleared field.
_ORDERS: Final[dict[str, tuple[Json, ...]]] = {
    "post_safe": ("no", "unknown", None, "yes"),
    "may_be_contacted": ("never_danger", "not_yet", "unknown", None, "yes"),
    "safety_now": ("not_safe", "unclear", None, "safe"),
}
_DANGER_ORDER: Final[tuple[Json, ...]] = ("yes", "unknown", None, "no")

#: What calms in a list of codes counts only where nothing else is said.
_CALMING: Final = frozenset({"nobody_else", "none_known", "unknown"})

Choice = Callable[[list[Json]], Json]


def most_protective(kind: str, field: str) -> Choice | None:
    """Return how to choose among versions of a field marked safety, or None for any other field.

    Of a contact way and of all text no version counts (null): both are shown, and what to do is agreed first.
    """
    declared = KINDS[kind].by_name.get(field) if kind in KINDS else None
    if declared is None or not declared.safety:
        return None
    if field in DANGER_IF_YES:
        return lambda values: _first_in(_DANGER_ORDER, values)
    if field in _ORDERS:
        return lambda values: _first_in(_ORDERS[field], values)
    return _by_type(declared)


def _by_type(declared: Field) -> Choice:
    if declared.type is FieldType.DATETIME:
        return lambda values: _earliest(values, moment_of)
    if declared.type in (FieldType.DATE, FieldType.PDATE):
        return lambda values: _earliest(values, first_day_of)
    if declared.type is FieldType.CODES:
        return _all_said
    return _no_version_counts


def _first_in(order: Sequence[Json], values: list[Json]) -> Json:
    return next((each for each in order if each in values), None)


def _earliest(values: list[Json], read: Callable[[object], object]) -> Json:
    dated = [(str(when), str(value)) for value in values if (when := read(value)) is not None]
    return min(dated)[1] if dated else None


def _all_said(values: list[Json]) -> Json:
    said = sorted({str(code) for value in values if isinstance(value, list) for code in value})
    grave = [code for code in said if code not in _CALMING]
    return [*(grave or said)] or None


def _no_version_counts(values: list[Json]) -> Json:
    return None
