"""The access log: filters on top, then one line for each thing that was done, newest first; never a content."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.i18n.formats import datetime_
from desktop_app.ui.language import N_, TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, px
from desktop_app.ui.view_models.access_log import AccessLine, AccessLogViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.date_editor import DateInput
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.two_columns import TwoColumns

#: As many lines as are drawn; the filters lead to the others, and the window is not held.
DRAWN = 100

WHAT = {
    "opened": N_("opened"),
    "shown": N_("shown (safety)"),
    "printed": N_("printed"),
    "exported": N_("exported"),
    "disclosed": N_("disclosed"),
}


#: What is exported and is no kind of record.
_EXPORTED = {"extract": N_("Extract for the person"), "calendar": N_("Calendar file")}


class AccessLogPage(TranslatedWidget, ScrollPage):
    """Only on a laptop with an administrator's role."""

    def __init__(self, model: AccessLogViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=1000, parent=parent)
        self._model = model
        self._drawn: tuple[object, ...] = ()
        self._reference = FieldBlock(TextInput(), reserve=False)
        self._worker = FieldBlock(Choice(), reserve=False)
        self._since = FieldBlock(DateInput(prefer="past"), reserve=False)
        self._until = FieldBlock(DateInput(prefer="past"), reserve=False)
        filters = Card(margins=(20, 12, 20, 14))
        who, when = TwoColumns(self._reference, self._worker), TwoColumns(self._since, self._until)
        filters.body.addWidget(TwoColumns(who, when))
        for block in (self._reference, self._worker, self._since, self._until):
            block.editor.edited.connect(self._on_filter)
        self._card, self._grid = Card(), QWidget()
        self._card.body.addWidget(self._grid)
        self._more = Label("", "meta", "muted", wrap=True)
        self._empty = EmptyState("history")
        for part in (filters, self._empty, self._card, self._more):
            self.body.addWidget(part)
        self.body.addStretch(1)
        model.changed.connect(self._show)
        self.narrow_changed.connect(self._show)
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Access log"))
        self.set_subtitle(
            tr(
                "Who has opened, shown, printed, exported or disclosed what (Act 906/2019, section 17). No content is "
                "kept, and cases that you may not open are not shown."
            )
        )
        self._reference.set_label(tr("Reference"))
        self._worker.set_label(tr("Worker"))
        self._since.set_label(tr("From"))
        self._until.set_label(tr("Up to"))
        self._more.setText(tr("There is more. Narrow it down by reference, worker or days."))
        self._empty.set(tr("Nothing has been noted"))
        self._drawn = ()
        self._show()

    def _on_filter(self) -> None:
        values = [block.editor.value() for block in (self._reference, self._worker, self._since, self._until)]
        reference, worker, since, until = (value if isinstance(value, str) else "" for value in values)
        self._model.filter(reference, worker or None, since or None, until or None)

    def _show(self) -> None:
        log = self._model.log
        self._worker.editor.set_options([(code, name or tr("A colleague")) for code, name in self._model.workers])
        self._empty.setVisible(not log.lines)
        self._card.setVisible(bool(log.lines))
        self._more.setVisible(log.more or len(log.lines) > DRAWN)
        drawn = (log.lines[:DRAWN], screen_language(), self.narrow)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._grid.deleteLater()
        self._grid = (self._column if self.narrow else self._table)(log.lines[:DRAWN])
        self._card.body.addWidget(self._grid)

    def _table(self, lines: tuple[AccessLine, ...]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(8))
        heads = (tr("When"), tr("Worker"), tr("Reference"), tr("What was done"), "")
        for at, head in enumerate(heads):
            grid.addWidget(Label(head, "label"), 0, at)
        for at, line in enumerate(lines, start=1):
            words = self._words(line)
            for place, text in enumerate(words):
                tone = "muted" if place == len(words) - 1 else "ink"
                grid.addWidget(Label(text, "body", tone, wrap=place == len(words) - 1), at, place)
        grid.setColumnStretch(len(heads) - 1, 1)
        return holder

    def _column(self, lines: tuple[AccessLine, ...]) -> QWidget:
        """What was done with which case, and below it who did it and when: five columns have no room here."""
        holder = QWidget()
        under = column(holder, 2)
        for line in lines:
            when, worker, reference, done, about = self._words(line)
            under.addWidget(Label(" · ".join(part for part in (reference, done, about) if part), "label", wrap=True))
            under.addWidget(Label(f"{worker} · {when}", "body", "muted", wrap=True))
            under.addSpacing(px(10))
        return holder

    def _words(self, line: AccessLine) -> tuple[str, str, str, str, str]:
        labels, language = self._model.labels, screen_language()
        name = tr(_EXPORTED[line.kind]) if line.kind in _EXPORTED else labels.kind(line.kind, language)
        about = [name] if line.kind else []
        about += [labels.field(line.kind, field, language) for field in line.fields if line.kind]
        worker = tr("You") if line.by_me else line.worker or tr("A colleague")
        done = tr(WHAT[line.what]) if line.what in WHAT else line.what
        return datetime_(line.at, language), worker, line.reference, done, " · ".join(about)
