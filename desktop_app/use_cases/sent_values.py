"""Values that came with a proposal or a referral, in the order in which their reader needs them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.case_file import Record
from desktop_app.ledger.canonical import Json


@dataclass(frozen=True, slots=True)
class Said:
    """One value that came with a proposal or a referral."""

    kind: str
    field: str
    value: Json


def said(records: list[Record], fields: tuple[tuple[str, str], ...]) -> tuple[Said, ...]:
    """Return the values of the newest version of each record that was sent, in the order of the fields.

    What a letter repeats from another record in the same words under the same label is returned once.
    """
    found: list[Said] = []
    for kind, field in fields:
        for value in (one.values.get(field) for one in records if one.kind == kind):
            repeated = any(one.kind != kind and (one.field, one.value) == (field, value) for one in found)
            if value not in (None, "", []) and not repeated:
                found.append(Said(kind, field, value))
    return tuple(found)


def said_of_each(records: list[Record], kind: str, fields: tuple[str, ...]) -> tuple[Said, ...]:
    """Return the values of several records of a kind, one record after the other: what belongs together stays so."""
    return tuple(
        Said(kind, name, value)
        for one in records
        if one.kind == kind
        for name in fields
        if (value := one.values.get(name)) not in (None, "", [])
    )
