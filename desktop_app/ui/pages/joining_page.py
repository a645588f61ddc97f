"""Joining the cases of one person: the other one is searched for, what happens is said, and it can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.formats import list_
from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.pages.joining_cards import ConsultationCard, JoinedCard
from desktop_app.ui.view_models.joining import JoiningViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.toast import Toast


class JoiningPage(TranslatedWidget, ScrollPage):
    """Nothing is joined by itself: the worker chooses the other case among those that may be opened here."""

    done = Signal()
    received_asked = Signal(object, str)

    def __init__(self, model: JoiningViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=760, parent=parent)
        self._model = model
        self._done = Button("default")
        self.add_action(self._done)
        self.joined = JoinedCard(model)
        self._card = Card(gap=8)
        self.search = FieldBlock(TextInput(icon="search"), reserve=False)
        self._rows = RowList()
        self._none = Label("", "body", "muted", wrap=True)
        self._what = Card(gap=8)
        self._sentences = [Label("", "body", wrap=True) for _ in range(3)]
        self._loses = Banner("amber", "users")
        self.join = Button("primary", "plus")
        self.consultation = ConsultationCard(model)
        self._build()
        self._connect()
        self.retranslate()
        model.read()

    def _build(self) -> None:
        parts: tuple[QWidget, ...] = (self.search, self._rows, self._none)
        told: tuple[QWidget, ...] = (*self._sentences, self._loses)
        for part in parts:
            self._card.body.addWidget(part)
        for part in told:
            self._what.body.addWidget(part)
        self._what.body.addWidget(self.join, 0, Qt.AlignmentFlag.AlignRight)
        for card in (self.joined, self._card, self._what, self.consultation):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def _connect(self) -> None:
        model = self._model
        self._done.clicked.connect(self.done)
        self.search.editor.edited.connect(self._on_search)
        self._rows.opened.connect(lambda key: model.choose(CaseId(unb64(key))))
        self.join.clicked.connect(model.join)
        self.joined.received_asked.connect(self.received_asked)
        model.changed.connect(self._show)
        model.joined.connect(self._on_joined)
        model.parted.connect(self._on_parted)

    def entered(self) -> None:
        """Read again what may have changed meanwhile."""
        self._model.read()

    def leave(self, then: Callable[[], None]) -> None:
        """Nothing is written here that would be lost."""
        then()

    def main_act(self) -> None:
        """Ctrl+Enter joins what was chosen."""
        self._model.join()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.editor.setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(self._model.labels.kind("case_join", screen_language()), self._model.reference)
        self.set_subtitle(tr("Nothing is joined by itself, and a join can be taken back."))
        self._done.setText(tr("Done"))
        self._card.set_title(tr("Another case of the same person"))
        self.search.set_label(tr("Search by reference or by a name that was written down"))
        self._rows.setAccessibleName(tr("Another case of the same person"))
        self._none.setText(tr("No other case that you may open was found."))
        self._what.set_title(tr("What happens"))
        self.join.setText(tr("Join the cases"))
        self._show()

    def _show(self) -> None:
        view, preview = self._model.view, self._model.preview
        if view is not None:
            self.set_title(self._model.labels.kind("case_join", screen_language()), view.reference)
        chosen = b64(self._model.other) if self._model.other is not None else ""
        found = view.found if view is not None else ()
        rows = [
            Row(b64(one.case), one.reference, one.responsible_name, chevron=False, chosen=b64(one.case) == chosen)
            for one in found
        ]
        self._rows.set_rows(rows)
        self._rows.setVisible(bool(rows))
        self._none.setVisible(view is not None and not rows)
        self._what.setVisible(preview is not None)
        if preview is not None:
            words = (
                tr("{one} and {other} are shown as one case from now on.", one=preview.one, other=preview.other),
                tr("Both histories stay, and each record says from which case it comes."),
                tr("Only those who may open both cases can open them."),
            )
            for label, sentence in zip(self._sentences, words, strict=True):
                label.setText(sentence)
            names = list_(preview.lose, screen_language())
            self._loses.set(tr("They can open one of the cases now and neither afterwards: {names}.", names=names))
            self._loses.setVisible(bool(preview.lose))

    def _on_search(self) -> None:
        self._model.search(self.search.editor.value() or "")

    def _on_joined(self) -> None:
        self.search.editor.set_value(None)
        self._model.search("")
        Toast.say(self, tr("Joined. Both histories stay."))

    def _on_parted(self) -> None:
        Toast.say(self, tr("The join has been taken back."))
