"""Which text of which sheet has been reviewed; an administrator records it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import RecordId
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import text_approval
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed
from desktop_app.use_cases.text_approval import ReviewedText, SheetState, Texts

__all__ = ["ReviewedText", "SheetState", "TextApprovalViewModel"]


class TextApprovalViewModel(QObject):
    """The texts of one language at a time; `recorded` after an approval was written."""

    changed = Signal()
    recorded = Signal()
    failed = Signal(LuotsiError)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.texts = Texts((), may_approve=False)
        self.language = ""
        around.feed.changed.connect(lambda _cases: self.read())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the texts, as BCP 47 tags, the office's own first."""
        return tuple(dict.fromkeys(row.language for row in self.texts.rows))

    @property
    def rows(self) -> tuple[ReviewedText, ...]:
        """The sheets in the chosen language."""
        return self.of(self.language)

    def of(self, language: str) -> tuple[ReviewedText, ...]:
        """The sheets in a language."""
        return tuple(row for row in self.texts.rows if row.language == language)

    def title(self, sheet: str, language: str) -> str:
        """What a sheet is called in a language, its id where it is not written in it."""
        found = (row.title for row in self.texts.rows if (row.sheet, row.language) == (sheet, language))
        return next(found, sheet)

    def read(self) -> None:
        """Read every text and its state, in the thread that knows the texts."""
        self._around.background.in_sheets(partial(text_approval.read, self._around.session), self._on_read)

    def choose(self, language: str) -> None:
        """Show another language."""
        if language != self.language:
            self.language = language
            self.changed.emit()

    def approve(self, sheets: tuple[str, ...], reviewer: str, approved_on: str | None) -> None:
        """Record that the reviewer has read these sheets in the chosen language."""
        session, language = self._around.session, self.language

        def work() -> Changed:
            for sheet in sheets:
                text_approval.approve(session, sheet, language, reviewer, approved_on)
            return NOTHING_CHANGED

        self._around.background.in_store(work, self._on_recorded, self.failed.emit)

    def take_back(self, record: RecordId) -> None:
        """Take an approval back."""
        work = partial(text_approval.take_back, self._around.session, record)
        self._around.background.in_store(work, self._around.feed.tell, self.failed.emit)

    def _on_read(self, texts: Texts) -> None:
        self.texts = texts
        if not self.language and self.languages:
            drafts = (row.language for row in texts.rows if row.state is SheetState.DRAFT)
            self.language = next(drafts, self.languages[0])
        self.changed.emit()

    def _on_recorded(self, cases: Changed) -> None:
        self._around.feed.tell(cases)
        self.recorded.emit()
