"""What of a case is counted: proposals, decisions and clients of the Assistance System, contacts and sheets elsewhere.

Never an observation, never what others wrote: only the organisation's own stream is looked at. One counted thing is a
`Key`: the period, the table and the cell that it belongs to. In each table of a period a thing stands in one cell at
most, and what is not known stands in none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from desktop_app.domain.age import age_on, last_day_of
from desktop_app.domain.decision import ADMITTED
from desktop_app.domain.moment import day_of
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import OrgId

PROPOSALS: Final = "proposals"
OUTCOMES: Final = "outcomes"
AGE, SEX, PLACE = "age", "sex", "place"
FORM_FINLAND, FORM_ABROAD = "form_finland", "form_abroad"
SECTOR, CITIZENSHIP, RESIDENCE = "sector", "citizenship", "residence"
ENDINGS: Final = "endings"
CAME, LEFT, CLIENTS = "came", "left", "clients"
CONTACTS, SHEETS, CONSULTATIONS, REASONS = "contacts", "sheets", "consultations", "reasons"

#: The one cell of a table that has no parts.
ALL: Final = "all"

#: The person's own proposal (34 §), whoever helped to write it.
BY_PERSON: Final = "by_person"

#: 746/2011, 35 §: whom the admitted are counted as.
GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {"victim_35_1": "victim", "assisting_35_2": "assisting", "child_35_3": "child"}
)

FINLAND_CELL, ABROAD_CELL = "finland", "abroad"

#: Begun elsewhere and continued here counts as Finland.
_PLACES: Final = {"finland": FINLAND_CELL, "both": FINLAND_CELL, "abroad": ABROAD_CELL}

_UNDER_AGE: Final = "under_18"
_BANDS: Final = {"under_12": _UNDER_AGE, "12_14": _UNDER_AGE, "15_17": _UNDER_AGE}
_FROM_AGE: Final = ((50, "50_plus"), (40, "40_49"), (30, "30_39"), (18, "18_29"), (0, _UNDER_AGE))
_NOT_KNOWN: Final = frozenset({"", "unknown", "unclear", "not_recorded"})
_UNDER_AGE_BY_SEX: Final = {"woman": "girl", "man": "boy"}

STATELESS, SEVERAL = "stateless", "several"

# What a newer or foreign program wrote may be no code; it counts nowhere.
_CODE: Final = re.compile(r"\w+", re.ASCII)


class Key(NamedTuple):
    """The cell of a table in a period: a year (`2025`) or half of one (`2025-1`)."""

    period: str
    table: str
    cell: str


def half_of(day: date) -> str:
    """Return the half-year of a day, such as `2025-1`."""
    return f"{day.year:04}-{1 if day.month <= 6 else 2}"


def counted(records: Iterable[Record], own_org: OrgId) -> tuple[Key, ...]:
    """Return all that one case adds to the counts, in order; a key stands as often as it counts.

    A record of which a counted field stands in conflict does not count until somebody has chosen.
    """
    own = [each for each in records if each.is_own and each.org == own_org and not each.is_deleted]
    keys = [*_contacts(own), *_proposals(own), *_decisions(own)]
    return tuple(sorted(key for key in keys if _CODE.fullmatch(key.cell)))


def counted_consultation(values: Mapping[str, Json], created_at: str) -> tuple[Key, ...]:
    """Return what an anonymous consultation adds: itself, and the reason that the person told."""
    day = day_of(values.get("occurred_at")) or day_of(created_at)
    if day is None:
        return ()
    itself, reason = Key(half_of(day), CONSULTATIONS, ALL), values.get("why_not_named")
    told = isinstance(reason, str) and _CODE.fullmatch(reason)
    return (itself, Key(half_of(day), REASONS, str(reason))) if told else (itself,)


def counted_erased(values: Mapping[str, Json]) -> tuple[Key, ...]:
    """Return what the note of erased consultations adds: each stays counted when its day has come, without its words.

    `values` are those of an `erasure`. One struck out by hand, as never to have been, is counted no more.
    """
    rows = values.get("fields")
    if values.get("kind") != "consultation" or values.get("reason") != "retention" or not isinstance(rows, list):
        return ()
    days = [day_of(row.get("at")) for row in rows if isinstance(row, dict)]
    return tuple(Key(half_of(day), CONSULTATIONS, ALL) for day in days if day is not None)


def _contacts(own: Iterable[Record]) -> list[Key]:
    """Count meetings and sheets given here; what was taken over from another organisation is its own to count."""
    keys = []
    for kind, moment, table in (("contact", "occurred_at", CONTACTS), ("information_given", "given_at", SHEETS)):
        for each in own:
            day = day_of(each.text(moment)) or day_of(each.created_at)
            if each.kind == kind and "from" not in each.values and day is not None:
                keys.append(Key(half_of(day), table, ALL))
    return keys


def _proposals(own: Iterable[Record]) -> list[Key]:
    """Count each proposal that came once, however many laptops noted it."""
    found: dict[str, Key] = {}
    for each in own:
        day = day_of(each.text("received_on"))
        if each.kind == "proposal_received" and day is not None:
            by_person = each.text("type") == BY_PERSON or each.text("proposer_type") == "self"
            cell = BY_PERSON if by_person else each.text("proposer_type")
            if cell:
                found.setdefault(str(each.values.get("from")), Key(half_of(day), PROPOSALS, cell))
    return list(found.values())


def _decisions(own: list[Record]) -> list[Key]:
    """Count outcomes, what is published of victims, clients and endings."""
    endings = sorted(day for each in own if each.kind == "ending" and (day := _day(each)) is not None)
    keys = [
        Key(f"{day.year:04}", ENDINGS, each.text("ground"))
        for each in own
        if each.kind == "ending" and (day := _day(each)) is not None and _plain(each, "ground")
    ]
    for decision in own:
        day = _day(decision)
        if decision.kind != "decision" or day is None or not _plain(decision, "outcome"):
            continue
        outcome = decision.text("outcome")
        if outcome != ADMITTED:
            keys.append(Key(half_of(day), OUTCOMES, outcome))
        elif _plain(decision, "ground") and (group := GROUPS.get(decision.text("ground"))) is not None:
            keys.append(Key(half_of(day), OUTCOMES, group))
            keys += _client(group, day, endings)
            keys += _victim(decision, day, own) if group == "victim" else []
    return keys


def _client(group: str, day: date, endings: list[date]) -> list[Key]:
    """A client from the year of the decision to the year of the first ending after it."""
    ended = next((end for end in endings if end >= day), None)
    left = [Key(f"{ended.year:04}", LEFT, group)] if ended is not None else []
    return [Key(f"{day.year:04}", CAME, group), *left]


def _victim(decision: Record, day: date, own: Iterable[Record]) -> list[Key]:
    """What is published of one victim; of a child or a person assisting the number is all."""
    newest = {each.kind: each for each in sorted(own, key=lambda each: (each.created_at, each.record))}
    person, account = newest.get("person"), newest.get("account_and_observations")
    age = _age(person, day) if person else ""
    sex = person.text("gender") if person and _plain(person, "gender") else ""
    place = _PLACES.get(decision.text("place_counted") if _plain(decision, "place_counted") else "", "")
    form = decision.text("primary_form") if _plain(decision, "primary_form") else ""
    cells = {AGE: age, SEX: _sex(sex, age), PLACE: place}
    if place == FINLAND_CELL:
        cells |= {FORM_FINLAND: form, CITIZENSHIP: _citizenship(person)}
        cells[RESIDENCE] = person.text("residence_basis") if person and _plain(person, "residence_basis") else ""
        cells[SECTOR] = account.text("sector") if account and _plain(account, "sector") else ""
    elif place == ABROAD_CELL:
        cells[FORM_ABROAD] = form
    return [Key(f"{day.year:04}", table, cell) for table, cell in cells.items() if cell not in _NOT_KNOWN]


def _age(person: Record, day: date) -> str:
    """The published age group on the day of the decision."""
    if _plain(person, "date_of_birth") and (born := last_day_of(person.values.get("date_of_birth"))) is not None:
        age = age_on(day, born)
        return next((band for least, band in _FROM_AGE if age >= least), "")
    band = person.text("age_band") if _plain(person, "age_band") else ""
    return _BANDS.get(band, band)


def _sex(sex: str, age: str) -> str:
    """Woman, girl, man, boy or other; an unknown age makes nobody a girl or a boy."""
    return _UNDER_AGE_BY_SEX.get(sex, sex) if age == _UNDER_AGE else sex


def _citizenship(person: Record | None) -> str:
    if person is None or {"citizenships", "stateless"} & person.conflicts.keys():
        return ""
    found = person.codes("citizenships")
    if len(found) > 1:
        return SEVERAL
    return found[0] if found else STATELESS if person.text("stateless") == "yes" else ""


def _day(record: Record) -> date | None:
    return day_of(record.values.get("decided_on")) if _plain(record, "decided_on") else None


def _plain(record: Record, name: str) -> bool:
    """Whether a field has a value on which everybody agrees."""
    return bool(record.values.get(name)) and name not in record.conflicts
