"""Somebody who has every file ever made cannot work out a single person; weaker rules are broken by the same attacker.

The attacker holds the figures of all periods and places and knows how they are made and how cells belong together. In
one test it narrows down each count as far as these relations allow. In another the opposite is shown: for each cell a
different world is built that gives the very same files, so that no cleverer attacker could do better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.statistics import Key, counted
from desktop_app.domain.statistics_release import STEP, STEP_OF_CLIENTS, parts, to_be_told
from desktop_app.ledger.canonical import Json
from tests.domain.given import OWN, record

YEARS = ("2024", "2025")
BANDS = {"under_18": "15_17", "18_29": "18_29", "30_39": "30_39", "40_49": "40_49"}
SEXES = ("girl", "boy", "woman", "man", "other")
FORMS, SECTORS = ("forced_labour", "sexual", "forced_marriage"), ("care", "cleaning")
COUNTRIES, PERMITS = ("TH", "NG", "stateless"), ("visa", "no_right")
GROUNDS, REFERRERS = ("no_need_38f_1", "wishes_38f_3"), ("police", "shelter", "parish", "by_person")
GROUPS = {"victim": "victim_35_1", "child": "child_35_3"}


@dataclass(frozen=True)
class Person:
    """One case of the Assistance System; empty is not known."""

    half: str
    group: str = "victim"
    age: str = ""
    sex: str = ""
    place: str = ""
    form: str = ""
    sector: str = ""
    citizenship: str = ""
    permit: str = ""
    ended: str = ""
    ground: str = ""
    referrer: str = ""

    def keys(self) -> tuple[Key, ...]:
        year, half = self.half.split("-")
        month = "03" if half == "1" else "09"
        sex = {"girl": "woman", "boy": "man"}.get(self.sex, self.sex)
        nation: dict[str, Json] = (
            {"stateless": "yes"} if self.citizenship == "stateless" else {"citizenships": [self.citizenship]}
        )
        values: dict[str, Json] = {"age_band": BANDS.get(self.age, ""), "gender": sex, "residence_basis": self.permit}
        records = [record("person", {**values, **(nation if self.citizenship else {})})]
        records.append(record("account_and_observations", {"sector": self.sector}))
        if self.group:
            admitted = {"outcome": "admitted", "ground": GROUPS[self.group], "decided_on": f"{year}-{month}-05"}
            told = {"place_counted": self.place, "primary_form": self.form}
            records.append(record("decision", {**admitted, **told}))
        if self.ended:
            records.append(record("ending", {"ground": self.ground, "decided_on": f"{self.ended}-11-11"}))
        if self.referrer:
            came: dict[str, Json] = {"received_on": f"{year}-{month}-01", "proposer_type": self.referrer, "from": ["x"]}
            records.append(record("proposal_received", {**came, "type": self.referrer}))
        return counted(records, OWN)


KEYS_OF: dict[Person, tuple[Key, ...]] = {}


def count(world: Iterable[Person]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for person in world:
        if person not in KEYS_OF:
            KEYS_OF[person] = person.keys()
        found.update(KEYS_OF[person])
    return found


def files(counts: Mapping[Key, int]) -> dict[Key, int]:
    """Everything that any file of any period can say."""
    told: dict[Key, int] = {}
    for year in YEARS:
        for part in parts(year):
            told |= to_be_told(part, counts, OrgKind.ASSISTANCE_SYSTEM)
    return told


def cells(year: str) -> list[Key]:
    """The cells of a year that the attacker asks about."""
    tables = {
        "age": tuple(BANDS), "sex": SEXES, "place": ("finland", "abroad"), "form_finland": FORMS, "form_abroad": FORMS,
        "sector": SECTORS, "citizenship": COUNTRIES, "residence": PERMITS, "endings": GROUNDS,
    }  # fmt: skip
    found = [Key(year, table, cell) for table, codes in tables.items() for cell in codes]
    for half in (f"{year}-1", f"{year}-2"):
        found += [Key(half, "proposals", cell) for cell in REFERRERS]
        found += [Key(half, "outcomes", cell) for cell in GROUPS]
    return found


ALL_CELLS = [key for year in YEARS for key in cells(year)]
HALVES = [f"{year}-{half}" for year in YEARS for half in (1, 2)]


def known_or_not(*codes: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *codes])


@st.composite
def people(draw: st.DrawFn) -> Person:
    age = draw(known_or_not(*BANDS))
    sexes = ("girl", "boy", "other") if age == "under_18" else ("woman", "man", "other")
    place = draw(known_or_not("finland", "abroad"))
    group = draw(st.sampled_from(["victim", "victim", "victim", "child", ""]))
    return Person(
        draw(st.sampled_from(HALVES)),
        group,
        age,
        draw(known_or_not(*sexes)),
        place,
        draw(known_or_not(*FORMS)) if place else "",
        draw(known_or_not(*SECTORS)) if place == "finland" else "",
        draw(known_or_not(*COUNTRIES)) if place == "finland" else "",
        draw(known_or_not(*PERMITS)) if place == "finland" else "",
        draw(known_or_not("2025")) if group else "",
        draw(st.sampled_from(GROUNDS)),
        draw(known_or_not(*REFERRERS)),
    )


@st.composite
def worlds(draw: st.DrawFn) -> list[Person]:
    """Few kinds of people, each several times: counts stand near the steps, where an attacker has most to hope for."""
    kinds = draw(st.lists(people(), min_size=1, max_size=6))
    return [kind for kind in kinds for _ in range(draw(st.integers(0, 16)))]


# The attacker: counts with bounds, and sums of counts that are at most nought.
Bounds = dict[Key, list[int]]
AtMostNought = dict[Key, int]
FAR = 10_000


def total(year: str) -> Key:
    return Key(year, "total", "victim")


def relations(year: str, before: str | None) -> Iterable[AtMostNought]:
    """How the counts of a year belong together, as everybody may know."""
    whole = total(year)
    halves = {Key(f"{year}-{half}", "outcomes", "victim"): 1 for half in (1, 2)}
    yield {**halves, whole: -1}
    yield {**dict.fromkeys(halves, -1), whole: 1}
    for table in ("age", "sex", "place"):
        yield {**{key: 1 for key in cells(year) if key.table == table}, whole: -1}
    under_age = Key(year, "age", "under_18")
    yield {Key(year, "sex", "girl"): 1, Key(year, "sex", "boy"): 1, under_age: -1}
    yield {Key(year, "sex", "woman"): 1, Key(year, "sex", "man"): 1, under_age: 1, whole: -1}
    for place, tables in (
        ("finland", ("form_finland", "sector", "citizenship", "residence")),
        ("abroad", ("form_abroad",)),
    ):
        for table in tables:
            yield {**{key: 1 for key in cells(year) if key.table == table}, Key(year, "place", place): -1}
    # Clients: who were there and who came, without who left. Who leaves need not have come in a year that is told.
    came = {Key(f"{year}-{half}", "outcomes", cell): -1 for half in (1, 2) for cell in GROUPS}
    now = {Key(year, "clients", cell): 1 for cell in GROUPS}
    left = {Key(year, "endings", cell): 1 for cell in GROUNDS}
    if before is not None:
        then = {Key(before, "clients", cell): -1 for cell in GROUPS}
        yield {**now, **came, **then, **left}
        yield {key: -share for key, share in {**now, **came, **then, **left}.items()}


def narrow(bounds: Bounds, known: Iterable[AtMostNought]) -> Bounds:
    """Narrow every bound as far as the relations allow."""
    rules = [tuple(rule.items()) for rule in known]
    changed = True
    while changed:
        changed = False
        for rule in rules:
            least = sum(share * bounds[key][0 if share > 0 else 1] for key, share in rule)
            assert least <= 0, "what the attacker believes is impossible"
            for key, share in rule:
                low, high = bounds[key]
                room = -(least - share * (low if share > 0 else high))
                if share > 0 and room < high:
                    bounds[key][1], changed = room, True
                elif share < 0 and -room > low:
                    bounds[key][0], changed = -room, True
                if bounds[key] != [low, high]:
                    break
    return bounds


def attack(
    told: Mapping[Key, int], step: int = STEP, extra: Iterable[AtMostNought] = (), more: Bounds | None = None
) -> Bounds:
    """What the attacker knows of each count from figures rounded down to `step`."""
    clients = [Key(year, "clients", cell) for year in YEARS for cell in GROUPS]
    bounds: Bounds = {key: [told.get(key, 0), told.get(key, 0) + step - 1] for key in ALL_CELLS}
    wide = STEP_OF_CLIENTS if step > 1 else FAR
    bounds |= {key: [told.get(key, 0), told.get(key, 0) + wide - 1] for key in clients}
    bounds |= {total(year): [0, FAR] for year in YEARS}
    bounds |= more or {}
    known = [rule for year, before in zip(YEARS, (None, *YEARS), strict=False) for rule in relations(year, before)]
    return narrow(bounds, [*known, *extra])


def determined(bounds: Bounds) -> list[Key]:
    """The cells of one to four that the attacker knows for certain."""
    return [key for key in ALL_CELLS if bounds[key][0] == bounds[key][1] and 1 <= bounds[key][0] < STEP]


def determined_differences(bounds: Bounds) -> list[tuple[Key, Key]]:
    """Pairs of cells, of different periods too, whose difference of one to four is certain."""
    fixed = [key for key in ALL_CELLS if bounds[key][0] == bounds[key][1]]
    return [(a, b) for a, b in combinations(fixed, 2) if 1 <= abs(bounds[a][0] - bounds[b][0]) < STEP]


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_all_files_together_determine_no_cell_and_no_difference_of_one_to_four(world):
    counts = count(world)
    bounds = attack(files(counts))
    assert not determined(bounds)
    assert not determined_differences(bounds)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_attacker_is_never_wrong(world):
    """It would prove nothing that an attacker fails whose reasoning is false."""
    counts = count(world)
    bounds = attack(files(counts))
    for key in ALL_CELLS:
        low, high = bounds[key]
        assert low <= counts[key] <= high, key


# The other worlds: the same files from other people.


def smallest(told: Mapping[Key, int], raised: Key | None = None, by: int = 0) -> list[Person]:
    """The least of people that give these figures; with `by` more in one cell, and so in what holds it."""
    want = Counter({key: number for key, number in told.items() if key.table != "clients"})
    if raised is not None:
        want[raised] += by
        holder = holder_of(raised)
        if holder is not None:
            want[holder] += by
    world: list[Person] = []
    for key, number in want.items():
        if key.table == "proposals":
            world += [Person(key.period, "", referrer=key.cell)] * number
        elif key.table == "outcomes" and key.cell == "child":
            world += [Person(key.period, "child")] * number
        elif key.table == "endings":
            world += [Person(f"{key.period}-1", "", ended=key.period, ground=key.cell)] * number
    for year in YEARS:
        world += victims(year, want, raised)
    return world


def holder_of(key: Key) -> Key | None:
    places = {"form_finland": "finland", "form_abroad": "abroad", "sector": "finland", "citizenship": "finland"}
    if key.table in (*places, "residence"):
        return Key(key.period, "place", places.get(key.table, "finland"))
    return Key(key.period, "age", "under_18") if key.cell in ("girl", "boy") else None


def victims(year: str, want: Mapping[Key, int], raised: Key | None) -> list[Person]:
    """As many victims as the figures ask for, each property given to the first who can have it.

    Those whom the halves did not tell were in the half that was not raised.
    """

    def cells_of(table: str) -> list[str]:
        found = [key for key in want if key.period == year and key.table == table]
        return [key.cell for key in sorted(found) for _ in range(want[key])]

    first, second = (want.get(Key(f"{year}-{half}", "outcomes", "victim"), 0) for half in (1, 2))
    sexes, ages = cells_of("sex"), cells_of("age")
    minors = [sex for sex in sexes if sex in ("girl", "boy")]
    others = [sex for sex in sexes if sex == "other"]
    adults = [sex for sex in sexes if sex in ("woman", "man")]
    under_age = ages.count("under_18")
    among_minors = [*minors, *others][:under_age]
    left = [*adults, *others[len(among_minors) - len(minors) :]]
    grown = [age for age in ages if age != "under_18"]
    looks = [("under_18", sex) for sex in [*among_minors, *[""] * (under_age - len(among_minors))]]
    looks += [(age, sex) for age, sex in padded(grown, left)]
    finland = list(padded(*(cells_of(table) for table in ("form_finland", "sector", "citizenship", "residence"))))
    here, there = want.get(Key(year, "place", "finland"), 0), want.get(Key(year, "place", "abroad"), 0)
    forms_there = cells_of("form_abroad")
    places = [("finland", *(finland[at] if at < len(finland) else ("", "", "", ""))) for at in range(here)]
    places += [("abroad", forms_there[at] if at < len(forms_there) else "", "", "", "") for at in range(there)]
    number = max(first + second, len(looks), len(places))
    untold = max(number - first - second, 0)
    later = second + (untold if raised == Key(f"{year}-1", "outcomes", "victim") else min(untold, STEP - 1))
    if raised == Key(f"{year}-2", "outcomes", "victim"):
        later = second
    number = max(number, first + later)
    half = [f"{year}-1"] * (number - later) + [f"{year}-2"] * later
    looks += [("", "")] * (number - len(looks))
    places += [("",) * 5] * (number - len(places))
    return [Person(at, "victim", *look, *place) for at, look, place in zip(half, looks, places, strict=True)]


def padded(*columns: list[str]) -> Iterable[tuple[str, ...]]:
    most = max(len(column) for column in columns)
    return zip(*([*column, *[""] * (most - len(column))] for column in columns), strict=True)


def told_without_clients(world: list[Person]) -> dict[Key, int]:
    return {key: number for key, number in files(count(world)).items() if key.table != "clients"}


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_every_cell_has_other_values_in_other_worlds_with_the_very_same_files(world):
    told = told_without_clients(world)
    least = smallest(told)
    assert told_without_clients(least) == told
    base = count(least)
    for key in (each for each in ALL_CELLS if each.cell != "victim"):
        for by in (1, 2, 3):
            other = smallest(told, key, by)
            assert told_without_clients(other) == told, (key, by)
            assert count(other)[key] == base[key] + by


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_the_victims_of_a_half_year_too_have_other_values(world):
    told = told_without_clients(world)
    for key in ALL_CELLS:
        if key[1:] == ("outcomes", "victim"):
            others = [smallest(told, key, by) for by in range(STEP)]
            assert len({count(other)[key] for other in others if told_without_clients(other) == told}) >= STEP - 1


# Weaker rules, and that the same attacker breaks them.


def exact(counts: Mapping[Key, int]) -> dict[Key, int]:
    return {key: counts.get(key, 0) for key in ALL_CELLS}


def test_exact_figures_are_broken():
    bounds = attack(exact(count([Person("2025-1", age="under_18")])), step=1)
    assert Key("2025", "age", "under_18") in determined(bounds)


def test_hiding_small_cells_alone_is_broken_by_subtraction():
    """Cells under five hidden, everything else exact, everybody's place known: the rest of the total is the cell."""
    world = [Person("2025-1", place="finland")] * 7 + [Person("2025-1", place="abroad")] * 3
    counts = count(world)
    finland, abroad = Key("2025", "place", "finland"), Key("2025", "place", "abroad")
    more: Bounds = {key: [counts[key]] * 2 if counts[key] >= STEP else [0, STEP - 1] for key in ALL_CELLS}
    more[total("2025")] = [10, 10]
    nobody_unknown: AtMostNought = {total("2025"): 1, finland: -1, abroad: -1}
    assert abroad in determined(attack({}, extra=[nobody_unknown], more=more))


