"""What must be right before a value is written: types, days that exist, the identity code, and the required fields."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from desktop_app.domain.hetu import check_identity_code
from desktop_app.domain.kind import Column, Field, FieldType, Kind, Need
from desktop_app.domain.moment import day_of, moment_of
from desktop_app.domain.required import required_here
from desktop_app.ledger.canonical import Json

_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_YN: Final = frozenset({"yes", "no", "unknown"})
_STOPS: Final = frozenset({"required", "required_here"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: the field, a code for words, and details free of personal data.

    Only `required` and `required_here` stop the record; any other keeps its own field a draft.
    """

    field: str | None
    code: str
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def stops_record(self) -> bool:
        """Whether the record cannot exist before this is put right."""
        return self.code in _STOPS


def check(
    kind: Kind,
    values: Mapping[str, Json],
    *,
    known: Mapping[str, Collection[str]] | None = None,
    told_back: bool = False,
) -> tuple[Problem, ...]:
    """Return what is wrong with the values of a record; empty and unknown fields never are.

    `known` gives the codes of each list, when they are to be compared; `told_back` is for the short form of a decision
    in a reply, which has no ground. A value's JSON form: text and codes are strings; `yes/no` a boolean; `date`
    `2026-11-23`; `pdate` also `2026-11` or `2026`; `datetime` ISO 8601 with its offset; `rows` a list of objects;
    `lang+code` a list of `{"lang", "level"}`.
    """
    problems = [
        Problem(each.name, code)
        for each in kind.fields
        if (value := values.get(each.name)) is not None and (code := wrong_with(each, value, known or {}))
    ]
    problems += [
        Problem(each.name, "required")
        for each in kind.fields
        if each.need is Need.REQUIRED and _is_empty(values.get(each.name))
    ]
    if not told_back:
        problems += [
            Problem(name, "required_here") for name in required_here(kind.name, values) if _is_empty(values.get(name))
        ]
    return tuple(problems)


def wrong_with(each: Field, value: Json, known: Mapping[str, Collection[str]] = MappingProxyType({})) -> str | None:
    """Return the code of what is wrong with one value that is not null, or None."""
    code = _CHECKS[each.type](value)
    if code is not None:
        return code
    if each.columns and isinstance(value, list):
        return next((found for row in value if (found := _wrong_row(each.columns, row, known))), None)
    return _unknown_code(value, known.get(each.code_list or ""))


def _is_empty(value: Json) -> bool:
    return value is None or value == "" or value == [] or (isinstance(value, str) and not value.strip())


def _unknown_code(value: Json, codes: Collection[str] | None) -> str | None:
    if codes is None:
        return None
    given = value if isinstance(value, list) else [value]
    names = [each.get("level") if isinstance(each, dict) else each for each in given]
    return None if all(name is None or name in codes for name in names) else "unknown_code"


def _wrong_row(columns: tuple[Column, ...], row: Json, known: Mapping[str, Collection[str]]) -> str | None:
    if not isinstance(row, dict):
        return "not_rows"
    for column in columns:
        value = row.get(column.name)
        if value is None:
            continue
        code = _CHECKS[column.type](value) or _unknown_code(value, known.get(column.code_list or ""))
        if code is not None:
            return code
    return None


def _text(value: Json) -> str | None:
    return None if isinstance(value, str) else "not_text"


def _day(value: Json) -> str | None:
    if not isinstance(value, str) or len(value) != len("2026-11-23"):
        return "no_such_day"
    return None if day_of(value) else "no_such_day"


def _partial_day(value: Json) -> str | None:
    if isinstance(value, str) and _YEAR.fullmatch(value):
        return None if int(value) >= date.min.year else "no_such_day"
    return _day(f"{value}-01" if isinstance(value, str) and _MONTH.fullmatch(value) else value)


def _moment(value: Json) -> str | None:
    return None if moment_of(value) else "no_such_moment"


def _yes_no_unknown(value: Json) -> str | None:
    return None if isinstance(value, str) and value in _YN else "not_yes_no_unknown"


def _truth(value: Json) -> str | None:
    return None if isinstance(value, bool) else "not_yes_or_no"


def _whole_number(value: Json) -> str | None:
    return None if isinstance(value, int) and not isinstance(value, bool) else "not_a_number"


def _texts(value: Json) -> str | None:
    return None if isinstance(value, list) and all(isinstance(each, str) for each in value) else "not_a_list"


def _rows(value: Json) -> str | None:
    return None if isinstance(value, list) else "not_rows"


def _languages(value: Json) -> str | None:
    if not isinstance(value, list):
        return "not_a_list"
    good = all(isinstance(each, dict) and isinstance(each.get("lang"), str) for each in value)
    return None if good else "not_languages"


def _identity_code(value: Json) -> str | None:
    return check_identity_code(value) if isinstance(value, str) else "not_text"


_CHECKS: Final[Mapping[FieldType, Callable[[Json], str | None]]] = {
    FieldType.TEXT: _text,
    FieldType.LONG: _text,
    FieldType.DATE: _day,
    FieldType.PDATE: _partial_day,
    FieldType.DATETIME: _moment,
    FieldType.YN: _yes_no_unknown,
    FieldType.FLAG: _truth,
    FieldType.INT: _whole_number,
    FieldType.CODE: _text,
    FieldType.CODES: _texts,
    FieldType.LANG: _text,
    FieldType.LANGUAGES: _languages,
    FieldType.COUNTRIES: _texts,
    FieldType.MUNICIPALITY: _text,
    FieldType.ORG: _text,
    FieldType.REF: _text,
    FieldType.REFS: _texts,
    FieldType.ROWS: _rows,
    FieldType.HETU: _identity_code,
}
