"""The papers with recovery words: the organisation's and a laptop's, made to be read aloud and typed back.

They hold secrets: their bytes go to the printer and nowhere else. A character that no font has is replaced, so that
an unusual name never keeps a paper from being printed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.errors import LuotsiError
from desktop_app.i18n import formats
from desktop_app.paths import resources
from desktop_app.sheets.content import Paragraph, paragraphs
from desktop_app.sheets.drawing import Colour, Role, Rule
from desktop_app.sheets.font_faces import Weight
from desktop_app.sheets.layout import MARGIN, WIDTH, Flow
from desktop_app.sheets.pdf import write_pdf
from desktop_app.sheets.typesetting import Column, SetLine, Style, set_paragraph

_TITLE = Style(18, 25, Weight.STRONG, Colour.INK, Role.TITLE)
_NAME = Style(13, 19, Weight.STRONG, Colour.INK, Role.PARAGRAPH, after=2)
_HEADING = Style(11.5, 16, Weight.STRONG, Colour.ACCENT, Role.HEADING, after=2)
_BODY = Style(11, 16, Weight.REGULAR, Colour.INK, Role.PARAGRAPH, after=3)
_NUMBER = Style(11, 22, Weight.REGULAR, Colour.MUTED, Role.PARAGRAPH)
_WORD = Style(15, 22, Weight.STRONG, Colour.INK, Role.PARAGRAPH)
_PLACE = Style(11, 16, Weight.REGULAR, Colour.INK, Role.PARAGRAPH, after=3)
_COLUMNS = 3
_NUMBER_WIDTH = 26.0
_DOCUMENT_TITLE = "Luotsi"


@dataclass(slots=True)
class _Paper:
    """A paper being set in one language."""

    language: str
    flow: Flow
    last_part: int = 0

    def lines(
        self, text: str, style: Style, x: float = MARGIN, width: float = WIDTH, listed: bool = False
    ) -> tuple[SetLine, ...]:
        self.last_part += 1
        column = Column(x, width, self.language)
        return set_paragraph(text, style, column, self.last_part, listed=listed, replace_missing=True)

    def put(self, text: str, style: Style) -> None:
        self.flow.row([self.lines(text, style)])

    def section(self, heading: str, body: Sequence[Paragraph]) -> None:
        self.flow.space(16)
        self.put(heading, _HEADING)
        for paragraph in body:
            self.flow.row([self.lines(paragraph.text, _BODY, listed=paragraph.listed)])


def _words(paper: _Paper, words: Sequence[str]) -> None:
    """Numbered words, each column read downwards."""
    rows = -(-len(words) // _COLUMNS)
    width = WIDTH / _COLUMNS
    for row in range(rows):
        cells: list[tuple[SetLine, ...]] = []
        for column in range(_COLUMNS):
            index = column * rows + row
            if index < len(words):
                x = MARGIN + column * width
                cells.append(paper.lines(f"{index + 1}.", _NUMBER, x, _NUMBER_WIDTH))
                cells.append(paper.lines(words[index], _WORD, x + _NUMBER_WIDTH, width - _NUMBER_WIDTH - 6))
        paper.flow.row(cells)
        paper.flow.space(6)


def _paper(
    words: Sequence[str],
    name: str,
    made_on: date,
    language: str,
    kind: str,
    place: Sequence[str] = (),
    share: tuple[int, int, int] = (1, 1, 1),
) -> bytes:
    path = resources() / "sheets" / "papers" / f"{language}.toml"
    if not language.isalpha() or not path.is_file():
        raise LuotsiError("no_such_sheet", language=language)
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    number, papers, needed = share
    numbers = {"number": number, "papers": papers, "needed": needed}
    text: Mapping[str, str] = {key: words.format(**numbers) for key, words in said[kind].items()}
    paper = _Paper(language, Flow())
    paper.put(text["title"], _TITLE)
    paper.flow.space(6)
    paper.flow.add(Rule(MARGIN, paper.flow.y, WIDTH, 1.4, Colour.ACCENT))
    paper.flow.space(14)
    if name:
        paper.put(name, _NAME)
    paper.put(said["made_on"].format(date=formats.date(made_on, language)), _BODY)
    paper.section(text["purpose_heading"], paragraphs(text["purpose"]))
    paper.section(said["numbered"], ())
    paper.flow.space(8)
    _words(paper, words)
    if place:
        paper.section(text["place_heading"], paragraphs(text["place"]))
        for line in place:
            paper.put(line, _PLACE)
    paper.section(text["keep_heading"], paragraphs(text["keep"]))
    return write_pdf(paper.flow.finished(), _DOCUMENT_TITLE, language)


def recovery_sheet(
    words: Sequence[str],
    organisation: str,
    made_on: date,
    language: str,
    place: Sequence[str] = (),
    share: tuple[int, int, int] = (1, 1, 1),
) -> bytes:
    """The PDF of an organisation's recovery words, in `fi`, `sv` or `en`; `place` are lines that say where it is.

    `share` says which paper this is, of how many, and how many are needed: (1, 1, 1) for a sheet that is not split.
    Raises LuotsiError("no_such_sheet") for another language.
    """
    kind = "organisation" if share[1] == 1 else "part"
    return _paper(words, organisation, made_on, language, kind, place, share)


def store_recovery_paper(words: Sequence[str], made_on: date, language: str) -> bytes:
    """The PDF of the recovery words of the store on one laptop, in `fi`, `sv` or `en`.

    Raises LuotsiError("no_such_sheet") for another language.
    """
    return _paper(words, "", made_on, language, "store")
