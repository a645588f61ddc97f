"""Random but well-formed values for every type of field."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from desktop_app.domain.kind import Field, FieldType, Kind
from desktop_app.ledger.canonical import Json
from tests.domain.data import code_lists

DAYS: SearchStrategy[Json] = st.dates().map(lambda day: day.isoformat())
YEAR_1900 = datetime(1900, 1, 1)  # noqa: DTZ001 - the offset is written behind it
MOMENTS: SearchStrategy[Json] = st.datetimes(YEAR_1900).map(lambda at: at.isoformat(timespec="minutes") + "+02:00")
ANSWERS = frozenset({FieldType.CODE, FieldType.CODES, FieldType.YN, FieldType.FLAG})
TEXTS: SearchStrategy[Json] = st.text(alphabet="aäöskiv .,12", max_size=12)


def _codes(field: Field) -> list[str]:
    return [*code_lists().get(field.code_list or "", ("anything",))]


def value_of(field: Field) -> SearchStrategy[Json]:
    if field.type in (FieldType.CODE, FieldType.YN):
        return st.sampled_from(_codes(field))
    if field.type is FieldType.CODES:
        return st.lists(st.sampled_from(_codes(field)), max_size=3, unique=True)
    if field.type is FieldType.LANGUAGES:
        return st.just([{"lang": "ne", "level": "good"}])
    strategies: dict[FieldType, SearchStrategy[Json]] = {
        FieldType.DATE: DAYS,
        FieldType.PDATE: DAYS,
        FieldType.DATETIME: MOMENTS,
        FieldType.FLAG: st.booleans(),
        FieldType.INT: st.integers(0, 9),
        FieldType.ROWS: st.just([]),
        FieldType.REFS: st.just([]),
        FieldType.COUNTRIES: st.just(["NP"]),
        FieldType.HETU: st.just("010594Y9021"),
    }
    return strategies.get(field.type, TEXTS)


@cache
def values_of(kind: Kind) -> SearchStrategy[dict[str, Json]]:
    return st.fixed_dictionaries({}, optional={field.name: value_of(field) for field in kind.fields})


@cache
def full_answers_of(kind: Kind) -> SearchStrategy[dict[str, Json]]:
    """Every field that rules could look at, a code, an answer or a tick, has a value."""
    return st.fixed_dictionaries({field.name: value_of(field) for field in kind.fields if field.type in ANSWERS})
