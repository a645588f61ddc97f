"""Inviting a colleague's laptop, and letting it in after the words were compared."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import column, empty, row
from desktop_app.ui.pages.laptop_words import replaceable_words
from desktop_app.ui.view_models.laptops import Laptop, WaitingLaptop
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.use_cases.enrolment import ADMIN, DECIDE


class InviteCard(TranslatedWidget, Card):
    """`let_in_asked` names ticket, roles, the laptop whose place it takes ("" for none), and whether to rotate."""

    invite_asked = Signal()
    look_asked = Signal()
    let_in_asked = Signal(str, frozenset, str, bool)

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
        self._waiting: tuple[WaitingLaptop, ...] = ()
        self._replaceable: tuple[Laptop, ...] = ()
        self._deciding = False
        self._lay_out()
        self._copy.clicked.connect(self._on_copy)
        self._invite.clicked.connect(self.invite_asked)
        self._look.clicked.connect(self.look_asked)
        self.retranslate()

    def _lay_out(self) -> None:
        line = row(None, 8)
        line.addWidget(self._invite)
        line.addWidget(self._look)
        line.addStretch(1)
        self.body.addWidget(self._say)
        self.body.addLayout(line)
        self.body.addWidget(self._invitation)
        self.body.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(self._rows)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.invitation.toPlainText())

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Let a laptop in"))
        self._say.setText(tr("Invite a colleague's laptop, then compare the six words that both of you see."))
        self._invite.setText(tr("Make an invitation"))
        self._invitation.set_label(tr("Invitation"))
        self._copy.setText(tr("Copy"))
        self._copy.setAccessibleName(tr("Copy the invitation"))
        self._look.setText(tr("Look for laptops that ask to join"))
        self._make_rows()

    def show_laptops(
        self,
        invitation: str,
        waiting: tuple[WaitingLaptop, ...],
        replaceable: tuple[Laptop, ...],
        *,
        deciding: bool,
        busy: bool,
    ) -> None:
        """Show the invitation and who waits; `deciding`: a laptop may be given the role for decisions."""
        self.invitation.set_value(invitation)
        self._invitation.setVisible(bool(invitation))
        self._copy.setVisible(bool(invitation))
        self._invite.set_busy(busy)
        self._look.set_busy(busy)
        if (waiting, replaceable, deciding) != (self._waiting, self._replaceable, self._deciding):
            self._waiting, self._replaceable, self._deciding = waiting, replaceable, deciding
            self._make_rows()

    def _make_rows(self) -> None:
        empty(self._lines)
        for laptop in self._waiting:
            self._lines.addWidget(self._row(laptop))
        self._rows.setVisible(bool(self._waiting))

    def _row(self, laptop: WaitingLaptop) -> QWidget:
        holder = QWidget()
        lines = column(holder, 8)
        lines.addWidget(hairline())
        lines.addWidget(Label(laptop.name, "card"))
        lines.addWidget(Label("   ".join(laptop.words), "statement", selectable=True, wrap=True))
        roles = {ADMIN: Checkbox(tr("May also let others in (administrator)"))}
        if self._deciding:
            roles[DECIDE] = Checkbox(tr("May decide on admittance to the Assistance System"))
        for tick in roles.values():
            lines.addWidget(tick)
        before = Choice([(one.dev.hex(), replaceable_words(one)) for one in self._replaceable])
        block = FieldBlock(before, reserve=False)
        block.set_label(tr("It takes the place of"))
        rotate = Checkbox(tr("Change the organisation's keys too: the other copy may be in wrong hands"))
        rotate.setVisible(False)
        before.edited.connect(lambda: rotate.setVisible(before.value() is not None))
        block.setVisible(bool(self._replaceable))
        lines.addWidget(block)
        lines.addWidget(rotate)
        go = Button("default", "check", text=tr("The words are the same: let this laptop in"))
        go.clicked.connect(lambda: self._let_in(laptop, roles, before, rotate))
        lines.addWidget(go)
        return holder

    def _let_in(self, laptop: WaitingLaptop, ticks: dict[str, Checkbox], before: Choice, rotate: Checkbox) -> None:
        roles = frozenset(role for role, tick in ticks.items() if tick.value() is True)
        replaced = before.value() or ""
        self.let_in_asked.emit(laptop.ticket, roles, replaced, bool(replaced) and rotate.value() is True)
