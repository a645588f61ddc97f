"""Sentences of a text in which an act could be read that the person may be blamed for."""

from __future__ import annotations

import json
from functools import lru_cache

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.kind import Field, FieldType
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.proposal import FrozenVersion
from desktop_app.domain.record import Record
from desktop_app.domain.telling import sentences_to_look_at, stems_of
from desktop_app.paths import resources

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG})


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each such sentence; the worker decides what stays."""
    return sentences_to_look_at(text, _stems())


def fields_to_look_at(
    file: CaseFile, version: FrozenVersion | None, own_text: Record | None
) -> tuple[tuple[str, str], ...]:
    """Return (kind, field) of every text with such a sentence that would leave: of the copies, and of the own text."""
    found: dict[tuple[str, str], None] = {}
    if own_text is not None:
        found |= _of(own_text, [each.name for each in KINDS[own_text.kind].fields if _goes_out(each, own_text.kind)])
    for copy in version.leaves if version else ():
        found |= _of(file.record(copy.source), copy.fields)
    return tuple(found)


def _goes_out(field: Field, kind: str) -> bool:
    return field.into_proposal if kind == "proposal" else field.into_referral


def _of(record: Record, names: list[str] | tuple[str, ...]) -> dict[tuple[str, str], None]:
    declared = KINDS[record.kind].by_name
    texts = [name for name in names if declared[name].type in _TEXTS]
    return {(record.kind, name): None for name in texts if sentences(record.text(name))}


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return stems_of(json.loads((resources() / "interview" / "blame_hints.json").read_text(encoding="utf-8")))
