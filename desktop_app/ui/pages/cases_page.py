"""The case list: search as you type, filters as chips, one order; references and neutral steps only."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.formats import date as date_words
from desktop_app.i18n.formats import day_in_words
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import N_, TranslatedWidget, ntr, screen_language, tr
from desktop_app.ui.measure import row
from desktop_app.ui.pages.today_page import STEPS
from desktop_app.ui.view_models.case_list import FILTERS, ORDERS, CaseListViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.record_table import Cell, Column, RecordTable, TableRow
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.use_cases.cases import CaseRow

FILTER_WORDS = {
    "mine": N_("Mine"),
    "due": N_("Due"),
    "unsent": N_("Unsent"),
    "waiting_for_answer": N_("Waiting for an answer"),
    "more_asked": N_("More asked"),
    "erased_soon": N_("Erased soon"),
    "closed": N_("Closed"),
}
ORDER_WORDS = {
    "opened": N_("Last opened"),
    "reference": N_("Reference"),
    "next_step": N_("Next step"),
    "proposal": N_("Proposal"),
    "responsible": N_("Responsible"),
    "delete_on": N_("Erased at the latest"),
}

#: Tone and icon of a proposal's state; what waits for the worker is amber.
STATE_LOOK = {
    "draft": ("neutral", "pen-line"),
    "ready": ("accent", "send"),
    "sent": ("neutral", "clock"),
    "delivered": ("accent", "check"),
    "opened": ("accent", "check"),
    "question_open": ("amber", "circle-alert"),
    "supplemented": ("accent", "check"),
    "withdrawn": ("neutral", "x"),
    "decided": ("accent", "check"),
}

#: Orders in which the greatest comes first.
_NEWEST_FIRST = frozenset({"opened"})


class CasesPage(TranslatedWidget, ScrollPage):
    """The page of picture 03. The whole row opens the case."""

    open_case = Signal(object)
    new_case = Signal()

    def __init__(self, model: CaseListViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        self._new = Button("primary", "plus")
        self.add_action(self._new)
        self.search = TextInput(icon="search")
        self._order_label = Label("", "label")
        self._order = Choice(empty=False)
        self._filters = ChipFlow(shown=None)
        self._card = Card(margins=0, gap=0)
        self._table = RecordTable()
        self._card.body.addWidget(self._table)
        self._empty = EmptyState("folder")
        self._foot = Label("", "meta", "muted", wrap=True)
        line = row(None, 8)
        line.addWidget(self.search, 1)
        line.addWidget(self._order_label)
        line.addWidget(self._order)
        self.body.addLayout(line)
        for part in (self._filters, self._card, self._empty, self._foot):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._order_label.setBuddy(self._order)
        self._connect()
        self.retranslate()
        model.read()

    def entered(self) -> None:
        """What happened meanwhile is read when the page is seen again."""
        self._model.read()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def main_act(self) -> None:
        """Ctrl+Enter begins a case."""
        self.new_case.emit()

    def retranslate(self) -> None:
        """Set every word; what is typed and chosen stays."""
        self._new.setText(tr("New case"))
        self.search.setPlaceholderText(tr("Search by reference or name"))
        self.search.setAccessibleName(tr("Search by reference or name"))
        self._order_label.setText(tr("Order"))
        self._order.setAccessibleName(tr("Order"))
        self._order.set_options([(code, tr(ORDER_WORDS[code])) for code in ORDERS])
        self._order.set_value(self._model.request.order)
        self._filters.setAccessibleName(tr("Show only"))
        self._filters.set_options([(code, tr(FILTER_WORDS[code])) for code in FILTERS])
        self._foot.setText(
            tr("The list shows references only. What the person has told is seen when the case is opened.")
        )
        self._table.setAccessibleName(tr("Cases"))
        self._table.set_columns(
            [
                Column("reference", tr("Reference"), 236, marks=True),
                Column("next", tr("Next step")),
                Column("proposal", tr("Proposal"), 230),
                Column("responsible", tr("Responsible"), 150, optional=True),
                Column("delete_on", tr("Erased at the latest"), 170, optional=True),
            ]
        )
        self._show()

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_case)
        self.search.edited.connect(lambda: self._model.search(str(self.search.value() or "")))
        self._order.edited.connect(self._on_order)
        self._filters.edited.connect(self._on_filters)
        self._table.opened.connect(lambda key: self.open_case.emit(CaseId(unb64(key))))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._empty.acted.connect(self.new_case)
        self._model.changed.connect(self._show)

    def _on_scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.viewport().height():
            self._model.more()

    def _on_order(self) -> None:
        order = str(self._order.value())
        self._model.order_by(order, order in _NEWEST_FIRST)

    def _on_filters(self) -> None:
        chosen = self._filters.value()
        self._model.filter_by(frozenset(chosen) if isinstance(chosen, list) else frozenset())

    def _show(self) -> None:
        model = self._model
        request = model.request
        self.set_title(tr("Cases"))
        self.set_subtitle(self._count())
        self._table.set_marks(request.query)
        today = datetime.now().astimezone().date()
        self._table.set_rows([self._row(each, today) for each in model.rows])
        self._card.setVisible(bool(model.rows))
        self._foot.setVisible(bool(model.rows))
        self._empty.setVisible(model.read_once and not model.rows)
        if request.query or request.filters:
            self._empty.set(tr("No case fits"), tr("Change the words or the choices above."))
        else:
            self._empty.set(
                tr("No cases yet"), tr("A case begins with a first contact."), tr("Write down a first contact")
            )

    def _count(self) -> str:
        model = self._model
        if not model.total:
            return ""
        if not (model.request.query or model.request.filters):
            return ntr("{n} that you may open", "{n} that you may open", model.total)
        shown = tr("over {n}", n=model.matching) if not model.exact else str(model.matching)
        return tr("{shown} of {total} that you may open", shown=shown, total=model.total)

    def _row(self, each: CaseRow, today: date) -> TableRow:
        language = screen_language()
        step = tr(STEPS[each.next_step][0]) if each.next_step in STEPS else tr("Nothing agreed")
        day = date.fromisoformat(each.next_at[:10]) if each.next_at else None
        late = day is not None and day < today
        proposal = self._labels.code("proposal_state", each.proposal_state, language) if each.proposal_state else ""
        tone, icon = STATE_LOOK.get(each.proposal_state or "", ("neutral", None))
        return TableRow(
            b64(each.case),
            {
                "reference": Cell(each.reference, strong=True),
                "next": Cell(
                    step, detail=day_in_words(day, today, language) if day else "", tone="amber" if late else ""
                ),
                "proposal": Cell(proposal, tag_tone=tone if proposal else "", tag_icon=icon),
                "responsible": Cell(each.responsible_name),
                "delete_on": Cell(date_words(each.delete_on, language) if each.delete_on else ""),
            },
        )