def test_a_year_beside_both_its_halves_is_broken_even_when_all_are_rounded():
    """Why a year of proposals is the sum of what is told: four and one of each kind are otherwise certain."""
    world = [Person("2025-1", "", referrer=name) for name in REFERRERS for _ in range(4)]
    world += [Person("2025-2", "", referrer=name) for name in REFERRERS]
    counts = count(world)
    halves = {cell: [Key(f"2025-{half}", "proposals", cell) for half in (1, 2)] for cell in REFERRERS}
    years = {cell: Key("2025", "proposals", cell) for cell in REFERRERS}
    second, both = Key("2025-2", "proposals", "total"), (1, -1)
    more: Bounds = {years[cell]: [5, 9] for cell in REFERRERS}
    more[second] = [0, 4]
    extra: list[AtMostNought] = [
        {years[cell]: sign, halves[cell][0]: -sign, halves[cell][1]: -sign} for cell in REFERRERS for sign in both
    ]
    extra.append({**{halves[cell][1]: 1 for cell in REFERRERS}, second: -1})
    bounds = attack(files(counts), extra=extra, more=more)
    assert {key for pair in halves.values() for key in pair} <= set(determined(bounds))
    assert not determined(attack(files(counts))), "without the year they are not"


@pytest.mark.parametrize("number", [4, 9, 14])
def test_counting_again_would_show_the_one_who_came_in_between(number):
    """Why a period is counted once: at a step the figure changes with one person, and the files are no longer alike."""
    world = [Person("2025-1", age="under_18", sex="girl")] * number
    assert files(count(world)) != files(count([*world, world[0]]))
