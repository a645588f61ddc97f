"""The secrecy marking of printed documents: the provision on which it rests (621/1999, 25 §), as was chosen.

An administrator chooses items of the law data or writes the provision in other words: not every organisation is an
authority. Until then the usual items of the law data stand on the papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import orjson

from desktop_app import paths
from desktop_app.errors import LuotsiError
from desktop_app.i18n import formats
from desktop_app.use_cases import administration
from desktop_app.use_cases.session import Changed, Session

#: The languages of papers; English is for reading and may be left to the Finnish words.
LANGUAGES: Final = ("fi", "sv", "en")

_SETTING: Final = "secrecy_provision"
_ITEMS: Final = "items"
_NEEDED: Final = ("fi", "sv")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the section that a marking may cite; `words` say by language what it protects."""

    code: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Marking:
    """What papers cite now and what may be chosen.

    `provisions` are the words by language; `chosen` the items that they cite, empty for the organisation's `own`
    words. `as_of` and `confirmed` tell which text of the law was read and whether the authority has confirmed it.
    """

    provisions: Mapping[str, str]
    items: tuple[Item, ...]
    chosen: tuple[str, ...]
    own: Mapping[str, str]
    as_of: date
    confirmed: bool
    may_choose: bool


def provision(session: Session, language: str) -> str:
    """Return the provision that documents in `language` cite: the organisation's own, else that of law data."""
    own, chosen = _standing(session)
    return _words(own, chosen, language)


def read(session: Session) -> Marking:
    """Return what papers cite now, and what this laptop may choose."""
    law, (own, chosen) = _law(), _standing(session)
    items = tuple(Item(each["code"], {language: each[language] for language in LANGUAGES}) for each in law[_ITEMS])
    return Marking(
        {language: _words(own, chosen, language) for language in LANGUAGES},
        items,
        () if own else chosen,
        own,
        date.fromisoformat(law["as_of"]),
        law["confirmed"] is True,
        administration.is_administrator(session),
    )


def choose_items(session: Session, codes: Sequence[str]) -> Changed:
    """Let papers cite these items of the law data. Raises LuotsiError `not_an_administrator`, `no_provision`."""
    known = [each["code"] for each in _law()[_ITEMS] if each["code"] in codes]
    if not known:
        raise LuotsiError("no_provision")
    return administration.choose_setting(session, _SETTING, orjson.dumps({_ITEMS: known}).decode())


def choose_own(session: Session, words: Mapping[str, str]) -> Changed:
    """Let papers cite the organisation's own words, by language; Finnish and Swedish are needed.

    Raises LuotsiError `not_an_administrator`, `own_provision_missing`.
    """
    said = {language: " ".join(words.get(language, "").split()) for language in LANGUAGES}
    if not all(said[language] for language in _NEEDED):
        raise LuotsiError("own_provision_missing")
    return administration.choose_setting(session, _SETTING, orjson.dumps(said).decode())


def _standing(session: Session) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return the organisation's own words, and the items that count without them."""
    usual = tuple(str(code) for code in _law()["usual"])
    try:
        value = orjson.loads(administration.setting(session, _SETTING) or b"{}")
    except orjson.JSONDecodeError:
        return {}, usual
    if not isinstance(value, dict):
        return {}, usual
    own = {language: str(value[language]) for language in LANGUAGES if value.get(language)}
    if all(language in own for language in _NEEDED):
        return own, ()
    wanted = value.get(_ITEMS)
    known = tuple(each["code"] for each in _law()[_ITEMS] if isinstance(wanted, list) and each["code"] in wanted)
    return {}, known or usual


def _words(own: Mapping[str, str], codes: Sequence[str], language: str) -> str:
    if own:
        return own.get(language) or own["fi"]
    form = _law()["provision"]["one" if len(codes) == 1 else "several"][language]
    return str(form).format(items=formats.list_(codes, language))


@lru_cache(maxsize=1)
def _law() -> dict[str, Any]:
    """The section that the program ships, in the text that was read; the authority has not confirmed it."""
    found: dict[str, Any] = orjson.loads((paths.resources() / "law" / "secrecy.json").read_bytes())
    return found
