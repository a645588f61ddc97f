"""The organisation's laptops: who has one, letting another in, and removing one that is lost or leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import DeviceId
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, empty
from desktop_app.ui.pages.invite_card import InviteCard
from desktop_app.ui.pages.laptop_card import LaptopRow
from desktop_app.ui.pages.laptop_words import name_words
from desktop_app.ui.view_models.laptops import LOCK, WIPE, Laptop, LaptopsViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.toast import Toast


class LaptopsPage(TranslatedWidget, ScrollPage):
    """Only on a laptop with an administrator's role."""

    set_aside_asked = Signal(object)

    def __init__(self, model: LaptopsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=860, parent=parent)
        self._model = model
        self._error = Label("", "body", "danger", wrap=True)
        self._error.hide()
        self._look = Button("default", "refresh-cw")
        self.add_action(self._look)
        self.invite = InviteCard()
        self._card = Card(gap=16)
        self._holder = QWidget()
        self._lines = column(self._holder, 14)
        self._card.body.addWidget(self._holder)
        self.rows: list[LaptopRow] = []
        self._shown: tuple[object, ...] = ()
        self.rotate = Button("default", "key-round")
        self._card.body.addWidget(hairline())
        self._card.body.addWidget(self.rotate, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._error, self._card, self.invite):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._connect()
        self.retranslate()
        model.read()
        model.refresh()

    def _connect(self) -> None:
        model = self._model
        self._look.clicked.connect(self._on_look)
        self.rotate.clicked.connect(self.ask_to_rotate)
        self.invite.invite_asked.connect(model.invite)
        self.invite.look_asked.connect(model.look_for_laptops)
        self.invite.let_in_asked.connect(self._on_let_in)
        model.changed.connect(self._show)
        model.failed.connect(self._say)
        model.removed.connect(self._on_removed)
        model.told.connect(lambda: Toast.say(self, tr("The laptop is told when it is next heard of.")))
        model.rotated.connect(lambda: Toast.say(self, tr("The organisation's keys have been changed.")))

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Laptops of the organisation"), wrap=False)
        self.set_subtitle(
            tr("Every laptop here holds the organisation's keys. Remove one that is lost, or whose user leaves.")
        )
        self._look.setText(tr("Look again"))
        self.rotate.setText(tr("Change the organisation's keys"))
        self._show()

    def _show(self) -> None:
        model = self._model
        self._look.set_busy(model.busy)
        self.invite.show_laptops(
            model.invitation, model.waiting, model.replaceable, deciding=model.deciding, busy=model.busy
        )
        shown = (model.laptops, screen_language())
        if shown != self._shown:
            self._shown = shown
            self._make_rows(model.laptops)
        buttons = [button for row in self.rows for button in (row.lock, row.wipe, row.remove)]
        for button in (self.rotate, *buttons):
            button.set_busy(model.busy)
        self._card.setVisible(bool(model.laptops))

    def _make_rows(self, laptops: tuple[Laptop, ...]) -> None:
        empty(self._lines)
        self.rows = [LaptopRow(one, self._model.now(), busy=self._model.busy) for one in laptops]
        for place, row in enumerate(self.rows):
            if place:
                self._lines.addWidget(hairline())
            self._lines.addWidget(row)
            row.confirm_asked.connect(self._model.confirm)
            row.remove_asked.connect(self.ask_to_remove)
            row.set_aside_asked.connect(self.set_aside_asked)
            row.lock_asked.connect(self.ask_to_lock)
            row.wipe_asked.connect(self.ask_to_wipe)

    def ask_to_remove(self, laptop: Laptop) -> None:
        """Say what removing means, and remove the laptop if the administrator decides so."""
        text = tr(
            "{name}: this laptop reads nothing that is written from now on. What it has sent stays. What it has not "
            "sent stays on it and counts nowhere. The organisation's keys are changed, and the other laptops take the "
            "new ones with their next sync. A removed laptop can only come back as a new one.",
            name=name_words(laptop),
        )
        if decide(
            self, tr("Remove this laptop?"), text, act=tr("Remove and change the keys"), keep=tr("Keep the laptop")
        ):
            self._error.hide()
            self._model.remove(laptop)

    def ask_to_lock(self, laptop: Laptop) -> None:
        """Say what locking from afar means, and tell the laptop if the administrator decides so."""
        text = tr(
            "{name}: the program locks as soon as it next reaches the central system, once. Nothing is lost, and the "
            "passphrase opens it again. The command waits for 90 days.",
            name=name_words(laptop),
        )
        keep = tr("Leave it open")
        if decide(self, tr("Have this laptop locked?"), text, act=tr("Have it locked"), keep=keep, danger=False):
            self._error.hide()
            self._model.tell(laptop, LOCK)

    def ask_to_wipe(self, laptop: Laptop) -> None:
        """Say what destroying the keys means, and tell the laptop if the administrator decides so."""
        text = tr(
            "{name}: when it next reaches the central system, it sends what is unsent and then destroys its key files: "
            "nothing on it can be opened any more, not with the recovery words either. Backups that were made are not "
            "reached. A laptop that never connects again does nothing: remove it as well. This cannot be undone.",
            name=name_words(laptop),
        )
        title, keep = tr("Have the keys on this laptop destroyed?"), tr("Keep its keys")
        if decide(self, title, text, act=tr("Have its keys destroyed"), keep=keep):
            self._error.hide()
            self._model.tell(laptop, WIPE)

    def ask_to_rotate(self) -> None:
        """Say what changing the keys means, and change them if the administrator decides so."""
        text = tr(
            "The laptops listed here take the new keys with their next sync. Whoever has a copy of the old keys reads "
            "nothing that is sealed with the new ones. Nothing that has been written is lost."
        )
        title, keep = tr("Change the keys of the organisation?"), tr("Keep the keys")
        if decide(self, title, text, act=tr("Change the keys"), keep=keep, danger=False):
            self._error.hide()
            self._model.rotate()

    def _on_look(self) -> None:
        self._error.hide()
        self._model.look()

    def _on_let_in(self, ticket: str, roles: frozenset[str], replaced: str, rotate: bool) -> None:
        self._error.hide()
        before = DeviceId(bytes.fromhex(replaced)) if replaced else None
        self._model.let_in(ticket, roles, before, rotate=rotate)

    def _on_removed(self, worker: str) -> None:
        Toast.say(self, tr("{name}: the laptop has been removed and the keys changed.", name=worker or tr("A laptop")))

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()
