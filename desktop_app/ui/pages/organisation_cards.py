"""The cards of the organisation page, one for each thing that two people do together."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.text_area import TextArea


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
