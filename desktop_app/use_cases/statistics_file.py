"""The statistics of a period as a file for tables, and as a paper with charts; both hold every place and table."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.sheets.letter import Bar, Letter, LetterHead, LetterPart, write_letters
from desktop_app.use_cases import members, statistics
from desktop_app.use_cases.letter_words import LANGUAGES
from desktop_app.use_cases.session import Session
from desktop_app.use_cases.statistics_words import StatisticsWords

__all__ = ["LANGUAGES", "as_csv", "as_file", "as_letter"]

#: The mark by which a spreadsheet knows UTF-8.
_BYTE_ORDER_MARK: Final = "\ufeff"


def as_file(session: Session, period: str, language: str, ending: str) -> bytes:
    """Return a period as the file that its `ending` names, `.csv` or `.pdf`. Raises LuotsiError `period_not_fixed`."""
    if ending == ".csv":
        return as_csv(session, period, language)
    return write_letters((as_letter(session, period, language),))


def as_csv(session: Session, period: str, language: str) -> bytes:
    """Return a period as CSV as spreadsheets in Finland open it: UTF-8 with its mark, semicolons, CR LF.

    One line for each cell: the figure, or what it is under and no figure. Raises LuotsiError `period_not_fixed`.
    """
    words = StatisticsWords(Labels.load(), language)
    said, text = words.said, StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow([said[name] for name in ("period", "place", "table", "category", "number", "below")])
    for place in statistics.places(session, period):
        for table in statistics.tables(session, period, place):
            for each in table.figures:
                told = [each.number, ""] if each.number else ["", each.under]
                named = [words.period(period), words.place(place), words.table(table.code)]
                lines.writerow([*named, words.cell(table.code, each.cell), *told])
    return (_BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def as_letter(session: Session, period: str, language: str) -> Letter:
    """Return a period as a paper in one of LANGUAGES. Raises LuotsiError `period_not_fixed`."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    words, me = StatisticsWords(Labels.load(), language), members.own(session)
    head = LetterHead(
        kind=words.said["title"],
        subject=f"{words.said['title']}, {words.period(period)}",
        date=formats.date(session.now().astimezone().date(), language),
        marking=(),
        sender=(me.organisation,) if me.organisation else (),
    )
    notes = words.notes(system=statistics.is_system(session))
    parts = [LetterPart(words.said["about"], tuple(("", note) for note in notes))]
    for place in statistics.places(session, period):
        for table in statistics.tables(session, period, place):
            bars = tuple(Bar(line.words, line.figure, line.number) for line in words.lines(table))
            parts.append(LetterPart(words.table(table.code), bars=bars))
    return Letter(head, tuple(parts), language)
