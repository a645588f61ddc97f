"""Words for codes: kinds, fields, code lists, languages, countries, municipalities."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, Self

from desktop_app import paths
from desktop_app.i18n.collation import sort_key
from desktop_app.i18n.label_tables import Entry, LabelTables

#: Languages that every list offers first, in this order.
FIRST_LANGUAGES: Final = ("fi", "fi-simple", "sv", "en")


class Labels:
    """The labels of the catalogue in Finnish, Swedish and English.

    A code or a name that this program does not know is its own label: it came from a newer laptop.
    """

    def __init__(self, tables: LabelTables) -> None:
        self._tables = tables
        self._sorted: dict[tuple[str, str], tuple[str, ...]] = {}

    @classmethod
    def load(cls) -> Self:
        """Return the labels of the shipped resources; each file is read when it is first asked for."""
        return cls(_shipped())

    def kind(self, kind: str, language: str) -> str:
        """Return the name of a kind of record."""
        return _word(self._tables.kinds().get(kind), language, kind)

    def field(self, kind: str, field: str, language: str) -> str:
        """Return the name of a field of a kind."""
        return _word(self._tables.fields(kind).get(field), language, field)

    def section(self, section: str, language: str) -> str:
        """Return the heading of a group of fields in a form."""
        return _word(self._tables.sections().get(section), language, section)

    def code(self, code_list: str, code: str, language: str) -> str:
        """Return the name of a code of a list, of `indicators` or of `law_section`."""
        return _word(self._tables.codes(code_list).get(code), language, code)

    def codes(self, code_list: str) -> tuple[str, ...]:
        """Return the codes of a list in the order of the screen."""
        return tuple(self._tables.codes(code_list))

    def confirmed(self, code_list: str, code: str) -> bool:
        """Tell whether the wording of a code has been confirmed by the authority that owns it."""
        return bool(self._tables.codes(code_list).get(code, {}).get("confirmed", True))

    def statute(self, code_list: str, code: str) -> bool:
        """Tell whether the wording of a code is that of a statute or of a statutory glossary."""
        return bool(self._tables.codes(code_list).get(code, {}).get("statute", False))

    def indicator_group(self, group: str, language: str) -> str:
        """Return the heading of a group of indicators."""
        return _word(self._tables.indicator_groups().get(group), language, group)

    def language_name(self, tag: str, language: str) -> str:
        """Return the name of a language (BCP 47) in the language of the screen."""
        return _word(self._tables.languages().get(tag), language, tag)

    def autonym(self, tag: str) -> str:
        """Return the name of a language in itself."""
        return _word(self._tables.languages().get(tag), "autonym", tag)

    def languages(self, language: str) -> tuple[str, ...]:
        """Return all language tags: those of the office first, the others by their names."""
        return (*FIRST_LANGUAGES, *self._by_name("languages", self._other_languages, language, self.language_name))

    def country(self, code: str, language: str) -> str:
        """Return the name of a country (ISO 3166-1 alpha-2) as CLDR has it."""
        return _word(self._tables.countries().get(code), language, code)

    def countries(self, language: str) -> tuple[str, ...]:
        """Return the codes of all countries by their names."""
        return self._by_name("countries", self._tables.countries, language, self.country)

    def municipality(self, code: str, language: str) -> str:
        """Return the name of a Finnish municipality (three digits)."""
        return _word(self._tables.municipalities().get(code), language, code)

    def municipalities(self, language: str) -> tuple[str, ...]:
        """Return the codes of all municipalities by their names."""
        return self._by_name("municipalities", self._tables.municipalities, language, self.municipality)

    def county_of(self, municipality: str) -> str | None:
        """Return the code of the wellbeing services county of a municipality, or None."""
        county = self._tables.municipalities().get(municipality, {}).get("county")
        return county if isinstance(county, str) else None

    def county(self, code: str, language: str) -> str:
        """Return the name of a wellbeing services county, Helsinki, Åland or HUS."""
        return _word(self._tables.counties().get(code), language, code)

    def counties(self) -> tuple[str, ...]:
        """Return the codes of all counties in the order of the screen."""
        return tuple(self._tables.counties())

    def county_languages(self, code: str) -> tuple[str, ...]:
        """Return the languages in which a county, Helsinki, Åland or HUS serves; empty for a code not known here."""
        languages = self._tables.counties().get(code, {}).get("languages")
        return tuple(languages) if isinstance(languages, list) else ()

    def _other_languages(self) -> list[str]:
        return [tag for tag in self._tables.languages() if tag not in FIRST_LANGUAGES]

    def _by_name(
        self, what: str, codes: Callable[[], Iterable[str]], language: str, name: Callable[[str, str], str]
    ) -> tuple[str, ...]:
        """Return codes by their names; sorted once for each language, since every form asks."""
        known = self._sorted.get((what, language))
        if known is None:
            key = sort_key(language)
            known = tuple(sorted(codes(), key=lambda code: key(name(code, language))))
            self._sorted[(what, language)] = known
        return known


@lru_cache(maxsize=1)
def _shipped() -> LabelTables:
    return LabelTables(paths.resources())


def _word(entry: Entry | None, language: str, otherwise: str) -> str:
    word = entry.get(language) if entry else None
    return word if isinstance(word, str) else otherwise
