"""The words of statistics in one language, the same in the window, in a file and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain import statistics as counting
from desktop_app.domain import statistics_release as release
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.use_cases.letter_words import sentences

#: The code list that names the cells of a table; other tables have words of their own.
_LISTS: Final = {
    counting.PROPOSALS: "referrer_type",
    counting.AGE: "age_band",
    release.FORM: "exploitation_form",
    counting.FORM_FINLAND: "exploitation_form",
    counting.FORM_ABROAD: "exploitation_form",
    counting.SECTOR: "sector",
    counting.RESIDENCE: "residence_basis",
    counting.ENDINGS: "ending_ground",
    counting.REASONS: "not_given_reason",
}
_GROUNDS: Final = {group: ground for ground, group in counting.GROUPS.items()}
_PLACES: Final = {"": "everywhere", counting.FINLAND_CELL: "in_finland", counting.ABROAD_CELL: "elsewhere"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its words, its figure (nought is under `under`), and the figure's words."""

    words: str
    number: int
    under: int
    figure: str


@dataclass(frozen=True, slots=True)
class StatisticsWords:
    """Reads tables in one of the languages of papers."""

    labels: Labels
    language: str

    @property
    def said(self) -> Mapping[str, str]:
        """The fixed words."""
        return sentences("statistics", self.language)

    def period(self, code: str) -> str:
        """Return the name of a period."""
        year, _, half = code.partition("-")
        return self.said["first_half" if half == "1" else "second_half"].format(year=year) if half else year

    def place(self, place: str) -> str:
        """Return the name of one of the PLACES."""
        return self.said[_PLACES[place]]

    def table(self, code: str) -> str:
        """Return the title of a table."""
        return self.said[f"table_{code}"]

    def cell(self, table: str, cell: str) -> str:
        """Return the name of a cell."""
        named = "cell_other_sex" if (table, cell) == (counting.SEX, "other") else f"cell_{cell}"
        if named in self.said:
            return self.said[named]
        if cell == counting.BY_PERSON:
            return self.labels.code("proposal_type", cell, self.language)
        if table == counting.CITIZENSHIP:
            return self.labels.country(cell, self.language)
        if cell in _GROUNDS:
            return self.labels.code("admission_ground", _GROUNDS[cell], self.language)
        return self.labels.code(_LISTS.get(table, "decision_outcome"), cell, self.language)

    def figure(self, number: int, under: int) -> str:
        """Return a figure as it is told."""
        return formats.number(number, self.language) if number else self.said["under"].format(n=under)

    def lines(self, table: release.Table) -> tuple[Line, ...]:
        """Return the lines of a table; what is too small to be told stands together in the last one."""
        told = [Line(self.cell(table.code, each.cell), each.number, each.under, self.figure(each.number, each.under))
                for each in table.figures if each.number]  # fmt: skip
        small = [each for each in table.figures if not each.number]
        if len(small) == 1 and table.code != counting.CITIZENSHIP:
            words = self.cell(table.code, small[0].cell)
            return (*told, Line(words, 0, small[0].under, self.figure(0, small[0].under)))
        if small or table.code == counting.CITIZENSHIP:
            under = small[0].under if small else release.STEP
            return (*told, Line(self.said["others"], 0, under, self.figure(0, under)))
        return tuple(told)

    def notes(self, *, system: bool) -> tuple[str, ...]:
        """Return what a reader must know of the figures."""
        return (self.said["source" if system else "source_own"], self.said["rounded"], self.said["once"])
