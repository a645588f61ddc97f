"""Any number of invented cases, the same for one seed, spread as the published figures of 2024 and 2022 are.

Names, and everything else about the people, are made up of syllables; identity codes are the fictitious ones that the
Digital and Population Data Services Agency publishes for testing. For tests, benchmarks and demonstrations alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final, TypeVar

from desktop_app.domain.moment import FINLAND
from desktop_app.domain.record import Record
from desktop_app.domain.reference import new_reference
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, UserId
from desktop_app.storage.writing import Part

T = TypeVar("T")

#: Shares in percent. Who proposes, from the most frequent on; about one in ten applies alone.
REFERRERS: Final = {
    "police": 26, "victim_support": 18, "immigration_service": 12, "reception_centre": 12, "shelter": 8,
    "county_social": 7, "other_organisation": 4, "lawyer": 2, "osh_authority": 1, "self": 10,
}  # fmt: skip
OUTCOMES: Final = {"admitted": 66, "not_admitted": 30, "lapsed": 4}
GROUNDS: Final = {"victim_35_1": 88, "child_35_3": 11, "assisting_35_2": 1}
AGES: Final = {(6, 17): 10, (18, 29): 40, (30, 39): 30, (40, 49): 15, (50, 66): 5}
PLACES: Final = {"finland": 40, "both": 4, "abroad": 56}
#: By place: women; and by place and sex the form of exploitation.
WOMEN: Final = {"finland": 46, "abroad": 73}
FORMS: Final = {
    ("finland", "woman"): {"forced_labour": 20, "forced_marriage": 49, "sexual": 27, "criminal_activity": 4},
    ("finland", "man"): {"forced_labour": 94, "forced_marriage": 1, "sexual": 1, "criminal_activity": 4},
    ("abroad", "woman"): {"forced_labour": 22, "forced_marriage": 48, "sexual": 28, "other": 2},
    ("abroad", "man"): {"forced_labour": 63, "forced_marriage": 16, "sexual": 17, "child_soldier": 4},
}
SECTORS: Final = {
    "restaurant": 34, "construction": 19, "forestry": 12, "cleaning": 18, "agriculture_berries": 8, "domestic": 4,
    "beauty_massage": 3, "unknown": 2,
}  # fmt: skip
#: Countries of citizenship seen, and languages beside them.
COUNTRIES: Final = {
    "AF": "prs", "CM": "fr", "FI": "fi", "IQ": "ar", "MA": "ar", "NG": "en", "PH": "fil", "RW": "rw", "SO": "so",
    "TH": "th", "TR": "tr", "UA": "uk", "VN": "vi",
}  # fmt: skip
PERMITS: Final = {
    "visa": 44, "fixed_term_permit": 23, "nordic_eu": 9, "asylum_seeker": 9, "seasonal_work": 6, "no_right": 5,
    "temporary_protection": 2, "unknown": 2,
}  # fmt: skip
ENDINGS: Final = {"no_need_38f_1": 55, "left_country_38f_2": 18, "wishes_38f_3": 17, "disappeared_38f_3": 10}

#: Published fictitious codes; few cases have one, since it is asked of few.
IDENTITY_CODES: Final = (
    "010594Y9032", "010594Y9021", "020594X903P", "020594X902N", "030594W903B", "030694W9024", "040594V9030",
    "040594V902Y", "050594U903M", "050594U902L", "010516B903X", "010516B902W", "020516C903K", "020516C902J",
    "030516D9037", "030516D9026", "010501E9032", "020502E902X", "020503F9037", "020504A902E", "020504B904H",
)  # fmt: skip

_BEGINNINGS: Final = (
    "Kuvi",
    "Esi",
    "Mallu",
    "Taru",
    "Satu",
    "Olema",
    "Keksi",
    "Luulo",
    "Haave",
    "Pila",
    "Runo",
    "Loru",
)
_ENDINGS: Final = ("nen", "tar", "vainen", "kka", "lainen", "mäki", "ranta", "korpi", "suo", "niemi", "vaara", "lampi")
_SOUNDS: Final = "aeiouklmnprstdg"


@dataclass(frozen=True, slots=True)
class InventedRecord:
    """One record of a case as it is saved: its kind, its values, and when (ISO 8601 UTC)."""

    kind: str
    values: Mapping[str, Json]
    at: str


@dataclass(frozen=True, slots=True)
class InventedCase:
    """One case with its records in the order in which they were written."""

    case: CaseId
    reference: str
    records: tuple[InventedRecord, ...]

    @property
    def person(self) -> Mapping[str, Json]:
        """What is written of the person."""
        return next(one.values for one in self.records if one.kind == "person")

    @property
    def names(self) -> tuple[str, ...]:
        """The person's names."""
        return tuple(str(self.person[name]) for name in ("given_names", "family_name"))

    def part(self) -> Part:
        """What a save writes: the whole case as one change of the own stream."""
        ops = [
            Op(_id(self.case, number), one.kind, dict(one.values), dict.fromkeys(one.values, ()))
            for number, one in enumerate(self.records)
        ]
        return Part(ops=ops, case=self.case, at=self.records[-1].at)

    def as_records(self, org: OrgId, user: UserId) -> tuple[Record, ...]:
        """What the change adds up to, without a store."""
        own = StreamId(bytes(org))
        return tuple(
            Record(org, own, _id(self.case, n), one.kind, one.values, {}, {}, one.at, one.at, user, self.case)
            for n, one in enumerate(self.records)
        )


