"""Sync in plain words: one sentence of truth, a way to act, what waits for a choice, then the last days."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, ntr, screen_language, tr
from desktop_app.ui.measure import column, row, space
from desktop_app.ui.pages.conflict_card import ConflictCard
from desktop_app.ui.pages.courier_card import CourierCard
from desktop_app.ui.pages.safety_copy_words import safety_words
from desktop_app.ui.pages.set_aside_card import SetAsideCard
from desktop_app.ui.pages.standing_words import doubt_words, left_advice, left_words, silence_words
from desktop_app.ui.view_models.sync import RecentLine, SyncViewModel
from desktop_app.ui.widgets.banner import Banner, IconBox
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.toast import Toast


class SyncPage(TranslatedWidget, ScrollPage):
    """Picture 09. Nothing here hurries: what is not sent is safe, what two have written is all kept."""

    case_asked = Signal(object)

    def __init__(self, model: SyncViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        self.body.addWidget(self._truth_card())
        self.silence = Banner("amber")
        self.body.addWidget(self.silence)
        self.doubt = Banner("amber")
        self.body.addWidget(self.doubt)
        self._cards_holder = QWidget()
        self._cards_column = column(self._cards_holder, 12)
        self._cards_holder.hide()
        self.cards: list[ConflictCard] = []
        self.body.addWidget(self._cards_holder)
        self.courier = CourierCard(model.courier)
        self.body.addWidget(self.courier)
        self.set_aside = SetAsideCard(model)
        self.set_aside.case_asked.connect(self.case_asked)
        self.body.addWidget(self.set_aside)
        self.body.addWidget(self._recent_card())
        self.body.addStretch(1)
        self._connect()
        self.retranslate()
        model.read()

    def _connect(self) -> None:
        model = self._model
        self._rows.opened.connect(lambda key: self.case_asked.emit(CaseId(bytes.fromhex(key))))
        model.changed.connect(self._show)
        model.chosen.connect(lambda: Toast.say(self, tr("Chosen. The other versions stay in the history.")))
        self.narrow_changed.connect(self._place)

    def entered(self) -> None:
        """Read again when the page is shown."""
        self._model.read()

    def main_act(self) -> None:
        """Ctrl+Enter."""
        self._try.click()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Sync"))
        self._try.setText(tr("Try now"))
        self._recent.set_title(tr("The last days"))
        self._rows.setAccessibleName(tr("The last days"))
        self._nothing.setText(tr("Nothing has been sent to another organisation lately."))
        self._show()

    def _recent_card(self) -> Card:
        self._recent = Card(margins=(4, 16, 4, 4), gap=4)
        self._rows = RowList(row_px=40)
        self._nothing = Label("", "body", "muted", wrap=True)
        space(self._recent.title_row, 8, (20, 0, 20, 0))
        self._recent.body.addWidget(self._rows)
        self._nothing_holder = QWidget()
        column(self._nothing_holder, 0, (20, 0, 20, 12)).addWidget(self._nothing)
        self._recent.body.addWidget(self._nothing_holder)
        return self._recent

    def _truth_card(self) -> Card:
        card = Card(margins=(24, 16, 24, 16), gap=4)
        line = row(None, 16)
        self._icon = IconBox("wifi", "ink", 28)
        words = column(None, 2)
        self._truth = Label("", "statement", wrap=True)
        self._detail = Label("", "body", "muted", wrap=True)
        self._safety = Label("", "body", "muted", wrap=True)
        for label in (self._truth, self._detail, self._safety):
            words.addWidget(label)
        self._try = Button("primary", "refresh-cw")
        self._try.clicked.connect(self._model.sync)
        line.addWidget(self._icon)
        line.addLayout(words, 1)
        line.addWidget(self._try, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(line)
        return card

    def _show(self) -> None:
        status = self._model.status.status
        if status is not None:
            self._truth.setText(self._sentence())
            self._detail.setText(self._unsent())
            safety = safety_words(self._model.status.safety, self._model.now())
            self._safety.setText(safety)
            self._safety.setVisible(bool(safety))
            self.silence.set(silence_words(status.silent_days))
            self.doubt.set("\n".join(doubt_words(one) for one in status.doubts))
            self._icon.set("wifi" if self._model.status.online else "wifi-off")
            self._try.set_busy(self._model.status.busy)
            self._try.setVisible(status.enrolled)
            self.courier.setVisible(status.enrolled)
            self.set_note(self._last_contact())
        self.silence.setVisible(status is not None and bool(status.silent_days))
        self.doubt.setVisible(status is not None and bool(status.doubts))
        self._show_conflicts()
        self._show_recent()

    def _sentence(self) -> str:
        model = self._model.status
        status, problem = model.status, model.problem
        if status is not None and status.left:
            return left_words(status.left)
        if status is None or not status.enrolled:
            return tr("This laptop works alone. Everything is saved on it.")
        if model.busy:
            return tr("Syncing. You can go on working.")
        if problem is not None and not problem.code.startswith("central_"):
            return words_for(problem)
        if not model.online and problem is None:
            return tr("Not yet synced since you unlocked. Everything is saved on this laptop.")
        if not model.online:
            return tr("There is no network now. Everything is saved on this laptop.")
        if status.unsent + status.drafts:
            return tr("There is a network. Everything is saved on this laptop.")
        return tr("Everything is saved and sent.")

    def _unsent(self) -> str:
        status = self._model.status.status
        if status is None:
            return ""
        if status.left:
            return left_advice(status.left)
        if not status.enrolled:
            return tr("Join an organisation under Settings, then what you write can be sent.")
        waiting = status.unsent + status.drafts
        if not waiting:
            return tr("Nothing waits to be sent.")
        count = ntr("{n} change waits to be sent", "{n} changes wait to be sent", waiting)
        days = formats.days_between(status.oldest, self._model.now()) if status.oldest else 0
        if days < 1:
            return tr("{count}. It goes when there is a network.", count=count)
        age = formats.duration_days(days, screen_language())
        return tr("{count}, the oldest {age}. It goes when there is a network.", count=count, age=age)

    def _last_contact(self) -> str:
        status = self._model.status.status
        if status is None or status.last_contact is None:
            return ""
        when = formats.moment_in_words(status.last_contact, self._model.now(), screen_language())
        return tr("Last contact: {when}", when=when)

    def _show_conflicts(self) -> None:
        wanted = list(self._model.standing)
        if [card.standing for card in self.cards] == wanted:
            return
        kept = {card.standing.key: card for card in self.cards if card.standing in wanted}
        for card in self.cards:
            if kept.get(card.standing.key) is not card:
                card.setParent(None)
                card.deleteLater()
        opened = {card.standing.key for card in self.cards if card.fold.isChecked()}
        self.cards = []
        for place, standing in enumerate(wanted):
            card = kept.get(standing.key) or ConflictCard(self._model, standing, self._labels)
            card.fold.setChecked(standing.key in opened)
            card.place(self.narrow)
            self._cards_column.insertWidget(place, card)
            self.cards.append(card)
        self._cards_holder.setVisible(bool(self.cards))

    def _show_recent(self) -> None:
        lines = self._model.recent.lines
        self._rows.set_rows([self._row(line) for line in lines])
        self._rows.setVisible(bool(lines))
        self._nothing_holder.setVisible(not lines)

    def _row(self, line: RecentLine) -> Row:
        language = screen_language()
        state = self._labels.code("proposal_state", line.state, language)
        words = tr("The proposal waits for a network") if line.waits else tr("The proposal: {state}", state=state)
        day = formats.short_day(line.at[:10], self._model.now().date(), language) if line.at else ""
        icon, tone = ("clock", "muted") if line.waits else ("check", "accent")
        return Row(line.case.hex(), line.reference, words, side=day, icon=icon, tone=tone)

    def _place(self, narrow: bool) -> None:
        for card in self.cards:
            card.place(narrow)
