"""The cards of the organisation page, one for each thing that two people do together."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import column, empty, px, row
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.use_cases.enrolment import ADMIN, WaitingLaptop


class JoinCard(TranslatedWidget, Card):
    """The invitation is pasted or typed."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = Label("", "body", "muted", wrap=True)
        self.invitation = TextArea(lines=4)
        self._block = FieldBlock(self.invitation, reserve=False)
        self._go = Button("primary", "send")
        for part in (self._words, self._block, self._go):
            self.body.addWidget(part)
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
        for part in (self._say, self.words, self._go):
            self.body.addWidget(part)
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
        for part in (self._say, self._grid_holder, self._save, self._tick, self.go):
            self.body.addWidget(part)
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


class AdministratorCard(TranslatedWidget, Card):
    """Inviting a colleague's laptop and letting it in after the words were compared."""

    invite_asked = Signal()
    look_asked = Signal()
    let_in_asked = Signal(str, frozenset)

    def __init__(self) -> None:
        super().__init__()
        self._say = Label("", "body", "muted", wrap=True)
        self._invite = Button("primary", "plus")
        self.invitation = TextArea(lines=4)
        self.invitation.setReadOnly(True)
        self._invitation = FieldBlock(self.invitation, reserve=False)
        self._copy = Button("quiet", small=True)
        self._look = Button("default", "refresh-cw")
        self._rows = QWidget()
        self._lines = column(self._rows, 12)
        self._waiting: tuple[WaitingLaptop, ...] | None = None
        line = row(None, 8)
        line.addWidget(self._invite)
        line.addWidget(self._look)
        line.addStretch(1)
        self.body.addWidget(self._say)
        self.body.addLayout(line)
        self.body.addWidget(self._invitation)
        self.body.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(self._rows)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.invitation.toPlainText()))
        self._invite.clicked.connect(self.invite_asked)
        self._look.clicked.connect(self.look_asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Laptops of the organisation"))
        self._say.setText(tr("Invite a colleague's laptop, then compare the six words that both of you see."))
        self._invite.setText(tr("Make an invitation"))
        self._invitation.set_label(tr("Invitation"))
        self._copy.setText(tr("Copy"))
        self._copy.setAccessibleName(tr("Copy the invitation"))
        self._look.setText(tr("Look for laptops that ask to join"))
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._show_waiting(waiting)

    def show_laptops(self, invitation: str, waiting: tuple[WaitingLaptop, ...], busy: bool) -> None:
        """Show the invitation and who waits."""
        self.invitation.set_value(invitation)
        self._invitation.setVisible(bool(invitation))
        self._copy.setVisible(bool(invitation))
        self._invite.set_busy(busy)
        self._look.set_busy(busy)
        self._show_waiting(waiting)

    def _show_waiting(self, waiting: tuple[WaitingLaptop, ...]) -> None:
        if waiting == self._waiting:
            return
        self._waiting = waiting
        empty(self._lines)
        for laptop in waiting:
            self._lines.addWidget(self._row(laptop))

    def _row(self, laptop: WaitingLaptop) -> QWidget:
        holder = QWidget()
        lines = column(holder, 8)
        lines.addWidget(hairline())
        lines.addWidget(Label(laptop.name, "card"))
        lines.addWidget(Label("   ".join(laptop.words), "statement", selectable=True, wrap=True))
        tick = Checkbox(tr("May also let others in (administrator)"))
        lines.addWidget(tick)
        go = Button("default", "check", text=tr("The words are the same: let this laptop in"))
        go.clicked.connect(lambda: self._let_in(laptop, administrator=tick.value() is True))
        lines.addWidget(go)
        return holder

    def _let_in(self, laptop: WaitingLaptop, *, administrator: bool) -> None:
        self.let_in_asked.emit(laptop.ticket, frozenset({ADMIN}) if administrator else frozenset())