def system_cases(number: int, seed: int, first: date, last: date) -> Iterator[InventedCase]:
    """Cases of the Assistance System: proposal, person, account, decision and perhaps an ending, between two days."""
    rng = Random(seed)
    for _ in range(number):
        came = first + timedelta(days=rng.randrange((last - first).days + 1))
        yield _case(rng, [*_person(rng, came), *_course(rng, came, last)], came)


def outreach_cases(number: int, seed: int, first: date, last: date) -> Iterator[InventedCase]:
    """Cases of outreach work: a person met once or more, and sheets given."""
    rng = Random(seed)
    for _ in range(number):
        met = first + timedelta(days=rng.randrange((last - first).days + 1))
        records = _person(rng, met)
        for later in range(rng.choice((1, 1, 1, 2, 2, 3))):
            day = min(met + timedelta(days=9 * later), last)
            records.append(InventedRecord("contact", {"occurred_at": _moment(rng, day)}, _at(day)))
            if rng.random() < 0.7:
                values: dict[str, Json] = {
                    "given_at": _moment(rng, day), "sheet": "you-can-get-help/en/1/unconfirmed", "how": "paper",
                }  # fmt: skip
                records.append(InventedRecord("information_given", values, _at(day)))
        yield _case(rng, records, met)


def consultations(number: int, seed: int, first: date, last: date) -> Iterator[Part]:
    """Anonymous consultations, which belong to no case."""
    rng = Random(seed)
    reasons = ("fear_of_persons", "fear_of_authorities", "fear_of_removal", "needs_time", None, None)
    for _ in range(number):
        day = first + timedelta(days=rng.randrange((last - first).days + 1))
        reason = rng.choice(reasons)
        values: dict[str, Json] = {"occurred_at": _moment(rng, day)}
        if reason is not None:
            values["why_not_named"] = reason
        op = Op(RecordId(rng.randbytes(16)), "consultation", values, dict.fromkeys(values, ()))
        yield Part(ops=[op], case=None, at=_at(day))


def _case(rng: Random, records: Sequence[InventedRecord], opened: date) -> InventedCase:
    reference = new_reference(rng)
    cover = InventedRecord("case", {"reference": reference, "identity_level": "name"}, _at(opened))
    in_order = sorted(records, key=lambda one: one.at)
    return InventedCase(CaseId(rng.randbytes(16)), reference, (cover, *in_order))


