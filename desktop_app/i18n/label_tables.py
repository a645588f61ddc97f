"""The tables behind the labels: one file of resources each, read when it is first needed."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

import orjson

#: What a table says about one code: its words by language and its marks.
Entry: TypeAlias = Mapping[str, object]
Table: TypeAlias = Mapping[str, Entry]

INDICATORS: Final = "indicators"
INDICATOR_GROUPS: Final = "indicator_groups"
LAW_SECTIONS: Final = "law_section"
#: Åland, whose places have their Swedish names in English too.
_ALAND: Final = "91"
#: Two-letter codes of CLDR that are no countries.
_NO_COUNTRIES: Final = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


class LabelTables:
    """All tables below a folder of resources, by name; the order of a table is the order of the screen."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._tables: dict[str, Table] = {}
        self._lists: Mapping[str, Table] | None = None

    def kinds(self) -> Table:
        """Kinds of records."""
        return self._tables.get("kinds") or self._keep("kinds", self._json("codes/kinds.json"))

    def fields(self, kind: str) -> Table:
        """Fields of one kind."""
        name = f"fields of {kind}"
        if name not in self._tables:
            for each, fields in self._json("codes/fields.json").items():
                self._tables[f"fields of {each}"] = fields  # type: ignore[assignment] # the file is a table of tables
        return self._tables.setdefault(name, {})

    def sections(self) -> Table:
        """Groups of fields in a form."""
        return self._tables.get("sections") or self._keep("sections", self._json("codes/sections.json"))

    def codes(self, code_list: str) -> Table:
        """One list of codes; `indicators` and `law_section` are lists too. An unknown list is empty."""
        if code_list == INDICATORS:
            return self.indicators()
        if code_list == LAW_SECTIONS:
            return self._tables.get(LAW_SECTIONS) or self._keep(LAW_SECTIONS, self._rows("law/sections.json", "code"))
        if self._lists is None:
            lists = orjson.loads((self._resources / "codes" / "lists.json").read_bytes())
            self._lists = {name: {row["code"]: row for row in entry["codes"]} for name, entry in lists.items()}
        return self._lists.get(code_list, {})

    def indicators(self) -> Table:
        """Signs of trafficking in human beings."""
        self._read_indicators()
        return self._tables[INDICATORS]

    def indicator_groups(self) -> Table:
        """Groups of indicators."""
        self._read_indicators()
        return self._tables[INDICATOR_GROUPS]

    def languages(self) -> Table:
        """Languages by tag."""
        return self._tables.get("languages") or self._keep("languages", self._rows("codes/languages.json", "tag"))

    def counties(self) -> Table:
        """Wellbeing services counties."""
        return self._tables.get("counties") or self._keep("counties", self._rows("codes/counties.json", "code"))

    def municipalities(self) -> Table:
        """Finnish municipalities, each with its `county`."""
        return self._tables.get("municipalities") or self._keep("municipalities", self._municipalities())

    def countries(self) -> Table:
        """Countries by ISO 3166-1 alpha-2, as CLDR names them."""
        return self._tables.get("countries") or self._keep("countries", _countries())

    def _keep(self, name: str, table: Table) -> Table:
        self._tables[name] = table
        return table

    def _json(self, path: str) -> dict[str, Entry]:
        content: dict[str, Entry] = orjson.loads((self._resources / path).read_bytes())
        return content

    def _rows(self, path: str, key: str) -> Table:
        return {row[key]: row for row in orjson.loads((self._resources / path).read_bytes())}

    def _read_indicators(self) -> None:
        if INDICATORS not in self._tables:
            content = orjson.loads((self._resources / "codes" / "indicators.json").read_bytes())
            self._tables[INDICATOR_GROUPS] = content["groups"]
            self._tables[INDICATORS] = {row["code"]: row for row in content["indicators"]}

    def _municipalities(self) -> Table:
        with (self._resources / "codes" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return {
            row["code"]: {
                "fi": row["name_fi"],
                "sv": row["name_sv"],
                "en": row["name_sv"] if row["county_code"] == _ALAND else row["name_fi"],
                "county": row["county_code"],
            }
            for row in rows
        }


def _countries() -> Table:
    from babel import Locale  # late, because it is slow to import and most starts show no country

    names: dict[str, Mapping[str, str]] = {lang: Locale(lang).territories for lang in ("fi", "sv", "en")}
    codes = (code for code in names["en"] if len(code) == 2 and code not in _NO_COUNTRIES)
    return {code: {language: territories.get(code, code) for language, territories in names.items()} for code in codes}
