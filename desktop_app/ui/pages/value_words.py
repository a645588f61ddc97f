"""The words for a recorded value: labels of codes, dates as the language writes them, texts as they are."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.domain.kind import Field, FieldType
from desktop_app.domain.kinds import KINDS, kind_named
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ui.language import N_, tr
from desktop_app.ui.pages.column_words import COLUMN_LABELS
from desktop_app.use_cases.information import sheet_title

#: The parts of which the program makes the form of a sheet that was given, see sheets.variant().
VARIANT_WORDS = {
    "standard": N_("standard page"),
    "large_print": N_("large print"),
    "pocket": N_("pocket size"),
    "discreet": N_("discreet"),
    "reference": N_("with the case's reference"),
}


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
    if field.columns and isinstance(value, dict):
        return _row(field, value, labels, language)
    if isinstance(value, dict):
        return _language(field, value, labels, language) if "lang" in value else _plain(value.get("raw"))
    text = str(value)
    if field.type is FieldType.REF and (field.target or "") in KINDS:
        return labels.kind(field.target or "", language)
    if field.target == "sheet":
        title, given_in = sheet_title(text, language)
        return f"{title} ({labels.language_name(given_in, language)})" if given_in else title
    if field.code_list is not None and field.type is not FieldType.LANGUAGES:
        return labels.code(field.code_list, text, language)
    if field.name == "variant":
        return ", ".join(tr(VARIANT_WORDS[part]) if part in VARIANT_WORDS else part for part in text.split(","))
    return _typed(field.type, text, labels, language)


def _language(field: Field, value: Mapping[str, Json], labels: Labels, language: str) -> str:
    name, level = labels.language_name(str(value["lang"]), language), value.get("level")
    return f"{name} ({labels.code(field.code_list, str(level), language)})" if field.code_list and level else name


def _row(field: Field, row: Mapping[str, Json], labels: Labels, language: str) -> str:
    """Return one row of a field with rows: what stands in its columns, in their order."""
    words = []
    for column in field.columns:
        value = row.get(column.name)
        if column.type is FieldType.FLAG and value is True:
            words.append(tr(COLUMN_LABELS.get(("needs_assessment", field.name, column.name), "yes")))
        elif column.code_list is not None and isinstance(value, str):
            words.append(labels.code(column.code_list, value, language))
        elif isinstance(value, str) and value:
            words.append(value)
    return ": ".join((words[0], "; ".join(words[1:]))) if len(words) > 1 else "".join(words)


def _typed(type_: FieldType, text: str, labels: Labels, language: str) -> str:
    try:
        return _of_type(type_, text, labels, language)
    except (ValueError, KeyError):
        return text


def _of_type(type_: FieldType, text: str, labels: Labels, language: str) -> str:
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
