"""Recording a reviewer's approval: which sheets, who read them and when."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.view_models.text_approval import ReviewedText, SheetState, TextApprovalViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.date_editor import DateInput
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.tick import Checkbox


class ApprovalCard(TranslatedWidget, Card):
    """Ticks for the texts that still wait; what is typed stays while another language is looked at."""

    def __init__(self, model: TextApprovalViewModel) -> None:
        super().__init__(gap=8)
        self._model = model
        self.ticks: dict[str, Checkbox] = {}
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._say, self._limits = Label("", "body", "muted", wrap=True), Label("", "meta", "muted", wrap=True)
        self._holder = QWidget()
        self._lines = column(self._holder, 2)
        self.reviewer, self.day = TextInput(), DateInput(prefer="past")
        self._reviewer = FieldBlock(self.reviewer, reserve=False)
        self._day = FieldBlock(self.day)
        self.go = Button("primary", "check")
        pair, last = row(None, 12), row(None, 0)
        pair.addWidget(self._reviewer, 3)
        pair.addWidget(self._day, 2)
        last.addWidget(self._limits, 1)
        last.addWidget(self.go)
        self.body.addWidget(self._say)
        self.body.addWidget(self._holder)
        self.body.addLayout(pair)
        self.body.addLayout(last)
        self.go.clicked.connect(self.record)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("A reviewer's approval"))
        self._say.setText(
            tr(
                "Tick what the reviewer has read whole, beside the Finnish or Swedish text. "
                "The sheets page saves a draft with its watermark for the reviewer."
            )
        )
        self._limits.setText(tr("It holds for exactly this text. When the text changes, it is a draft again."))
        self._reviewer.set_label(tr("Who has read it"))
        self._day.set_label(tr("Day of the review"))
        self.go.setText(tr("Record the approval"))

    def show_texts(self, texts: Mapping[ReviewedText, str]) -> None:
        """Offer, each under a name, the texts that nobody has reviewed yet."""
        waiting = {
            text: name for text, name in texts.items() if text.state in (SheetState.DRAFT, SheetState.UNCONFIRMED)
        }
        shown = tuple((text.sheet, text.language, name) for text, name in waiting.items())
        if shown == self._shown:
            return
        self._shown = shown
        for tick in self.ticks.values():
            tick.setParent(None)
            tick.deleteLater()
        self.ticks = {text.sheet: Checkbox(name.replace("&", "&&")) for text, name in waiting.items()}
        for tick in self.ticks.values():
            self._lines.addWidget(tick)
            tick.edited.connect(self._follow)
        self._follow()

    def record(self) -> None:
        """Record the approval of every ticked text."""
        self.day.read()
        chosen = tuple(sheet for sheet, tick in self.ticks.items() if tick.value() is True)
        if chosen and self.day.is_understood():
            self._model.approve(chosen, str(self.reviewer.value() or ""), self.day.day())

    def clear(self) -> None:
        """Begin anew after it was recorded."""
        self.reviewer.set_value(None)
        self.day.set_value(None)

    def _follow(self) -> None:
        ready = any(tick.value() is True for tick in self.ticks.values())
        self.go.setEnabled(ready)
        self.go.setToolTip("" if ready else tr("Tick first what has been read."))