def _person(rng: Random, on: date) -> list[InventedRecord]:
    place = _drawn(rng, PLACES)
    where = "abroad" if place == "abroad" else "finland"
    sex = "woman" if rng.randrange(100) < WOMEN[where] else "man"
    least, most = _drawn(rng, AGES)
    country = rng.choice(tuple(COUNTRIES))
    born = on - timedelta(days=rng.randrange(least * 366 + 1, (most + 1) * 365))
    person: dict[str, Json] = {
        "given_names": _name(rng),
        "family_name": rng.choice(_BEGINNINGS) + rng.choice(_ENDINGS),
        "date_of_birth": born.isoformat() if rng.random() < 0.8 else f"{born.year:04}",
        "gender": sex,
        "citizenships": [country],
        "mother_tongue": COUNTRIES[country],
        "residence_basis": "finnish_citizen" if country == "FI" else _drawn(rng, PERMITS),
    }
    if rng.random() < 0.02:
        person["personal_identity_code"] = rng.choice(IDENTITY_CODES)
    form = _drawn(rng, FORMS[where, sex])
    account: dict[str, Json] = {"place": place, "possible_forms": [form]}
    if form == "forced_labour":
        account["sector"] = _drawn(rng, SECTORS)
    return [InventedRecord("person", person, _at(on)), InventedRecord("account_and_observations", account, _at(on))]


def _course(rng: Random, came: date, last: date) -> Iterator[InventedRecord]:
    """The proposal and, as far as the time goes, the decision and the ending."""
    referrer = _drawn(rng, REFERRERS)
    received: dict[str, Json] = {
        "received_on": came.isoformat(),
        "type": "by_person" if referrer == "self" else "by_actor",
        "proposer_type": referrer,
    }
    yield InventedRecord("proposal_received", received, _at(came))
    decided = came + timedelta(days=rng.randrange(3, 40))
    if decided > last:
        return
    outcome = _drawn(rng, OUTCOMES)
    notice: dict[str, Json] = {"outcome": outcome, "decided_on": decided.isoformat()}
    if outcome == "admitted":
        notice["ground"] = _drawn(rng, GROUNDS)
    yield InventedRecord("decision", notice, _at(decided))
    ended = decided + timedelta(days=rng.randrange(120, 1500))
    if outcome == "admitted" and ended <= last:
        values: dict[str, Json] = {"ground": _drawn(rng, ENDINGS), "decided_on": ended.isoformat()}
        yield InventedRecord("ending", values, _at(ended))


def with_statistics(case: InventedCase) -> InventedCase:
    """The same case after the officer has filled in what is for statistics alone: main form and place."""
    account = next(one.values for one in case.records if one.kind == "account_and_observations")
    forms = account["possible_forms"]
    counted: dict[str, Json] = {"place_counted": account["place"], "primary_form": forms[0]}  # type: ignore[index] # a list
    records = tuple(
        InventedRecord(one.kind, {**one.values, **counted}, one.at)
        if one.kind == "decision" and one.values["outcome"] == "admitted"
        else one
        for one in case.records
    )
    return InventedCase(case.case, case.reference, records)


def _drawn(rng: Random, shares: Mapping[T, int]) -> T:
    return rng.choices(tuple(shares), tuple(shares.values()))[0]


def _name(rng: Random) -> str:
    return "".join(rng.choice(_SOUNDS) for _ in range(7)).capitalize()


def _at(day: date) -> str:
    return f"{day.isoformat()}T10:00:00.000Z"


def _moment(rng: Random, day: date) -> str:
    return datetime.combine(day, time(rng.randrange(8, 20), rng.randrange(60)), FINLAND).isoformat(timespec="minutes")


def _id(case: CaseId, number: int) -> RecordId:
    return RecordId(bytes(case[:14]) + number.to_bytes(2))


def parts(cases: Iterable[InventedCase]) -> list[Part]:
    """What one durable save writes of many cases."""
    return [each.part() for each in cases]
