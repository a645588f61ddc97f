"""The letter of a referral to a recipient without laptops: what would leave, in the letter's language, and no more."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from desktop_app import paths
from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.kind import Field, FieldType
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.moment import day_in_finland
from desktop_app.domain.referral import may_be_said
from desktop_app.errors import LuotsiError
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.sheets.letter import LetterPart, letter
from desktop_app.use_cases import access, members, referral, referral_view
from desktop_app.use_cases.session import Session

#: The referral's own text in the order of the letter: the ground first, then what is asked.
_TEXT: Final = ("grounds", "urgency", "asked_help", "person_wishes", "reason", "say_system_client", "basis")


def pdf(session: Session, case: CaseId, record: RecordId, groups: Collection[str] | None) -> bytes:
    """Return the letter as PDF, in Finnish or Swedish as the referral says.

    Fields of level 4 (where and how the person is reached) never stand in a letter. Raises LuotsiError
    `no_consent_for_referral`, `no_such_case`.
    """
    planned = referral.plan(session, case, record, groups)
    if planned.version is None:
        raise LuotsiError("no_consent_for_referral")
    language = "sv" if planned.referral.text("language") == "sv" else "fi"
    labels = Labels.load()
    said: Mapping[str, str] = _words(language)
    me = members.own(session)
    to = planned.reader.name if planned.reader else _to(session, planned, labels, language)
    about = [
        (_label("referral", "recipient", labels, language), to),
        (
            _label("referral", "contact_at_sender", labels, language),
            ", ".join(part for part in (me.shown_name(), me.phone) if part),
        ),
        (said["date"], formats.date(day_in_finland(session.now()), language)),
    ]
    values = {name: value for name, value in planned.referral.values.items() if may_be_said(name, value)}
    text = _lines("referral", _TEXT, values, labels, language)
    parts = [LetterPart(said["about"], tuple(line for line in about if line[1])), LetterPart(said["asked"], text)]
    parts += _copies(planned.file, planned, labels, language)
    parts.append(LetterPart(said["rights_heading"], ((said["rights_label"], said["rights"]),)))
    title = labels.kind("referral", language)
    return letter(title, said["secret"], parts, language)


def save(session: Session, case: CaseId, record: RecordId, groups: Collection[str] | None, path: Path) -> None:
    """Write the letter into a file that the worker named. Raises also LuotsiError `disk_failed`."""
    made = pdf(session, case, record, groups)
    try:
        path.write_bytes(made)
    except OSError as error:
        raise LuotsiError("disk_failed") from error
    access.note(session, case, access.PRINTED, "referral")


def _words(language: str) -> Mapping[str, str]:
    path = paths.resources() / "sheets" / "papers" / f"{language}.toml"
    found: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["letter"]
    return found


def _copies(file: CaseFile, planned: referral.Plan, labels: Labels, language: str) -> list[LetterPart]:
    parts = []
    for copy in planned.version.leaves if planned.version else ():
        if copy.kind != "consent":
            record = file.record(copy.source)
            lines = _lines(copy.kind, copy.fields, record.values, labels, language)
            parts.append(LetterPart(labels.kind(copy.kind, language), lines))
    return parts


def _lines(
    kind: str, names: Iterable[str], values: Mapping[str, Json], labels: Labels, language: str
) -> tuple[tuple[str, str], ...]:
    found = []
    for name in names:
        words = _value(KINDS[kind].by_name[name], values.get(name), labels, language)
        if words:
            found.append((_label(kind, name, labels, language), words))
    return tuple(found)


def _label(kind: str, field: str, labels: Labels, language: str) -> str:
    return labels.field(kind, field, language)


def _to(session: Session, planned: referral.Plan, labels: Labels, language: str) -> str:
    """Return a kind of recipient in words, with the county that the rules propose for it."""
    kind = planned.referral.text("recipient_kind")
    words = labels.code("recipient_kind", kind, language)
    choices = referral_view.proposed_for(session, planned.file)
    county = next((each.county for each in choices if each.recipient_kind == kind and each.county), None)
    place = labels.county(county, language) if county else ""
    return f"{place}: {words}" if place and place != words else words[:1].upper() + words[1:]


def _value(field: Field, value: Json, labels: Labels, language: str) -> str:
    if isinstance(value, list):
        return formats.list_([_value(field, each, labels, language) for each in value], language) if value else ""
    if isinstance(value, dict):
        return labels.language_name(str(value["lang"]), language) if "lang" in value else ""
    if value is None or isinstance(value, bool):
        return ""
    text = str(value)
    if field.type in (FieldType.CODE, FieldType.CODES, FieldType.YN) and field.code_list:
        return labels.code(field.code_list, text, language)
    if field.type is FieldType.LANG:
        return labels.language_name(text, language)
    if field.type is FieldType.DATE:
        return formats.date(text, language)
    if field.type is FieldType.PDATE:
        return formats.partial_date(text, language)
    return text
