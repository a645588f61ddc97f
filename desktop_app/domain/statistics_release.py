"""Which figures may be told of what was counted, so that no single person can be worked out from them.

The attacker has every file that was ever made, of all periods and places, from all laptops, knows this text, and may
know everybody counted but one. Four rules keep that one person out of reach:

1. **Rounded down.** A figure is the count rounded down to a multiple of `STEP` (clients at a year's end: of
   `STEP_OF_CLIENTS`); nought stands for "under five". Cells under five are thereby hidden, and subtracting figures
   from each other never gives an exact number.
2. **No totals beside their parts.** A sum is told only as the sum of figures that are told anyway, and what is not
   known (age, place, form …) is never told. So figures are bound together one way only: parts are never more than the
   whole. Proposals and outcomes are told by half-year, a year of them is the sum; what is told of victims is told by
   year alone; what is told of those exploited in Finland is not told of all victims, forms of exploitation are told
   for Finland and for elsewhere, and all of them are their sum. No table crosses two others.
3. **Counted once.** The figures of a period are fixed once, by a signed record that every laptop of the organisation
   shows from then on. Two files of one period made at different times are the same, whatever has been written,
   corrected or erased between them. Any rule that counts anew would show, at the step from one multiple to the next,
   that it was this person who came in between. What is fixed holds figures and nothing of any case.
4. **The same on every laptop.** A case that must not exist for one of the organisation's workers is counted for
   nobody: that worker could otherwise subtract what they know from what the organisation publishes. A case outside a
   worker's team is counted, for its existence is no secret among colleagues (the warning of a double tells it), and
   its content stays behind rules 1 to 3.

Why rules 1 and 2 suffice within one state: let every true count be its figure (the smallest that fits); this is a
possible world, since the figures of parts never add up to more than the figure of the whole. Put one, two or three more
persons into one cell, and as many into each whole that holds it; every figure stays the same. So each cell and each
difference of cells has at least four possible values, and none can be determined. (Where victims of a year are known
from the figures of their halves, one of the five values may be ruled out, never more.) Clients of consecutive years are
bound by who came and who left; their coarser step leaves more room than any chain of years can use up.
`tests/domain/test_statistics_attack.py` builds these other worlds and lets an attacker search for exceptions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.statistics import (
    ABROAD_CELL,
    AGE,
    CAME,
    CITIZENSHIP,
    CLIENTS,
    CONSULTATIONS,
    CONTACTS,
    ENDINGS,
    FINLAND_CELL,
    FORM_ABROAD,
    FORM_FINLAND,
    LEFT,
    OUTCOMES,
    PLACE,
    PROPOSALS,
    REASONS,
    RESIDENCE,
    SECTOR,
    SEX,
    SHEETS,
    Key,
)

STEP: Final = 5
STEP_OF_CLIENTS: Final = 25

#: A period can be fixed so many days after its end: what comes late is to be in it.
WAIT: Final = timedelta(days=30)

#: What of a year and of a half-year is fixed.
_YEARLY: Final = (
    AGE, SEX, PLACE, FORM_FINLAND, FORM_ABROAD, SECTOR, CITIZENSHIP, RESIDENCE, ENDINGS, CLIENTS,
)  # fmt: skip
_CAME_AND_LEFT: Final = (CAME, LEFT)
_HALF_YEARLY: Final = (PROPOSALS, OUTCOMES)
_OWN_HALF_YEARLY: Final = (CONTACTS, SHEETS, CONSULTATIONS, REASONS)

FORM: Final = "form"

#: The tables that are shown, by place counted (empty: all places).
_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "": (PROPOSALS, OUTCOMES, AGE, SEX, PLACE, FORM, ENDINGS, CLIENTS),
    FINLAND_CELL: (FORM_FINLAND, SECTOR, CITIZENSHIP, RESIDENCE),
    ABROAD_CELL: (FORM_ABROAD,),
}
PLACES: Final = tuple(_SHOWN)

Figures = Mapping[Key, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is told of one cell: at least `number`; nought says that it is under `under`."""

    cell: str
    number: int
    under: int = STEP


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a period: the figures of its cells, the largest first and equal ones as they came; ages by age."""

    code: str
    figures: tuple[Figure, ...]


def is_half(period: str) -> bool:
    """Tell whether a period is half a year."""
    return "-" in period


def halves(period: str) -> tuple[str, ...]:
    """Return the half-years of a period."""
    return (period,) if is_half(period) else (f"{period}-1", f"{period}-2")


def parts(period: str) -> tuple[str, ...]:
    """Return what has to be fixed for a period: its halves and, for a year, the year itself."""
    return halves(period) if is_half(period) else (*halves(period), period)


def first_day_after(period: str) -> date:
    """Return the day on which a period has ended. Raises ValueError for what is no period."""
    year, _, half = period.partition("-")
    if len(year) != 4 or half not in ("", "1", "2") or (not half and "-" in period):
        raise ValueError(period)
    return date(int(year), 7, 1) if half == "1" else date(int(year) + 1, 1, 1)


def may_be_fixed(period: str, today: date) -> bool:
    """Tell whether a period ended long enough ago to be counted."""
    return today >= first_day_after(period) + WAIT


def to_be_told(part: str, counts: Mapping[Key, int], kind: OrgKind) -> dict[Key, int]:
    """Return the figures of one part of a period, to be fixed: counts rounded down, those under one step left out."""
    tables = _tables(part, kind)
    told, clients = {}, Counter[Key]()
    for key, number in counts.items():
        if key.period == part and key.table in tables and number >= STEP:
            told[key] = number - number % STEP
        elif key.table in _CAME_AND_LEFT and key.period <= part and CLIENTS in tables:
            clients[Key(part, CLIENTS, key.cell)] += number if key.table == CAME else -number
    return told | {
        key: number - number % STEP_OF_CLIENTS for key, number in clients.items() if number >= STEP_OF_CLIENTS
    }


def _tables(part: str, kind: OrgKind) -> tuple[str, ...]:
    if kind is not OrgKind.ASSISTANCE_SYSTEM:
        return _OWN_HALF_YEARLY if is_half(part) else ()
    return _HALF_YEARLY if is_half(part) else _YEARLY


def shown(period: str, place: str, figures: Figures, cells: Mapping[str, Iterable[str]], kind: OrgKind) -> list[Table]:
    """Return the tables of a period for one of PLACES from what is fixed; `cells` are the cells of each table by code.

    A half-year is shown for all places alone: what is told of places is told by year.
    """
    codes: tuple[str, ...] = _HALF_YEARLY if is_half(period) else _SHOWN[place]
    if kind is not OrgKind.ASSISTANCE_SYSTEM:
        codes = _OWN_HALF_YEARLY
    return [_table(code, period, figures, cells) for code in codes]


def _table(code: str, period: str, figures: Figures, cells: Mapping[str, Iterable[str]]) -> Table:
    if code in (*_HALF_YEARLY, *_OWN_HALF_YEARLY):
        sources = [(half, code) for half in halves(period)]
    elif code == FORM:
        sources = [(period, FORM_FINLAND), (period, FORM_ABROAD)]
    else:
        sources = [(period, code)]
    step = STEP_OF_CLIENTS if code == CLIENTS else STEP
    named = [*cells.get(code, ()), *sorted(key.cell for key in figures if (key.period, key.table) in sources)]
    rows = [
        Figure(cell, sum(figures.get(Key(*source, cell), 0) for source in sources), step * len(sources))
        for cell in dict.fromkeys(named)
    ]
    return Table(code, tuple(rows if code == AGE else sorted(rows, key=lambda row: -row.number)))
