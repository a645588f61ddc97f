"""Words by which people type days in Finnish, Swedish and English; shortest and whole form of each name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Stems = tuple[tuple[str, str], ...]

#: Monday first. A longer ending, such as Finnish `maanantaina`, is allowed after the whole form.
WEEKDAY_STEMS: Final[Mapping[str, Stems]] = {
    "fi": (
        ("ma", "maanantai"),
        ("ti", "tiistai"),
        ("ke", "keskiviikko"),
        ("to", "torstai"),
        ("pe", "perjantai"),
        ("la", "lauantai"),
        ("su", "sunnuntai"),
    ),
    "sv": (
        ("må", "måndag"),
        ("ti", "tisdag"),
        ("on", "onsdag"),
        ("to", "torsdag"),
        ("fr", "fredag"),
        ("lö", "lördag"),
        ("sö", "söndag"),
    ),
    "en": (
        ("mo", "monday"),
        ("tu", "tuesday"),
        ("we", "wednesday"),
        ("th", "thursday"),
        ("fr", "friday"),
        ("sa", "saturday"),
        ("su", "sunday"),
    ),
}

#: January first. A longer ending, such as Finnish `maaliskuuta`, is allowed after the whole form.
MONTH_STEMS: Final[Mapping[str, Stems]] = {
    "fi": (
        ("tammi", "tammikuu"),
        ("helmi", "helmikuu"),
        ("maalis", "maaliskuu"),
        ("huhti", "huhtikuu"),
        ("touko", "toukokuu"),
        ("kesä", "kesäkuu"),
        ("heinä", "heinäkuu"),
        ("elo", "elokuu"),
        ("syys", "syyskuu"),
        ("loka", "lokakuu"),
        ("marras", "marraskuu"),
        ("joulu", "joulukuu"),
    ),
    "sv": (
        ("jan", "januari"),
        ("feb", "februari"),
        ("mar", "mars"),
        ("apr", "april"),
        ("maj", "maj"),
        ("jun", "juni"),
        ("jul", "juli"),
        ("aug", "augusti"),
        ("sep", "september"),
        ("okt", "oktober"),
        ("nov", "november"),
        ("dec", "december"),
    ),
    "en": (
        ("jan", "january"),
        ("feb", "february"),
        ("mar", "march"),
        ("apr", "april"),
        ("may", "may"),
        ("jun", "june"),
        ("jul", "july"),
        ("aug", "august"),
        ("sep", "september"),
        ("oct", "october"),
        ("nov", "november"),
        ("dec", "december"),
    ),
}

#: Word to days from today.
RELATIVE: Final[Mapping[str, Mapping[str, int]]] = {
    "fi": {
        "tänään": 0,
        "tänä iltana": 0,
        "eilen": -1,
        "toissapäivänä": -2,
        "toissa päivänä": -2,
        "huomenna": 1,
        "ylihuomenna": 2,
    },
    "sv": {
        "i dag": 0,
        "idag": 0,
        "i går": -1,
        "igår": -1,
        "i förrgår": -2,
        "förrgår": -2,
        "i morgon": 1,
        "imorgon": 1,
        "i övermorgon": 2,
        "övermorgon": 2,
    },
    "en": {
        "today": 0,
        "yesterday": -1,
        "the day before yesterday": -2,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    },
}

#: What may stand before a time of day.
TIME_WORDS: Final = ("klo", "kello", "kl.", "kl", "klockan", "at")
