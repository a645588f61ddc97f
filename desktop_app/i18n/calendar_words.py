"""Words of the calendar and the clock in the languages of the screen, so that no start waits for CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Monday first.
WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "to", "fre", "lö", "sö"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

#: Monday first; in Finnish "on that day" (essive).
LONG_WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "fi": ("maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "fi": tuple(
        f"{stem}kuu"
        for stem in (
            *("tammi", "helmi", "maalis", "huhti", "touko", "kesä"),
            *("heinä", "elo", "syys", "loka", "marras", "joulu"),
        )
    ),
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}

SHORT_ENGLISH_MONTHS: Final = tuple(month[:3] for month in MONTHS["en"])

#: Days from today to word.
RELATIVE_DAYS: Final[Mapping[str, Mapping[int, str]]] = {
    "fi": {-1: "eilen", 0: "tänään", 1: "huomenna"},
    "sv": {-1: "i går", 0: "i dag", 1: "i morgon"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}

#: What stands before the time of day, where something does.
CLOCK: Final[Mapping[str, str]] = {"fi": "klo", "sv": "kl."}

AND: Final[Mapping[str, str]] = {"fi": "ja", "sv": "och", "en": "and"}

#: One day, several days.
DAYS: Final[Mapping[str, tuple[str, str]]] = {"fi": ("pv", "pv"), "sv": ("dag", "dagar"), "en": ("day", "days")}
