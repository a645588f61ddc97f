"""The contact details that sheets, letters and screens show: one data file with the date of the last check."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from desktop_app.paths import resources


@dataclass(frozen=True, slots=True)
class Contact:
    """One number or address: as written inside the country, from abroad, and as a link; "" where it has none."""

    value: str
    international: str
    address: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Contacts:
    """All contact details by key and the day when they were last checked."""

    checked_on: date
    entries: Mapping[str, Contact]


@lru_cache(maxsize=1)
def contacts() -> Contacts:
    """The contact details of `resources/contacts.toml`."""
    data = tomllib.loads((resources() / "contacts.toml").read_text(encoding="utf-8"))
    entries = {
        key: Contact(
            str(entry["value"]),
            str(entry.get("international", "")),
            str(entry.get("address", "")),
            bool(entry["confirmed"]),
        )
        for key, entry in data["contacts"].items()
    }
    return Contacts(data["checked_on"], MappingProxyType(entries))


def checked_long_ago(checked_on: date, today: date) -> bool:
    """True when the check is more than a year old: the worker is told so before printing."""
    try:
        anniversary = checked_on.replace(year=checked_on.year + 1)
    except ValueError:
        anniversary = date(checked_on.year + 1, 3, 1)
    return today > anniversary
