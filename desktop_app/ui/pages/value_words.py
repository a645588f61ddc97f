"""The words for a recorded value: labels of codes, dates as the language writes them, texts as they are."""

from __future__ import annotations

from desktop_app.domain.kind import Field, FieldType
from desktop_app.domain.kinds import kind_named
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ui.language import tr
from desktop_app.use_cases.information import sheet_title


def value_words(kind: str, field: str, value: Json, labels: Labels, language: str) -> str:
    """Return a value as a person reads it: empty for nothing, as it stands for a field that is not known here."""
    if value in (None, "", []):
        return ""
    declared = kind_named(kind).by_name.get(field)
    if declared is None:
        return _plain(value)
    if isinstance(value, list):
        return formats.list_([_one(declared, each, labels, language) for each in value], language)
    return _one(declared, value, labels, language)


def _one(field: Field, value: Json, labels: Labels, language: str) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, dict):
        return labels.language_name(str(value["lang"]), language) if "lang" in value else _plain(value.get("raw"))
    text = str(value)
    if field.target == "sheet":
        title, given_in = sheet_title(text, language)
        return f"{title} ({labels.language_name(given_in, language)})" if given_in else title
    if field.code_list is not None and field.type is not FieldType.LANGUAGES:
        return labels.code(field.code_list, text, language)
    try:
        return _typed(field.type, text, labels, language)
    except (ValueError, KeyError):
        return text


def _typed(type_: FieldType, text: str, labels: Labels, language: str) -> str:
    if type_ is FieldType.LANG:
        return labels.language_name(text, language)
    if type_ is FieldType.MUNICIPALITY:
        return labels.municipality(text, language)
    if type_ is FieldType.COUNTRIES:
        return labels.country(text, language)
    if type_ is FieldType.DATE:
        return formats.date(text, language)
    if type_ is FieldType.PDATE:
        return formats.partial_date(text, language)
    if type_ is FieldType.DATETIME:
        return formats.datetime_(text, language)
    return text


def _plain(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    return "" if value is None else str(value)
