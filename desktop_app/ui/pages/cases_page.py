"""The case list: search as you type, filters as chips, one order; references and neutral steps only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.summary import ANSWER_RECEIVED
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import unb64
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import N_, TranslatedWidget, ntr, tr
from desktop_app.ui.measure import row
from desktop_app.ui.pages.case_columns import columns, table_row
from desktop_app.ui.pages.incoming_row import ANSWERED_BY
from desktop_app.ui.view_models.case_list import FILTERS, ORDERS, CaseListViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.record_table import RecordTable
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_input import TextInput

FILTER_WORDS = {
    "mine": N_("Mine"),
    "due": N_("Due"),
    "unsent": N_("Unsent"),
    "waiting_for_answer": N_("Waiting for an answer"),
    "more_asked": N_("More asked"),
    "erased_soon": N_("Erased soon"),
    "closed": N_("Closed"),
    "to_answer": N_("Waits for your answer"),
    "binds": N_("A day binds"),
    "child": N_("Child"),
    "pressing": N_("Pressing"),
    "received": N_("Received"),
}
ORDER_WORDS = {
    "opened": N_("Last opened"),
    "reference": N_("Reference"),
    "next_step": N_("Next step"),
    "proposal": N_("Proposal"),
    "responsible": N_("Responsible"),
    "delete_on": N_("Erased at the latest"),
}

#: Orders in which the greatest comes first.
_NEWEST_FIRST = frozenset({"opened"})


#: Where an organisation of each kind answers what it received.
ANSWERED_AT = {OrgKind.ASSISTANCE_SYSTEM: ANSWERED_BY["proposal"], OrgKind.PROVIDER: ANSWERED_BY["referral"]}


class CasesPage(TranslatedWidget, ScrollPage):
    """The page of picture 03. The whole row opens the case."""

    open_case = Signal(object)
    open_received = Signal(object, str)
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
        self._kind: OrgKind | None = None
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

    def show_steps(self) -> None:
        """Show all cases by the day of their next step; what was searched for and chosen gives way."""
        self.search.set_value("")
        self._filters.set_value([])
        self._order.set_value("next_step")
        self._model.show_steps()

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
        self._filters.setAccessibleName(tr("Show only"))
        self._foot.setText(
            tr("The list shows references only. What the person has told is seen when the case is opened.")
        )
        self._table.setAccessibleName(tr("Cases"))
        self._kind = None
        self._show()

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_case)
        self.search.edited.connect(lambda: self._model.search(str(self.search.value() or "")))
        self._order.edited.connect(self._on_order)
        self._filters.edited.connect(self._on_filters)
        self._table.opened.connect(self._on_opened)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._empty.acted.connect(self.new_case)
        self._model.changed.connect(self._show)

    def _on_scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.viewport().height():
            self._model.more()

    def _on_opened(self, key: str) -> None:
        """Open a case; where something received waits for an answer, that is what its reader needs to see first."""
        case = CaseId(unb64(key))
        waits = any(row.case == case and row.next_step == ANSWER_RECEIVED for row in self._model.rows)
        section = ANSWERED_AT.get(self._model.kind) if waits else None
        if section is None:
            self.open_case.emit(case)
        else:
            self.open_received.emit(case, section)

    def _on_order(self) -> None:
        order = str(self._order.value())
        self._model.order_by(order, order in _NEWEST_FIRST)

    def _on_filters(self) -> None:
        chosen = self._filters.value()
        self._model.filter_by(frozenset(chosen) if isinstance(chosen, list) else frozenset())

    def _show_role(self) -> None:
        """Columns, orders and choices of the kind of organisation whose list it is."""
        kind = self._model.kind
        if kind is self._kind:
            return
        self._kind = kind
        self._order.set_options([(code, tr(ORDER_WORDS[code])) for code in ORDERS[kind]])
        self._order.set_value(self._model.order)
        self._filters.set_options([(code, tr(FILTER_WORDS[code])) for code in FILTERS[kind]])
        self._table.set_columns(columns(kind, self._labels))

    def _show(self) -> None:
        model = self._model
        self._show_role()
        request = model.request
        self.set_title(tr("Cases"))
        self.set_subtitle(self._count())
        self._table.set_marks(request.query)
        self._table.set_rows([table_row(each, self._labels, model.today) for each in model.rows])
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
