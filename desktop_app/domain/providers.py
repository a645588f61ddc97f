"""Who provides help, proposed from where the person lives and how the person stays; the worker may choose otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.record import Record

HELSINKI: Final = "90"
ALAND: Final = "91"

#: Counties of Uusimaa, where HUS gives specialised health care.
UUSIMAA: Final = frozenset({"01", "02", "03", "04"})

_RECEPTION = frozenset({"asylum_seeker", "temporary_protection"})
_NO_DANGER = frozenset({"", "safe"})


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rule looks at: the newest `person` and `safety_assessment`, what the newest contact says of danger and
    of a bed for tonight, and whether the person is a client.
    """

    person: Record | None
    safety: Record | None = None
    danger: str = ""
    is_client: bool = False
    no_bed: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed recipient: a code of `recipient_kind`, the county where one is meant, and the code of the rule."""

    recipient_kind: str
    county: str | None
    rule: str


def proposed(situation: Situation, county_of: Mapping[str, str]) -> tuple[Proposed, ...]:
    """Return the recipients that the rules propose (746/2011, 38 b and 59 a §), the most urgent first.

    `county_of` gives the county code by municipality code. Every rule is to be confirmed by the authority.
    """
    acute = (Proposed("social_emergency", None, "acute"), Proposed("shelter", None, "acute"))
    return (*(acute if is_acute(situation) else ()), *_usual(situation, county_of))


def provides(person: Record | None) -> str:
    """Return by what is known of the person who provides (746/2011, 38 b and 59 a §), without naming any place.

    `municipality`, `reception`, `system`, or "unknown" where neither a municipality nor its absence is known.
    """
    if person is None:
        return "unknown"
    if person.text("municipality_of_residence") or person.text("has_municipality") == "yes":
        return "municipality"
    if person.text("residence_basis") in _RECEPTION or person.text("reception_centre"):
        return "reception"
    return "system" if person.text("has_municipality") == "no" else "unknown"


def measure_provider(person: Record | None, county_of: Mapping[str, str], *, by_system: bool) -> str:
    """Return the code of `provider` from which a new measure starts, empty where nothing is known.

    `by_system` tells that the Assistance System writes it: where no municipality is known, it provides itself. With
    non-disclosure nothing is filled in, since it would tell where the person lives.
    """
    if person is not None and "yes" in person.standing("non_disclosure"):
        return ""
    who = provides(person)
    if who == "municipality":
        county = county_of.get(person.text("municipality_of_residence")) if person else None
        return {HELSINKI: "helsinki", ALAND: "aland_municipality"}.get(county or "", "county")
    if who == "reception":
        return "reception_centre"
    return "joutseno" if by_system else ""


def ask_before_contact(person: Record | None, safety: Record | None = None) -> bool:
    """Tell whether the person is asked before any unit of the municipality of residence is contacted.

    So it is with non-disclosure, in force or wanted, and when the person fears somebody: where that somebody lives is
    recorded nowhere, so the person is the one who knows.
    """
    if person is not None and "yes" in person.standing("non_disclosure"):
        return True
    if safety is None:
        return False
    return "yes" in safety.standing("non_disclosure_wanted") or bool(safety.text("feared_relation"))


def beside_proposed(situation: Situation, county_of: Mapping[str, str]) -> tuple[str, ...]:
    """Return codes of sentences that stand above any form: whom to phone, who else provides, whether to ask first."""
    found = ["acute"] if is_acute(situation) else []
    if ask_before_contact(situation.person, situation.safety):
        found.append("ask_person_first")
    person = situation.person
    if person is not None and person.text("municipality_of_residence") in county_of:
        found.append("rights_advice")
    elif person is not None and person.text("residence_basis") in _RECEPTION:
        found.append("together_with_system")
    else:
        found.append("system_provides" if situation.is_client else "phone_system")
    return tuple(found)


def is_acute(situation: Situation) -> bool:
    """Tell whether the person is in danger, unsafe now, or without a bed for tonight."""
    unsafe = situation.safety is not None and situation.safety.text("safety_now") not in _NO_DANGER
    return unsafe or situation.no_bed or situation.danger in ("now", "threatened")


def _usual(situation: Situation, county_of: Mapping[str, str]) -> tuple[Proposed, ...]:
    person = situation.person
    county = county_of.get(person.text("municipality_of_residence")) if person else None
    if county is not None:
        return _of_county(county)
    if person is not None and person.text("residence_basis") in _RECEPTION:
        return (Proposed("reception_centre", None, "reception"),)
    if situation.is_client:
        # Joutseno Reception Centre provides: the System itself, so nobody else is proposed.
        return ()
    return (Proposed("social_emergency", None, "where_the_person_is"),) if is_acute(situation) else ()


def _of_county(county: str) -> tuple[Proposed, ...]:
    if county == HELSINKI:
        return (Proposed("helsinki", county, "helsinki"), Proposed("hus", None, "helsinki"))
    if county == ALAND:
        return (Proposed("aland_municipality", county, "aland"), Proposed("aland_health", county, "aland"))
    services = (Proposed("county_social", county, "county"), Proposed("county_health", county, "county"))
    return (*services, Proposed("hus", None, "county")) if county in UUSIMAA else services
