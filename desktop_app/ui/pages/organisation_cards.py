"""The cards of the organisation page, one for each thing that two people do together."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import empty, px
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.tick import Checkbox


class JoinCard(TranslatedWidget, Card):
    """The invitation is pasted or typed."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = Label("", "body", "muted", wrap=True)
        self.invitation = TextArea(lines=4)
        self._block = FieldBlock(self.invitation, reserve=False)
        self._go = Button("primary", "send")
        for part in (self._words, self._block):
            self.body.addWidget(part)
        self.body.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)
        self._go.clicked.connect(self.ask)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Join an organisation"))
        self._words.setText(
            tr(
                "Your administrator, or the authority for a new organisation, gives you an invitation. "
                "It is good for 15 minutes."
            )
        )
        self._block.set_label(tr("Invitation"))
        self._go.setText(tr("Ask to join"))

    def set_busy(self, busy: bool) -> None:
        """Show that it takes a moment."""
        self._go.set_busy(busy)

    def ask(self) -> None:
        """Send what was pasted."""
        text = self.invitation.value()
        if isinstance(text, str) and text.strip():
            self.asked.emit(text.strip())


class WaitCard(TranslatedWidget, Card):
    """Six words to be read aloud, until the other side says that they are the same."""

    look_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._say = Label("", "body", wrap=True)
        self.words = Label("", "statement", selectable=True, wrap=True)
        self._go = Button("primary", "refresh-cw")
        for part in (self._say, self.words):
            self.body.addWidget(part)
        self.body.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)
        self._go.clicked.connect(self.look_asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Compare six words"))
        self._say.setText(
            tr(
                "Read these words aloud to the person who invited you, by phone or face to face. "
                "They must see the same words."
            )
        )
        self._go.setText(tr("The words are the same: look for the answer"))

    def show_words(self, words: tuple[str, ...], busy: bool) -> None:
        """Show the six words."""
        self.words.setText("   ".join(words))
        self._go.set_busy(busy)


class FoundCard(TranslatedWidget, Card):
    """The organisation's recovery sheet: shown, saved as PDF for printing, stored, and only then goes on."""

    save_asked = Signal()
    stored = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._say = Label("", "body", wrap=True)
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setHorizontalSpacing(px(24))
        self._save = Button("default", "printer")
        self._tick = Checkbox()
        self.go = Button("primary")
        self._shown: tuple[str, ...] = ()
        for part in (self._say, self._grid_holder):
            self.body.addWidget(part)
        self.body.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._tick)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self._save.clicked.connect(self.save_asked)
        self._tick.edited.connect(self._follow)
        self.go.clicked.connect(self.stored)
        self.retranslate()
        self._follow()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("The organisation's recovery sheet"))
        self._say.setText(
            tr(
                "If every laptop of the organisation is lost, this paper and a new laptop bring its work back. "
                "Print it, lock it away, and keep no file of it. The words are shown only now."
            )
        )
        self._save.setText(tr("Save as PDF for printing"))
        self._tick.setText(tr("The sheet is printed and locked away"))
        self.go.setText(tr("Found the organisation"))

    def begin_anew(self) -> None:
        """Take the tick away: another sheet is to be printed."""
        self._tick.set_value(False)
        self._follow()

    def show_words(self, words: tuple[str, ...], busy: bool) -> None:
        """Show the words in three columns."""
        self.go.set_busy(busy)
        if words == self._shown:
            return
        self._shown = words
        empty(self._grid)
        rows = -(-len(words) // 3)
        for place, word in enumerate(words):
            self._grid.addWidget(Label(f"{place + 1}.  {word}", "card", selectable=True), place % rows, place // rows)

    def sheet_made(self) -> None:
        """The PDF has been written; the tick still waits for the printed paper."""
        self._tick.setFocus()

    def confirm(self) -> None:
        """Tick that the sheet is stored, as a press does."""
        self._tick.set_value(True)
        self._follow()

    def _follow(self) -> None:
        self.go.setEnabled(self._tick.value() is True)


class NewSheetCard(FoundCard):
    """Another recovery sheet: stored before it is put in force, and the old one worthless afterwards."""

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        self.set_title(tr("The new recovery sheet"))
        self.go.setText(tr("Put the new sheet in force"))
