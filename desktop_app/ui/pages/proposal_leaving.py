"""What leaves, what does not and why, what cannot be taken back: the right side of the proposal."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, empty, row
from desktop_app.ui.pages.look_again import show_look_at
from desktop_app.ui.pages.proposal_words import STAYS
from desktop_app.ui.view_models.proposal import Piece, ProposalView, ProposalViewModel
from desktop_app.ui.widgets.banner import Banner, IconBox
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.tick import Checkbox


class Leaving(TranslatedWidget, QWidget):
    """Two lists in plain words; with `choosing` the records can be ticked one by one.

    `large` is for the person's eyes, on the turned screen.
    """

    def __init__(self, model: ProposalViewModel, labels: Labels, *, large: bool = False) -> None:
        super().__init__()
        self._model, self._labels, self._large = model, labels, large
        self._shown: tuple[ProposalView | None, str] = (None, "")
        self._title = Label("", "statement_large" if large else "card")
        self._where = Label("", "statement" if large else "body", "muted", wrap=True)
        self._go = column(None, 8 if large else 2)
        self._choose = Button("quiet", "list", small=True)
        self._choose.setCheckable(True)
        self._pieces = QWidget()
        self._piece_rows = column(self._pieces, 2)
        self._stay_title = Label("", "statement_large" if large else "card")
        self._stay = column(None, 8 if large else 2)
        self._never = Label("", "body", "muted", wrap=True)
        self._kept = Label("", "statement" if large else "body", wrap=True)
        self._look = Banner("amber")
        self._lay_out()
        self._choose.toggled.connect(self._pieces.setVisible)
        model.changed.connect(self.show_view)
        self.retranslate()

    def _lay_out(self) -> None:
        rows = column(self, 14 if self._large else 8)
        head = row(None, 8)
        head.addWidget(self._title, 1)
        head.addWidget(self._choose)
        rows.addLayout(head)
        rows.addWidget(self._where)
        rows.addLayout(self._go)
        rows.addWidget(self._pieces)
        rows.addWidget(hairline())
        rows.addWidget(self._stay_title)
        rows.addLayout(self._stay)
        rows.addWidget(self._never)
        rows.addWidget(hairline())
        rows.addWidget(self._look)
        rows.addWidget(self._kept)
        self._pieces.hide()
        self._never.setVisible(self._large)

    def retranslate(self) -> None:
        """Set every word."""
        self._title.setText(tr("This leaves"))
        self._stay_title.setText(tr("This does not leave"))
        self._choose.setText(tr("Choose"))
        self._never.setText(tr("Notes and what is only for your own organisation never leave."))
        self._kept.setText(
            tr("What has arrived cannot be taken back: it stays with the recipient under the law that they follow.")
        )
        self.show_view()

    def show_view(self) -> None:
        """Show what is to leave now."""
        view, language = self._model.view, screen_language()
        if view is None or self._shown == (view, language):
            return
        self._shown = (view, language)
        show_look_at(self._look, () if self._large or self._model.is_sent else view.look_at, self._labels)
        recipient = view.recipient or tr("the Assistance System, Joutseno Reception Centre")
        self._where.setText(tr("To {recipient}. One frozen version.", recipient=recipient))
        empty(self._go)
        empty(self._stay)
        leaving = view.version.groups_leaving if view.version else ()
        for group, answered_at in leaving:
            self._go.addWidget(self._line("check", "accent", group, self._permission(answered_at)))
        if not leaving:
            only = tr("Only the two reasons and your own contact details.")
            nothing = only if view.version else tr("Nothing leaves.")
            self._go.addWidget(Label(nothing, "statement" if self._large else "body", "muted", wrap=True))
        partly = {group for group, _ in leaving}
        for stays in view.stays:
            reason = tr(STAYS[stays.reason])
            why = tr("in part: {reason}", reason=reason) if stays.group in partly else reason
            self._stay.addWidget(self._line("x", "muted", stays.group, why))
        self._show_pieces(view)

    def _permission(self, answered_at: str) -> str:
        if not answered_at:
            return tr("with permission")
        today = self._model.now().date()
        return tr("permission {day}", day=formats.day_in_words(answered_at[:10], today, screen_language()))

    def _line(self, icon: str, tone: str, group: str, why: str) -> QWidget:
        holder = QWidget()
        line = row(holder, 10)
        words = self._labels.code("data_group", group, screen_language())
        name = Label(words, "statement" if self._large else "body", wrap=True)
        reason = Label(why, "body" if self._large else "meta", "muted")
        reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(IconBox(icon, tone, 18))
        line.addWidget(name, 1)
        line.addWidget(reason)
        return holder

    def _show_pieces(self, view: ProposalView) -> None:
        choosing = not self._large and bool(view.pieces) and not self._model.is_sent
        self._choose.setVisible(choosing)
        self._choose.setAccessibleName(tr("Choose record by record"))
        self._pieces.setVisible(choosing and self._choose.isChecked())
        empty(self._piece_rows)
        for piece in view.pieces:
            tick = Checkbox(self._name_of(piece))
            tick.set_value(piece.ticked)
            tick.edited.connect(partial(self._on_tick, piece, tick))
            self._piece_rows.addWidget(tick)

    def _name_of(self, piece: Piece) -> str:
        language = screen_language()
        day = formats.day_in_words(piece.created_at[:10], self._model.now().date(), language)
        kind = self._labels.kind(piece.kind, language)
        name = self._labels.code("indicators", piece.code, language) if piece.code else kind
        return f"{name} · {day}"

    def _on_tick(self, piece: Piece, tick: Checkbox) -> None:
        self._model.tick(piece.record, tick.value() is True)
