"""Joining cases of one person: what is joined already, the search for the other case, and what joining does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import joining
from desktop_app.use_cases.joining import NOT_JOINED, Group, JoiningView, Preview
from desktop_app.use_cases.session import Changed

#: Time after the last key after which cases are searched, in milliseconds.
SEARCH_AFTER_MS = 120


class JoiningViewModel(QObject):
    """`changed` when anything shown has changed; `joined` after a join, `parted` after one was taken back."""

    changed = Signal()
    joined = Signal()
    parted = Signal()

    def __init__(
        self,
        around: Surroundings,
        case: CaseId,
        reference: str = "",
        other: CaseId | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._around, self.case, self.reference = around, case, reference
        self.labels = around.labels
        self.view: JoiningView | None = None
        self.preview: Preview | None = None
        self.other = other
        self._query = ""
        self._search = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._search.timeout.connect(self.read)
        around.feed.changed.connect(self._on_feed)

    @property
    def group(self) -> Group:
        """The cases joined already."""
        return self.view.group if self.view is not None else NOT_JOINED

    def read(self) -> None:
        """Read what is joined and what the search finds."""
        work = partial(joining.view, self._around.session, self.case, self._query)
        self._around.background.in_store(work, self._on_view)
        if self.other is not None and self.preview is None:
            self.choose(self.other)

    def search(self, query: str) -> None:
        """Look for the other case as it is typed."""
        self._query = query
        self._search.start()

    def choose(self, other: CaseId) -> None:
        """Say what joining with this case does."""
        self.other = other
        work = partial(joining.preview, self._around.session, self.case, other)
        self._around.background.in_store(work, self._on_preview)

    def join(self) -> None:
        """Join the chosen case."""
        if self.other is not None and self.preview is not None:
            work = partial(joining.join, self._around.session, self.case, self.other)
            self._around.background.in_store(work, self._on_joined)

    def take_back(self, one: CaseId, other: CaseId) -> None:
        """Take back that two cases were joined."""
        work = partial(joining.take_back, self._around.session, one, other)
        self._around.background.in_store(work, self._on_parted)

    def join_consultation(self, consultation: RecordId, agreed: str) -> None:
        """Join a consultation; nothing happens without the person's yes."""
        work = partial(joining.join_consultation, self._around.session, self.case, consultation, agreed)
        self._around.background.in_store(work, self._on_joined)

    def take_back_consultation(self, consultation: RecordId) -> None:
        """Strike out that a consultation was joined."""
        work = partial(joining.take_back_consultation, self._around.session, self.case, consultation)
        self._around.background.in_store(work, self._on_parted)

    def _on_view(self, view: JoiningView) -> None:
        self.view = view
        self.reference = view.reference
        self.changed.emit()

    def _on_preview(self, preview: Preview) -> None:
        self.preview = preview
        self.changed.emit()

    def _on_joined(self, cases: Changed) -> None:
        self.other = self.preview = None
        self._around.feed.tell(cases)
        self.joined.emit()

    def _on_parted(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.parted.emit()

    def _on_feed(self, cases: Changed) -> None:
        if self.case in cases or not cases:
            self.read()
