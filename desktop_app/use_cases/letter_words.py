"""The words of a letter: labels and values in its own language, and the sentences that every letter has."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop_app import paths
from desktop_app.domain.kind import Field, FieldType
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.record import Record
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json, Malformed, unb64
from desktop_app.ledger.ids import ID_LENGTH, OrgId
from desktop_app.sheets.letter import LetterHead
from desktop_app.use_cases import members, secrecy
from desktop_app.use_cases.session import Session

#: The languages of papers; a letter to an authority goes in one of the first two, English is for reading.
LANGUAGES = ("fi", "sv", "en")


@lru_cache(maxsize=8)
def sentences(document: str, language: str) -> Mapping[str, str]:
    """Return the fixed words of a document (`letter`, `proposal`, `consent`) in one of LANGUAGES."""
    path = paths.resources() / "sheets" / "papers" / f"{language}.toml"
    found: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))[document]
    return found


@dataclass(frozen=True, slots=True)
class LetterWords:
    """Reads records in the language of one letter; `session` names organisations."""

    session: Session
    labels: Labels
    language: str

    def head(self, kind: str, subject: str, recipient: tuple[str, ...], *, draft: bool) -> LetterHead:
        """Return the head of a letter from this worker, dated today."""
        me = members.own(self.session)
        said = sentences("letter", self.language)
        return LetterHead(
            kind=kind,
            subject=subject,
            date=formats.date(self.session.now().astimezone().date(), self.language),
            marking=(said["secret"], secrecy.provision(self.session, self.language)),
            sender=tuple(part for part in (me.organisation, me.name, me.phone) if part),
            recipient=recipient,
            draft=draft,
        )

    def lines(self, kind: str, names: Iterable[str], values: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
        """Return (label, words) of the fields that say something, in this order."""
        found = []
        for name in names:
            words = self.value(kind, name, values.get(name))
            if words:
                found.append((self.labels.field(kind, name, self.language), words))
        return tuple(found)

    def observation(self, record: Record, names: Iterable[str]) -> tuple[str, str]:
        """Return one observation as a sentence of its own below what it rests on."""
        shown = {name: self.value(record.kind, name, record.values.get(name)) for name in names}
        label = "; ".join(shown[name] for name in ("answer", "basis") if shown.get(name))
        return label, "\n".join(shown[name] for name in ("indicator", "own_words") if shown.get(name))

    def value(self, kind: str, name: str, value: Json) -> str:
        """Return a value as this language writes it, empty for nothing."""
        return self.of_field(KINDS[kind].by_name[name], value)

    def of_field(self, field: Field, value: Json) -> str:
        """Return a value of a field as this language writes it, empty for nothing."""
        if isinstance(value, list):
            said = [word for each in value if (word := self._one(field, each))]
            return formats.list_(said, self.language)
        return self._one(field, value)

    def _one(self, field: Field, value: Json) -> str:
        if isinstance(value, dict):
            return self._spoken(field, value)
        if value is None or isinstance(value, bool):
            return ""
        text = str(value)
        if field.code_list is not None:
            return self.labels.code(field.code_list, text, self.language)
        try:
            return self._typed(field.type, text)
        except (ValueError, KeyError):
            return text

    def _spoken(self, field: Field, value: Mapping[str, Json]) -> str:
        """Return a language with how well it is spoken, or a date as it was typed."""
        if "lang" not in value:
            return str(value.get("raw") or "")
        name, level = self.labels.language_name(str(value["lang"]), self.language), value.get("level")
        if field.code_list is None or not level:
            return name
        return f"{name} ({self.labels.code(field.code_list, str(level), self.language)})"

    def _typed(self, type_: FieldType, text: str) -> str:
        match type_:
            case FieldType.LANG:
                return self.labels.language_name(text, self.language)
            case FieldType.COUNTRIES:
                return self.labels.country(text, self.language)
            case FieldType.MUNICIPALITY:
                return self.labels.municipality(text, self.language)
            case FieldType.DATE:
                return formats.date(text, self.language)
            case FieldType.PDATE:
                return formats.partial_date(text, self.language)
            case FieldType.DATETIME:
                return formats.datetime_(text, self.language)
            case FieldType.ORG:
                return self.organisation(text)
        return text

    def organisation(self, value: str) -> str:
        """Return the name of an organisation of the directory, or the words for a kind of them."""
        if value == "list:assistance_system":
            return sentences("proposal", self.language)["recipient"]
        if value.startswith("list:"):
            return self.labels.code("recipient_kind", value.removeprefix("list:"), self.language)
        try:
            entry = self.session.store.trust().org(OrgId(unb64(value, ID_LENGTH)))
        except Malformed:
            return ""
        return entry.name if entry else ""
