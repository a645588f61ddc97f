"""The extract as a paper and as a file: the same records, in the language that the person reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from desktop_app.domain.extract import HISTORY, NOTIFICATIONS
from desktop_app.domain.kind import Field, FieldType
from desktop_app.domain.kinds import kind_named
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json, b64
from desktop_app.sheets.interview import interview_text
from desktop_app.sheets.letter import Letter, LetterPart
from desktop_app.use_cases.erasure import StruckField
from desktop_app.use_cases.extract import Extract, FieldGiven, Given, Item, LeftOut
from desktop_app.use_cases.information import sheet_title
from desktop_app.use_cases.letter_words import LetterWords, sentences
from desktop_app.use_cases.session import Session

FORMAT: Final = "luotsi extract 1"

#: A line of the paper: its label and its words.
Line = tuple[str, str]


def letter(session: Session, made: Extract, chosen: Iterable[str], language: str) -> Letter:
    """Return the extract as a letter in Finnish, Swedish or English, laid out after SFS 2487."""
    words = _Words(LetterWords(session, Labels.load(), language), sentences("extract", language))
    said = words.said
    parts = [LetterPart(said["about"], words.about(made))]
    parts += [LetterPart(words.kind(item.kind), words.item(item)) for item in made.items]
    struck = [(words.kind(each.kind), words.struck(each.struck, "struck_whole")) for each in made.struck]
    parts += [LetterPart(label, (("", said_),)) for label, said_ in struck]
    parts.append(LetterPart(said["given"], tuple(words.given(each) for each in made.given)))
    parts.append(LetterPart(said["left"], words.left_out(made.left_out, with_history=HISTORY in chosen)))
    head = words.words.head(said["kind"], said["subject"], (), draft=False)
    return Letter(head, tuple(parts), language)


def as_json(session: Session, made: Extract, language: str) -> str:
    """Return the same extract for a machine: labels and words in a language beside the values as they are recorded."""
    words = _Words(LetterWords(session, Labels.load(), language), sentences("extract", language))
    document: dict[str, Json] = {
        "format": FORMAT,
        "language": language,
        "made_at": made.made_at,
        "organisation": made.organisation,
        "reference": made.reference,
        "kept": words.kept(made),
        "records": [_record(item, words) for item in made.items],
        "struck_out": [
            {"kind": each.kind, "struck_out": each.struck.erased_on, "written": each.struck.written_at}
            for each in made.struck
        ],
        "given_to": [dict(zip(("to_and_for", "how"), words.given(each), strict=True)) for each in made.given],
        "left_out": [_left_out(each, words) for each in told(made.left_out)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def told(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Return what the extract itself says is left out; not that there is a notification unknown to the person."""
    return tuple(each for each in left_out if each.reason != NOTIFICATIONS)


def _record(item: Item, words: _Words) -> Json:
    return {
        "kind": item.kind,
        "label": words.kind(item.kind),
        "record": b64(item.record),
        "written_at": item.written_at,
        "changed_at": item.changed_at,
        "written_by": item.author,
        "received_from": item.sender,
        "sent_version": item.sent,
        "fields": [_field(item.kind, each, words) for each in item.fields],
        "struck_out": [
            {
                "field": one.field,
                "label": words.label(item.kind, one.field),
                "struck_out": one.erased_on,
                "written_at": one.written_at,
                "written_by": one.author,
            }
            for one in item.struck
        ],
    }


def _field(kind: str, given: FieldGiven, words: _Words) -> Json:
    declared = kind_named(kind).by_name[given.name]
    told: dict[str, Json] = {
        "field": given.name,
        "label": words.label(kind, given.name),
        "values": list(given.values),
        "words": [words.value(declared, value) for value in given.values],
    }
    if given.earlier:
        told["earlier"] = [{"value": value, "written_at": at} for value, at in given.earlier]
    return told


def _left_out(each: LeftOut, words: _Words) -> Json:
    told: dict[str, Json] = {"why": each.reason, "words": words.said[each.reason], "kind": each.kind}
    return told | {"label": words.kind(each.kind), "fields": [*each.fields]}


