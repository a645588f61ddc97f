"""Coming back with the recovery sheet: both parts of the paper are typed, then the worker says who they are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.pages.sheet_cards import words_label
from desktop_app.ui.view_models.coming_back import ComingBackViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.tick import Checkbox


class ComingBackPage(TranslatedWidget, ScrollPage):
    """For a laptop that works alone. What it has written already comes along."""

    done = Signal()

    def __init__(self, model: ComingBackViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=760, parent=parent)
        self._model = model
        self._error = Label("", "body", "danger", wrap=True)
        self._error.hide()
        self.words, self.where = TextArea(lines=3), TextArea(lines=4)
        self._words, self._where = FieldBlock(self.words, reserve=False), FieldBlock(self.where, reserve=False)
        self._say_sheet, self._say_lost = Label("", "body", "muted", wrap=True), Label("", "meta", "muted", wrap=True)
        self.all_lost = Checkbox()
        self.all_lost.set_value(True)
        self.go = Button("primary", "key-round")
        self.worker = Choice()
        self._worker = FieldBlock(self.worker, reserve=False)
        self._say_who = Label("", "body", "muted", wrap=True)
        self._renew = Banner("amber")
        self.go_on, self.skip = Button("primary", "check"), Button("quiet")
        self._sheet, self._who = Card(), Card()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        for part in (self._say_sheet, self._words, self._where, self.all_lost, self._say_lost):
            self._sheet.body.addWidget(part)
        self._sheet.body.addWidget(self.go, 0, left)
        for widget in (self._renew, self._say_who, self._worker):
            self._who.body.addWidget(widget)
        for button in (self.go_on, self.skip):
            self._who.body.addWidget(button, 0, left)
        for card in (self._error, self._sheet, self._who):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def _connect(self) -> None:
        model = self._model
        self.go.clicked.connect(self._on_go)
        self.go_on.clicked.connect(self._on_go_on)
        self.skip.clicked.connect(self.done)
        self.worker.edited.connect(self._show)
        model.changed.connect(self._show)
        model.failed.connect(self._say)
        model.settled.connect(self.done)

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Come back with the recovery sheet"), wrap=False)
        self._say_sheet.setText(
            tr(
                "This brings back everything that the organisation has sent to the central system. What was only on "
                "a lost laptop does not come back. What is on this laptop comes along."
            )
        )
        self._words.set_label(words_label())
        self._where.set_label(tr("Where the organisation is: the address and the words after it on the sheet"))
        self.all_lost.setText(tr("All other laptops of the organisation are lost"))
        self._say_lost.setText(
            tr(
                "They are then removed and the keys changed. Leave it unticked if colleagues still use theirs; "
                "remove the lost ones afterwards from the list of laptops."
            )
        )
        self.go.setText(tr("Bring the organisation back"))
        self._who.set_title(tr("The organisation is back"))
        self._renew.set(tr("Make a new recovery sheet soon: the words of this one have been typed into a laptop."))
        self._say_who.setText(
            tr("Say who you were before: your cases open for you again. If you are new here, go on without.")
        )
        self._worker.set_label(tr("I am"))
        self.go_on.setText(tr("Go on as this worker"))
        self.skip.setText(tr("Go on as a new worker"))
        self._show()

    def _show(self) -> None:
        model = self._model
        self._sheet.setVisible(not model.back)
        self._who.setVisible(model.back)
        self.worker.set_options(model.workers)
        self.go.set_busy(model.busy)
        self.go_on.setEnabled(self.worker.value() is not None)
        if model.busy:
            self._error.hide()

    def _on_go(self) -> None:
        words, where = self.words.value(), self.where.value()
        if words and where:
            self._model.come_back(where, words, all_lost=self.all_lost.value() is True)
        else:
            self._say(LuotsiError("both_parts"))

    def _on_go_on(self) -> None:
        chosen = self.worker.value()
        if chosen is not None:
            self._model.go_on_as(chosen)

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()
