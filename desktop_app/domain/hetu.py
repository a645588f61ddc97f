"""The Finnish personal identity code (henkilötunnus, personbeteckning)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

#: First year of the century that each sign stands for; the letters beside + - A are in use since 2023.
CENTURIES: Final = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}

#: Check characters by remainder; G, I, O, Q and Z are not among them.
CHECK_CHARACTERS: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"

LENGTH: Final = 11

#: Individual numbers that nobody is given.
_NEVER_GIVEN = frozenset({"000", "001"})

_FORM = re.compile(r"(\d{2})(\d{2})(\d{2})(.)(\d{3})(.)", re.ASCII)


def check_identity_code(text: str) -> str | None:
    """Return what is wrong with a code, or None.

    The answers are `identity_code_form` (not ddmmyy, sign, three digits, check character), `identity_code_century`,
    `identity_code_date` (no such day), `identity_code_number` and `identity_code_check`. Small letters are accepted;
    whether the person exists is not asked.
    """
    match = _FORM.fullmatch(text.upper())
    if match is None:
        return "identity_code_form"
    day, month, year, sign, number, last = match.groups()
    if sign not in CENTURIES:
        return "identity_code_century"
    if not _is_day(CENTURIES[sign] + int(year), int(month), int(day)):
        return "identity_code_date"
    if number in _NEVER_GIVEN:
        return "identity_code_number"
    return None if last == check_character(day + month + year + number) else "identity_code_check"


def check_character(digits: str) -> str:
    """Return the check character of the nine digits `ddmmyynnn`; the century's sign does not enter it."""
    return CHECK_CHARACTERS[int(digits) % len(CHECK_CHARACTERS)]


def written(text: str) -> str:
    """Return a code as it is kept: in capitals, without spaces around it."""
    return text.strip().upper()


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
