"""How text is folded for searching and for sorting: small letters, few signs, numbers by size."""

import re
import unicodedata
from typing import Final

_PLAIN: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "œ": "oe", "ı": "i"}
)
# å, ä and ö are letters of their own after z in Finnish and Swedish; these signs follow z in code order.
_AFTER_Z: Final = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
_NUMBER: Final = re.compile(r"\d+")
_DIGITS: Final = 12


def fold(text: str) -> str:
    """`text` as it is searched: without case and diacritics, one space between words."""
    if text.isascii():
        return " ".join(text.lower().split())
    # Compatibility forms may hold capitals, and capitals may unfold into compatibility forms: hence twice.
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold().translate(_PLAIN)
    return " ".join("".join(letter for letter in small if not unicodedata.combining(letter)).split())


def natural_key(text: str) -> str:
    """`text` as it is sorted: å ä ö last, other diacritics dropped, numbers by size (`Koivu 3` before `Koivu 11`)."""
    small = unicodedata.normalize("NFC", text).casefold().translate(_AFTER_Z)
    return _NUMBER.sub(lambda found: found.group().zfill(_DIGITS), fold(small))
