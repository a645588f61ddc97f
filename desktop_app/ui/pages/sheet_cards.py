"""The cards on which a recovery sheet is made: whole or split, printed, stored, and only then in force."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import column, empty, px
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.use_cases.sheet_in_making import MAX_PAPERS, SheetPaper


class FoundCard(TranslatedWidget, Card):
    """The organisation's recovery sheet: shown, saved as PDF for printing, stored, and only then goes on.

    `division_asked` (papers, needed) is for a sheet that is split among officers.
    """

    save_asked = Signal()
    stored = Signal()
    division_asked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._say = Label("", "body", wrap=True)
        self.papers, self.needed = Choice(empty=False), Choice(empty=False)
        self._papers, self._needed = FieldBlock(self.papers, reserve=False), FieldBlock(self.needed, reserve=False)
        self._holder = QWidget()
        self._words = column(self._holder, gap=12)
        self._save = Button("default", "printer")
        self._tick = Checkbox()
        self.go = Button("primary")
        self._shown: tuple[SheetPaper, ...] = ()
        for part in (self._say, self._papers, self._needed, self._holder):
            self.body.addWidget(part)
        self.body.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._tick)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self._save.clicked.connect(self.save_asked)
        self._tick.edited.connect(self._follow)
        self.papers.edited.connect(self._on_papers)
        self.needed.edited.connect(self._on_needed)
        self.go.clicked.connect(self.stored)
        self.retranslate()
        self._follow()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("The organisation's recovery sheet"))
        self._papers.set_label(tr("Kept on"))
        self._needed.set_label(tr("Needed to come back"))
        self.papers.set_options(
            [("1", tr("one paper")), *((str(n), tr("{n} papers, split", n=n)) for n in range(2, MAX_PAPERS + 1))]
        )
        self._save.setText(tr("Save as PDF for printing"))
        self.go.setText(tr("Found the organisation"))
        self._lay_papers()

    def begin_anew(self) -> None:
        """Take the tick away: another sheet is to be printed."""
        self._tick.set_value(False)
        self._follow()

    def show_papers(self, papers: tuple[SheetPaper, ...], busy: bool) -> None:
        """Show the words of each paper in three columns."""
        self.go.set_busy(busy)
        if papers != self._shown:
            self._shown = papers
            self._lay_papers()

    def sheet_made(self) -> None:
        """The PDF has been written; the tick still waits for the printed paper."""
        self._tick.setFocus()

    def confirm(self) -> None:
        """Tick that the sheet is stored, as a press does."""
        self._tick.set_value(True)
        self._follow()

    def _lay_papers(self) -> None:
        empty(self._words)
        whole = len(self._shown) <= 1
        self._needed.setVisible(not whole)
        for paper in self._shown:
            self._lay_paper(paper)
        if self._shown:
            first = self._shown[0]
            self.papers.set_value(str(first.papers))
            self.needed.set_options([(str(n), str(n)) for n in range(2, first.papers + 1)])
            self.needed.set_value(str(first.needed) if not whole else None)
        self._say.setText(_said(self._shown))
        self._tick.setText(
            tr("The sheet is printed and locked away")
            if whole
            else tr("Each paper is printed and with its keeper, locked away")
        )

    def _lay_paper(self, paper: SheetPaper) -> None:
        if paper.papers > 1:
            heading = tr("Paper {number} of {papers}", number=paper.number, papers=paper.papers)
            self._words.addWidget(Label(heading, "label"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(24))
        rows = -(-len(paper.words) // 3)
        for place, word in enumerate(paper.words):
            grid.addWidget(Label(f"{place + 1}.  {word}", "card", selectable=True), place % rows, place // rows)
        self._words.addWidget(holder)

    def _on_papers(self) -> None:
        papers = int(self.papers.value() or "1")
        self._ask(papers, papers // 2 + 1)

    def _on_needed(self) -> None:
        self._ask(int(self.papers.value() or "1"), int(self.needed.value() or "2"))

    def _ask(self, papers: int, needed: int) -> None:
        self.begin_anew()
        self.division_asked.emit(papers, 1 if papers == 1 else needed)

    def _follow(self) -> None:
        self.go.setEnabled(self._tick.value() is True)


class NewSheetCard(FoundCard):
    """Another recovery sheet: stored before it is put in force, and the old one worthless afterwards."""

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        self.set_title(tr("The new recovery sheet"))
        self.go.setText(tr("Put the new sheet in force"))


def _said(papers: tuple[SheetPaper, ...]) -> str:
    """What the sheet is for, and how it is kept."""
    if len(papers) <= 1:
        return tr(
            "If every laptop of the organisation is lost, this paper and a new laptop bring its work back. "
            "Print it, lock it away, and keep no file of it. The words are shown only now."
        )
    return tr(
        "If every laptop of the organisation is lost, any {needed} of the {papers} papers and a new laptop bring its "
        "work back; fewer open nothing. Print them, give each to another person to lock away, and keep no file of "
        "them. The words are shown only now.",
        needed=papers[0].needed,
        papers=papers[0].papers,
    )


def saved_words(papers: int) -> str:
    """What is said when the sheet has been written."""
    if papers == 1:
        return tr("Saved. Print it, then remove the file.")
    return tr("Saved as {n} files. Print each on a sheet of its own, then remove the files.", n=papers)


def words_label() -> str:
    """The label of the field for a sheet's words."""
    return tr("The eleven words of the sheet; of a split one the thirteen words of each paper, one after another")
