"""The invented people of the demo, what they say, and the texts that must nowhere lie on a disk in the clear."""

from __future__ import annotations

from datetime import date, timedelta

from desktop_app.demo.authority import NewOrganisation

SANNA, MIKAEL, OONA = "Sanna Lumikello", "Mikael Saarnipuu", "Oona Virtakari"

UNION = NewOrganisation("Kuvitteellinen ammattiliitto, jalkautuva työ", "outreach", "union")
SYSTEM = NewOrganisation("Auttamisjärjestelmä (harjoitus)", "assistance_system", "reception_centre", authority=True)

CALLED = "Arun"
FAMILY_NAME, GIVEN_NAMES = "Kuvitteellinen", "Arun Esimerkki"

WISH_BEGUN = "Haluan passini ja palkkani, "
WISH_ENDED = "en vaikeuksia muille."
WISH = WISH_BEGUN + WISH_ENDED

NEXT_STEP = "Tavataan kirjastossa {day}.{month}., ammattitulkki puhelimella"
WHEREABOUTS = "Metsäyhtiön majoitusparakki, huone neljä"
SAFE_CONTACT = "Viestisovellus, tunnus kuvitteellinen-arun-77"
SAFE_TIMES = "Sunnuntaisin kello kahden jälkeen"
SAFE_WORDS = "Soitan polkupyöräliikkeestä"
ACCOUNT = "Kertoo, että passi on työnjohtajan kaapissa ja että velka kasvaa joka kuukausi."
OWN_WORDS = "Passi on kaapissa, avain on hänellä."
WHY_VICTIM = "Passi on otettu, palkkaa ei makseta ja velka kasvaa; kertonut tulkin kautta itse."
WHY_HELP = "Ei turvallista yöpaikkaa eikä omaa rahaa; tarvitsee oikeusapua."
REACHABLE = "Arkisin kello 9 ja 17 välillä"
SANNAS_EDIT = "Soitetaan sunnuntaina kello kolmelta"
MIKAELS_EDIT = "Soitetaan vasta maanantaina aamulla"
REASONS = "Kertomus ja havainnot tukevat toisiaan; perustelut jäävät järjestelmään."

#: What may lie nowhere in the clear: what was said, written and decided about the person, and who works with them.
SECRETS = (
    "Tavataan kirjastossa", "ammattitulkki puhelimella",
    SANNA, MIKAEL, OONA, GIVEN_NAMES, WISH, WHEREABOUTS, SAFE_CONTACT, SAFE_TIMES, SAFE_WORDS,
    ACCOUNT, OWN_WORDS, WHY_VICTIM, WHY_HELP, REACHABLE, SANNAS_EDIT, MIKAELS_EDIT, REASONS,
    "person_wishes", "why_may_be_victim", "victim_35_1", "indicator_observation",
)  # fmt: skip


def next_step(today: date) -> str:
    """What was agreed next: a meeting the day after tomorrow."""
    day = today + timedelta(days=2)
    return NEXT_STEP.format(day=day.day, month=day.month)


def typed(today: date) -> tuple[str, ...]:
    """Every text that Sanna types at the two meetings."""
    names = (CALLED, FAMILY_NAME, GIVEN_NAMES)
    safety = (WHEREABOUTS, SAFE_CONTACT, SAFE_TIMES, SAFE_WORDS)
    return (WISH, next_step(today), *names, *safety, ACCOUNT, OWN_WORDS, WHY_VICTIM, WHY_HELP, REACHABLE)
