"""Whether two people may be one: names across scripts and spellings, time of birth, languages. A hint, no proof."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from desktop_app.domain.summary import NAME_FIELDS
from desktop_app.ledger.canonical import Json

#: The fields that are compared; all of level 2.
FIELDS: Final = (*NAME_FIELDS, "date_of_birth", "mother_tongue", "other_languages")

# More words than this are no name; what is compared stays small.
_MOST_WORDS: Final = 8

# Letters of other scripts as Latin ones. Arabic script writes no short vowels: comparing leaves vowels out anyway.
_LETTERS: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ё": "e", "ж": "zh", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh",
        "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
        "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch",
        "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s",
        "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ك": "k", "گ": "g",
        "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "u", "ی": "i", "ي": "i", "ى": "a", "ئ": "i", "ء": "",
        "ø": "o", "æ": "e", "ß": "s", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "œ": "e", "ı": "i",
    }
)  # fmt: skip
# One sound is romanised in several ways; longer spellings first.
_SOUNDS: Final = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("tsch", "c"), ("sh", "s"), ("zh", "j"), ("kh", "h"), ("gh", "g"),
    ("ch", "c"), ("ph", "f"), ("th", "t"), ("dj", "j"), ("dzh", "j"), ("ts", "s"), ("tz", "s"), ("ck", "k"),
    ("q", "k"), ("x", "ks"), ("w", "v"), ("z", "s"), ("c", "k"), ("y", "i"), ("j", "i"),
)  # fmt: skip
_FIRST: Final = str.maketrans("eiou", "aaaa")
_WORD: Final = re.compile(r"[^\W\d_]+")
_VOWELS: Final = re.compile(r"[aeiou]+")
_DOUBLED: Final = re.compile(r"(.)\1+")


class Look(NamedTuple):
    """What is compared of one person: sounds of the names, time of birth (ISO 8601, also a year alone), languages."""

    names: frozenset[str]
    born: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()

    @property
    def years(self) -> frozenset[str]:
        """The years of birth that stand."""
        return frozenset(each[:4] for each in self.born)

    def keys(self) -> frozenset[str]:
        """What an index finds possible doubles by: two names, or one with the year of birth or a language."""
        pairs = {f"{first} {second}" for first, second in combinations(sorted(self.names), 2)}
        years = {f"{name} {year}" for name in self.names for year in self.years}
        languages = {f"{name} :{language}" for name in self.names for language in self.languages}
        return frozenset(pairs | years | languages)


def sound(word: str) -> str:
    """Return how a name sounds, without vowels but a first one: Mohammed, Muhamad and محمد are one."""
    plain = word.lower() if word.isascii() else _in_latin(word)
    for spelling, one in _SOUNDS:
        plain = plain.replace(spelling, one)
    plain = _DOUBLED.sub(r"\1", plain)
    plain = plain[:-1] if len(plain) > 3 and plain.endswith("h") else plain
    bare = _DOUBLED.sub(r"\1", plain[:1].translate(_FIRST) + _VOWELS.sub("", plain[1:]))
    consonants = bare.lstrip("a")
    return bare if len(consonants) >= 2 else _VOWELS.sub(lambda found: found.group()[0], plain)


def _in_latin(word: str) -> str:
    """Return a word of any script in small Latin letters without marks."""
    small = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
    return "".join(each for each in unicodedata.normalize("NFKD", small) if not unicodedata.combining(each))


def look(versions: Iterable[Mapping[str, Json]]) -> Look:
    """Return what is compared of a person, of all versions that stand of its fields."""
    names: dict[str, None] = {}
    born: dict[str, None] = {}
    languages: set[str] = set()
    for values in versions:
        for field in NAME_FIELDS:
            value = values.get(field)
            found = _WORD.findall(value) if isinstance(value, str) else []
            names.update(dict.fromkeys(heard for word in found if len(heard := sound(word)) > 1))
        day = values.get("date_of_birth")
        if isinstance(day, str) and day[:4].isdigit() and len(day) >= 4:
            born[day] = None
        languages |= _languages(values)
    return Look(frozenset([*names][:_MOST_WORDS]), tuple(born), frozenset(languages))


def birth(first: Look, second: Look) -> str:
    """Return `same`, `swapped` (day and month), `year`, `unknown`, or `different`."""
    if not first.born or not second.born:
        return "unknown"
    pairs = [(one, other) for one in first.born for other in second.born]
    if any(one == other and len(one) == 10 for one, other in pairs):
        return "same"
    if any(len(one) == 10 and f"{one[:4]}-{one[8:]}-{one[5:7]}" == other for one, other in pairs):
        return "swapped"
    return "year" if first.years & second.years else "different"


def alike(first: Look, second: Look) -> bool:
    """Tell whether two people may be one: two names in any order, or one and the year of birth or a language."""
    shared, born = len(first.names & second.names), birth(first, second)
    if born == "different" or not shared:
        return False
    return shared > 1 or born != "unknown" or bool(first.languages & second.languages)


def _languages(values: Mapping[str, Json]) -> set[str]:
    found = {str(values["mother_tongue"])} if isinstance(values.get("mother_tongue"), str) else set()
    others = values.get("other_languages")
    for row in others if isinstance(others, list) else []:
        code = row.get("lang") or row.get("language") if isinstance(row, dict) else row
        if isinstance(code, str):
            found.add(code)
    return {code for code in found if code}
