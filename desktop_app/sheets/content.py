"""The text of one sheet in one language: blocks of paragraphs and lists with tokens for numbers and addresses."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from desktop_app.errors import LuotsiError
from desktop_app.paths import resources
from desktop_app.sheets.contacts import contacts
from desktop_app.sheets.isolates import isolated

_TOKEN = re.compile(r"\{(\w+):([^{}]*)\}")
_NO_VALUES: Mapping[str, str] = MappingProxyType({})


class SheetState(StrEnum):
    """Who stands behind a text; a shipped file never says that it is approved."""

    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    APPROVED = "approved"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or list item in logical order, tokens still inside."""

    text: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with what belongs to it; blocks of two languages stand side by side."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class SheetText:
    """One sheet in one language as the data file has it."""

    language: str
    title: str
    summary: str
    revision: int
    state: SheetState
    blocks: tuple[Block, ...]
    reference: Block | None = None
    """What it says about calling the worker back; it stands there only with a case's reference."""


@dataclass(frozen=True, slots=True)
class Words:
    """The few words around every sheet in one language."""

    numbers: str
    emergency: str
    advice: str
    from_abroad: str
    more: str
    revision: str
    draft_word: str
    states: Mapping[str, str]
    languages: Mapping[str, str]


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """One paragraph a line; a line that begins with a hyphen is a list item."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(Paragraph(line.removeprefix("- "), line.startswith("- ")) for line in lines if line)


def read_text(path: Path) -> SheetText:
    """Read one TOML file of a sheet; its name is the language."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    blocks = tuple(Block(str(block["heading"]), paragraphs(str(block["text"]))) for block in data["blocks"])
    state, called = SheetState(data["state"]), data.get("reference")
    reference = Block(str(called["heading"]), paragraphs(str(called["text"]))) if called else None
    title, summary = str(data["title"]), str(data["summary"])
    return SheetText(path.stem, title, summary, int(data["revision"]), state, blocks, reference)


@lru_cache(maxsize=64)
def words(language: str) -> Words:
    """The words around the sheets; raises LuotsiError("no_such_sheet") for a language without them."""
    path = resources() / "sheets" / "words" / f"{language}.toml"
    if not language.replace("-", "").isalnum() or not path.is_file():
        raise LuotsiError("no_such_sheet", language=language)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Words(
        data["numbers"],
        data["emergency"],
        data["advice"],
        data["from_abroad"],
        data["more"],
        data["revision"],
        data["draft_word"],
        MappingProxyType(data["states"]),
        MappingProxyType(data["languages"]),
    )


def _contact(key: str, field: str) -> str:
    try:
        return str(getattr(contacts().entries[key], field))
    except KeyError:
        raise LuotsiError("no_such_contact", contact=key) from None


_MEANINGS: Mapping[str, Callable[[str], str]] = {
    "phone": lambda key: _contact(key, "value"),
    "phone_abroad": lambda key: _contact(key, "international"),
    "url": lambda key: _contact(key, "value"),
    "time": str,
    "name": str,
}


def filled(text: str, values: Mapping[str, str] = _NO_VALUES) -> str:
    """The text with its tokens replaced by isolated, unbreakable values.

    {phone:key}, {phone_abroad:key} and {url:key} come from the contact details, {time:…} and {name:…} hold their own
    text; `values` gives those of one sheet by their whole token, as `reference:case`. Raises
    LuotsiError("no_such_contact") or LuotsiError("no_such_token").
    """

    def value(match: re.Match[str]) -> str:
        given = values.get(f"{match[1]}:{match[2]}")
        if given is not None:
            return isolated(given)
        meaning = _MEANINGS.get(match[1])
        if meaning is None:
            raise LuotsiError("no_such_token", token=match[1])
        return isolated(meaning(match[2]))

    return _TOKEN.sub(value, text)