class _Words:
    """The words of an extract in one language."""

    def __init__(self, words: LetterWords, said: Mapping[str, str]) -> None:
        self.words, self.said = words, said
        self._labels, self._language = words.labels, words.language

    def kind(self, kind: str) -> str:
        """Return the name of a kind."""
        return self._labels.kind(kind, self._language)

    def label(self, kind: str, name: str) -> str:
        """Return the label of a field."""
        return self._labels.field(kind, name, self._language)

    def about(self, made: Extract) -> tuple[Line, ...]:
        """Return who holds the data, by what right, for how long, and what else may be asked."""
        said = self.said
        return (
            (said["controller"], made.organisation or said["controller_alone"]),
            (said["basis"], said["basis_words"]),
            (said["reference"], made.reference),
            (said["kept"], self.kept(made)),
            (said["rights"], said["rights_words"]),
        )

    def kept(self, made: Extract) -> str:
        """Return until when the own records are kept."""
        if made.delete_on:
            return self.said["kept_until"].format(day=formats.date(made.delete_on, self._language))
        if made.kept_days is None:
            return self.said["kept_law"]
        return self.said["kept_rule"].format(days=made.kept_days)

    def item(self, item: Item) -> tuple[Line, ...]:
        """Return the lines of a record: when and by whom it was written, its fields, and what was struck out of it."""
        written = self.said["written_words"].format(
            time=self._time(item.written_at), author=item.sender or item.author or self.said["author_unknown"]
        )
        label = self.said["sender"] if item.sender else self.said["sent"] if item.sent else self.said["written"]
        lines: list[Line] = [(label, written)]
        for given in item.fields:
            lines += self._lines(item.kind, given)
        lines += [(self.label(item.kind, one.field), self.struck(one, "struck")) for one in item.struck]
        return tuple(lines)

    def struck(self, one: StruckField, sentence: str) -> str:
        """Return when something was struck out, and when and by whom it had been written."""
        return self.said[sentence].format(
            day=formats.date(one.erased_on, self._language),
            author=one.author or self.said["author_unknown"],
            time=self._time(one.written_at) if one.written_at else "",
        )

    def given(self, given: Given) -> Line:
        """Return to whom something was given, for what, how and when."""
        purpose = self._labels.code("consent_purpose", given.purpose, self._language)
        to = self.words.organisation(given.reader) or self.words.organisation("list:assistance_system")
        how = self._labels.code("sent_how", given.how, self._language) if given.how else ""
        return (f"{to}: {purpose}", ", ".join(part for part in (self._time(given.at), how) if part))

    def left_out(self, found: Sequence[LeftOut], *, with_history: bool) -> tuple[Line, ...]:
        """Return what is left out, reason by reason."""
        reasons: dict[str, list[str]] = {}
        for each in told(found):
            names = [self.label(each.kind, name) for name in each.fields] or [self.said["whole_kind"]]
            listed = formats.list_(names, self._language)
            reasons.setdefault(each.reason, []).append(f"{self.kind(each.kind)}: {listed}")
        lines = [(self.said[reason], "\n".join(kinds)) for reason, kinds in reasons.items()]
        lines += [] if with_history else [("", f"{self.said['history']}.")]
        return (*lines, ("", self.said["may_lack"]))

    def value(self, field: Field, value: Json) -> str:
        """Return a value in words, rows and yes or no too."""
        if isinstance(value, bool):
            return self._labels.code("yes_no_unknown", "yes" if value else "no", self._language)
        if field.columns and isinstance(value, list):
            return "\n".join(self._row(field, row) for row in value if isinstance(row, dict))
        if field.target == "sheet" and isinstance(value, str):
            return sheet_title(value, self._language)[0]
        return self.words.of_field(field, value)

    def _lines(self, kind: str, given: FieldGiven) -> list[Line]:
        declared, label = kind_named(kind).by_name[given.name], self.label(kind, given.name)
        lines = [(label, self.value(declared, value)) for value in given.values]
        before = self.said["earlier_label"].format(label=label)
        for value, at in given.earlier:
            words = self.said["earlier"].format(words=self.value(declared, value), time=self._time(at))
            lines.append((before, words))
        return [line for line in lines if line[1]]

    def _row(self, field: Field, row: Mapping[str, Json]) -> str:
        found = []
        for column in field.columns:
            value = row.get(column.name)
            if column.type is FieldType.FLAG:
                found += [self.said["urgent"]] if value is True else []
                continue
            if column.name == "question" and isinstance(value, str):
                value = interview_text(self._language).questions.get(value, value)
            if column.code_list is not None and isinstance(value, str):
                found.append(self._labels.code(column.code_list, value, self._language))
            elif isinstance(value, str) and value:
                found.append(self._time(value) if column.type is FieldType.DATETIME else value)
        return "; ".join(found)

    def _time(self, at: str) -> str:
        try:
            return formats.datetime_(datetime.fromisoformat(at), self._language)
        except ValueError:
            return at
