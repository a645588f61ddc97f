"""One laptop of the organisation: whose it is, how it stands, and what an administrator can do about it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.language import ntr, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.laptop_words import detail_words, name_words, order_words, state_words
from desktop_app.ui.view_models.laptops import Laptop
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.tag import Tag


class LaptopRow(QWidget):
    """Made anew whenever something about the laptop changes."""

    confirm_asked = Signal(object)
    remove_asked = Signal(object)
    set_aside_asked = Signal(object)
    lock_asked = Signal(object)
    wipe_asked = Signal(object)

    def __init__(self, laptop: Laptop, now: datetime, *, busy: bool) -> None:
        super().__init__()
        self.laptop = laptop
        lines = column(self, 8)
        head = row(None, 12)
        words, tone, icon = state_words(laptop)
        head.addWidget(Label(name_words(laptop), "card", wrap=True), 1)
        head.addWidget(Tag(words, tone, icon), 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(head)
        lines.addWidget(Label(detail_words(laptop, now), "meta", "muted", wrap=True))
        self._add_notices(lines)
        self.confirm = Button("default", "check", text=tr("Confirm the name"), small=True)
        self.look = Button("default", "eye", text=tr("Look at what was set aside"), small=True)
        self.lock = Button("default", "lock", text=tr("Have it locked"), small=True)
        self.wipe = Button("danger", "key-round", text=tr("Have its keys destroyed"), small=True)
        self.remove = Button("danger", "trash-2", text=tr("Remove the laptop"), small=True)
        for button in (self.lock, self.wipe, self.remove):
            button.set_busy(busy)
        self._add_acts(lines)
        self.confirm.clicked.connect(lambda: self.confirm_asked.emit(self.laptop))
        self.look.clicked.connect(lambda: self.set_aside_asked.emit(self.laptop))
        self.lock.clicked.connect(lambda: self.lock_asked.emit(self.laptop))
        self.wipe.clicked.connect(lambda: self.wipe_asked.emit(self.laptop))
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self.laptop))

    def _add_acts(self, lines: QVBoxLayout) -> None:
        laptop = self.laptop
        offered = {
            self.confirm: _unconfirmed(laptop),
            self.look: bool(laptop.set_aside),
            self.lock: not laptop.own,
            self.wipe: not laptop.own,
            self.remove: not laptop.own and laptop.state != "retired",
        }
        acts = QWidget()
        flow = FlowLayout(acts, 8)
        for button, wanted in offered.items():
            button.setVisible(wanted)
            if wanted:
                button.setAccessibleName(f"{button.text()}: {name_words(laptop)}")
                flow.addWidget(button)
        acts.setVisible(any(offered.values()))
        lines.addWidget(acts)

    def _add_notices(self, lines: QVBoxLayout) -> None:
        laptop = self.laptop
        if _unconfirmed(laptop):
            lines.addWidget(
                Label(
                    tr("The laptop says this name itself. Confirm it when you know that it is true."),
                    "meta",
                    "muted",
                    wrap=True,
                )
            )
        if laptop.state == "forked":
            notice = Banner("amber")
            notice.set(
                tr(
                    "The central system has been sent two different changes under one number: this laptop's store "
                    "was copied, or restored from a backup. The one that is still used takes a new place by itself and "
                    "asks to be let in again: choose then that it takes the place of this one. If you do not know "
                    "where the other copy is, change the organisation's keys too."
                ),
                title=tr("There are two copies of this laptop"),
            )
            lines.addWidget(notice)
        if laptop.order is not None:
            lines.addWidget(Label(order_words(laptop.order), "meta", "muted", wrap=True))
        if laptop.set_aside:
            words = ntr(
                "{n} change that it sent has been set aside and counts nowhere.",
                "{n} changes that it sent have been set aside and count nowhere.",
                laptop.set_aside,
            )
            lines.addWidget(Label(words, "meta", "amber", wrap=True))


def _unconfirmed(laptop: Laptop) -> bool:
    """Return whether an administrator is still to say that the name is right; nobody confirms the own one."""
    return bool(laptop.worker) and not laptop.confirmed and not laptop.own and laptop.state != "retired"
