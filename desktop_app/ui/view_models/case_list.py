"""The case list: search as you type, filters, order, one page after another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.moment import day_in_finland
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.use_cases import cases
from desktop_app.use_cases.cases import CasePage, CaseRow, ListRequest
from desktop_app.use_cases.session import Session

PAGE_ROWS = 50

#: Filters offered as chips, in this order, by kind of organisation.
FILTERS = {
    OrgKind.OUTREACH: ("mine", "due", "unsent", "waiting_for_answer", "more_asked", "erased_soon", "closed"),
    OrgKind.ASSISTANCE_SYSTEM: ("to_answer", "binds", "child", "more_asked", "received", "mine", "unsent", "closed"),
    OrgKind.PROVIDER: ("to_answer", "pressing", "received", "mine", "unsent", "closed"),
}

#: Columns that the list can be ordered by; the first one is the usual order.
ORDERS = {
    OrgKind.OUTREACH: ("opened", "reference", "next_step", "proposal", "responsible", "delete_on"),
    OrgKind.ASSISTANCE_SYSTEM: ("next_step", "opened", "reference", "proposal", "responsible", "delete_on"),
    OrgKind.PROVIDER: ("next_step", "opened", "reference", "responsible", "delete_on"),
}


class CaseListViewModel(QObject):
    """Holds the rows that fit the search; asks again when the search or a case changes, newest question wins."""

    changed = Signal()

    def __init__(
        self, session: Session, background: Background, feed: ChangeFeed, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        self.request = ListRequest(limit=PAGE_ROWS)
        self.kind = OrgKind.OUTREACH
        self.rows: tuple[CaseRow, ...] = ()
        self.matching = 0
        self.total = 0
        self.exact = True
        self.read_once = False
        self._asked = 0
        feed.changed.connect(self.read)

    @property
    def order(self) -> str:
        """The order in which the rows stand."""
        return self.request.order or cases.usual_order(self.kind)[0]

    @property
    def today(self) -> date:
        """The day from which the days of the list are told."""
        return day_in_finland(self._session.now())

    def search(self, words: str) -> None:
        """Show the cases that hold `words` in reference or name."""
        self._ask(replace(self.request, query=words.strip(), limit=PAGE_ROWS))

    def filter_by(self, filters: frozenset[str]) -> None:
        """Show only cases to which all chosen filters apply."""
        self._ask(replace(self.request, filters=filters, limit=PAGE_ROWS))

    def order_by(self, column: str, descending: bool) -> None:
        """Order by a column."""
        self._ask(replace(self.request, order=column, descending=descending))

    def show_steps(self) -> None:
        """Show all cases by the day of their next step."""
        self._ask(ListRequest(order="next_step", descending=False, limit=PAGE_ROWS))

    def more(self) -> None:
        """Read the next rows when the end of the list comes into sight."""
        if len(self.rows) < self.matching:
            self._ask(replace(self.request, limit=self.request.limit + PAGE_ROWS))

    def read(self) -> None:
        """Read the rows again."""
        self._ask(self.request)

    def case_at(self, row: int) -> CaseId:
        """Return the case of a row."""
        return self.rows[row].case

    def _ask(self, request: ListRequest) -> None:
        self.request = request
        self._asked += 1
        self._background.in_store(partial(self._page, request), partial(self._on_page, self._asked))

    def _page(self, request: ListRequest) -> tuple[OrgKind, CasePage]:
        """Read the rows, and whose list it is; runs in the store's thread."""
        return cases.organisation_kind(self._session), cases.page(self._session, request)

    def _on_page(self, question: int, found: tuple[OrgKind, CasePage]) -> None:
        if question != self._asked:
            return
        self.kind, page = found
        self.rows, self.matching, self.total, self.exact = page.rows, page.matching, page.total, page.exact
        self.read_once = True
        self.changed.emit()
