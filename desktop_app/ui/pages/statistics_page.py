"""Statistics: which period and place, then a chart for each table; a period is counted and fixed by one press."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.paper_output import sure_to_save
from desktop_app.ui.pages.paper_window import PaperWindow
from desktop_app.ui.view_models.statistics import Chart, StatisticsView, StatisticsViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.figure_table import FigureRow, FigureTable
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns

#: What stands for all places among the choices, where an empty code would be no choice.
_EVERYWHERE = "everywhere"


class StatisticsPage(TranslatedWidget, ScrollPage):
    """Nothing is shown of a period before it is fixed, so that nobody can compare two counts of it."""

    def __init__(self, model: StatisticsViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(measure=900, parent=parent)
        self._model, self._labels = model, labels
        self._drawn: tuple[object, ...] = ()
        self._shown: list[tuple[Card, FigureTable]] = []
        self._to_draw: list[tuple[int, Chart]] = []
        self._drawing = QTimer(self, singleShot=True, interval=0)
        self._drawing.timeout.connect(self._draw_next)
        self._papers: PaperWindow | None = None
        self.period = FieldBlock(Choice(empty=False), reserve=False)
        self.place = FieldBlock(Segmented(clearable=False), reserve=False)
        self.fix, self.csv, self.paper = (
            Button("primary", "check"),
            Button("default", "download"),
            Button("default", "printer"),
        )
        self._error, self._notes = Label("", "body", "danger", wrap=True), Label("", "meta", "muted", wrap=True)
        self._error.hide()
        self._empty, self._unfixed, self._unfixed_words = EmptyState("list"), Card(), Label("", "body", wrap=True)
        self._tables = QWidget()
        self._cards = column(self._tables, 16)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._choices = Card(margins=(20, 12, 20, 14))
        beside = QWidget()  # stays where the place is hidden, so that the period keeps its own place and width
        column(beside, 0).addWidget(self.place)
        self._choices.body.addWidget(TwoColumns(self.period, beside, left_width=330, gap=24, top=True))
        self._unfixed.body.addWidget(self._unfixed_words)
        way = row(None, 8)
        way.addWidget(self.fix)
        way.addStretch(1)
        self._unfixed.body.addLayout(way)
        self._ways = QWidget()
        ways = row(self._ways, 8)
        for button in (self.paper, self.csv):
            ways.addWidget(button)
        ways.addStretch(1)
        for part in (self._error, self._choices, self._empty, self._unfixed, self._ways, self._tables, self._notes):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _connect(self) -> None:
        model = self._model
        self.period.editor.edited.connect(lambda: model.choose(period=str(self.period.editor.value())))
        self.place.editor.edited.connect(self._on_place)
        self.fix.clicked.connect(self._on_fix)
        self.csv.clicked.connect(self._on_csv)
        self.paper.clicked.connect(self.show_paper)
        model.changed.connect(self._show)
        model.saved.connect(lambda: Toast.say(self, tr("Saved.")))
        model.failed.connect(self._say)

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Statistics"))
        self.set_subtitle(tr("Figures of ended periods, rounded down so that nobody can be worked out from them."))
        self.period.set_label(tr("Period"))
        self.place.set_label(tr("Where the person was exploited"))
        self.fix.setText(tr("Count and fix the figures"))
        self.csv.setText(tr("Save as CSV"))
        self.paper.setText(tr("Print preview"))
        self._empty.set(
            tr("No period can be counted yet"),
            tr("A half-year or a year can be counted when 30 days have passed since its end."),
        )
        self._drawn = ()
        self._show()
        self._model.read()

    def _show(self) -> None:
        view = self._model.view
        for part in (self._choices, self._empty, self._unfixed, self._ways, self._tables, self._notes):
            part.setVisible(False)
        if view is None:
            return
        self._choices.setVisible(bool(view.periods))
        self._empty.setVisible(not view.periods)
        words = self._model.words(screen_language())
        self._offer(view)
        self._unfixed.setVisible(bool(view.periods) and not view.fixed)
        self._unfixed_words.setText(self._why_not_shown(view))
        self.fix.setVisible(view.may_fix)
        self.fix.set_busy(self._model.busy)
        for part in (self._ways, self._tables, self._notes):
            part.setVisible(view.fixed)
        self._notes.setText("\n".join(words.notes(system=view.system)))
        self._draw(view)

    def _offer(self, view: StatisticsView) -> None:
        words = self._model.words(screen_language())
        self.period.editor.set_options(
            [(each.code, self._period_words(each.code, each.fixed)) for each in view.periods]
        )
        self.period.editor.set_value(view.period or None)
        self.place.setVisible(len(view.places) > 1)
        self.place.editor.set_options([(place or _EVERYWHERE, words.place(place)) for place in view.places])
        self.place.editor.set_value(view.place or _EVERYWHERE)

    def _period_words(self, code: str, fixed: bool) -> str:
        name = self._model.words(screen_language()).period(code)
        return name if fixed else tr("{period}, not counted yet", period=name)

    def _why_not_shown(self, view: StatisticsView) -> str:
        if not view.may_fix:
            return tr("The figures of this period are not fixed yet. An officer who may record decisions fixes them.")
        return tr(
            "The figures of this period are not fixed yet. They are counted once: what is recorded, corrected or "
            "erased afterwards does not change them. Exchange changes first, so that what colleagues have recorded "
            "is here."
        )

    def _draw(self, view: StatisticsView) -> None:
        drawn = (view.charts, screen_language())
        if drawn == self._drawn:
            return
        self._drawn = drawn
        for card, _figures in self._shown[len(view.charts) :]:
            card.hide()
        self._to_draw = list(enumerate(view.charts))
        self._drawing.start()

    def _draw_next(self) -> None:
        """Draw one chart; each waits for the event loop, so that many never hold the window."""
        if not self._to_draw:
            return
        at, chart = self._to_draw.pop(0)
        if at == len(self._shown):
            card, figures = Card(), FigureTable()
            card.body.addWidget(figures)
            self._cards.addWidget(card)
            self._shown.append((card, figures))
        card, figures = self._shown[at]
        card.set_title(chart.title)
        rows = [FigureRow(line.words, line.number, line.figure) for line in chart.lines]
        figures.set_figures(chart.title, rows, (tr("Category"), tr("Bar"), tr("Figure")))
        card.show()
        self._drawing.start()

    def _on_place(self) -> None:
        code = str(self.place.editor.value() or "")
        self._model.choose(place="" if code == _EVERYWHERE else code)

    def _on_fix(self) -> None:
        view = self._model.view
        name = self._model.words(screen_language()).period(view.period) if view else ""
        sure = decide(
            self,
            tr("Fix the figures of {period}?", period=name),
            tr("The period is counted now and never again, on any laptop. This cannot be undone."),
            act=tr("Count and fix"),
            keep=tr("Not yet"),
            danger=False,
        )
        if sure:
            self._error.hide()
            self._model.fix()

    def _on_csv(self) -> None:
        if not sure_to_save(self):
            return
        view = self._model.view
        name = f"{view.period if view else ''}.csv"
        path, _ = QFileDialog.getSaveFileName(self, tr("Save as CSV"), name, "CSV (*.csv)")
        if path:
            self.save_csv_to(Path(path))

    def save_csv_to(self, path: Path) -> None:
        """Write the whole period as CSV."""
        self._model.save_csv(path, screen_language())

    def show_paper(self) -> PaperWindow:
        """Show the paper of the whole period, to be printed or saved."""
        self._papers = PaperWindow(self._model.papers(screen_language()), self._labels, self)
        self._papers.show()
        return self._papers

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()
