"""Signs by groups of the catalogue: observations, never counted, coloured or sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, empty
from desktop_app.ui.pages.sign_card import SignCard
from desktop_app.ui.view_models.indicators import IndicatorsViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.row_button import RowButton
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.two_columns import TwoColumns


class IndicatorsPage(TranslatedWidget, ScrollPage):
    """Left the groups, right the signs of one group. Nothing here is asked of anybody, and nothing closes the way."""

    done = Signal()

    def __init__(self, model: IndicatorsViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        self._done = Button("primary")
        self.add_action(self._done)
        self._list = Card(margins=(6, 8, 6, 8), gap=2)
        self._groups: dict[str, RowButton] = {}
        right = QWidget()
        self._signs = column(right, 12)
        self._cards: list[SignCard] = []
        self._making: InTurns | None = None
        self.body.addWidget(TwoColumns(self._list, right, left_width=300, top=True))
        self._draft = Label("", "meta", "muted", wrap=True)
        self.body.addWidget(self._draft)
        self.body.addStretch(1)
        self._done.clicked.connect(lambda: self.leave(self.done.emit))
        model.changed.connect(self._show)
        model.group_changed.connect(self._show_group)
        self.retranslate()
        model.read()

    @property
    def cards(self) -> list[SignCard]:
        """The signs of the group; whoever asks before all stand waits for them."""
        if self._making is not None:
            self._making.finish()
        return self._cards

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self._model.save(then)

    def retranslate(self) -> None:
        """Set every word."""
        self._done.setText(tr("Done"))
        self.set_subtitle(tr("Write only what came up. What is not written was not asked, and nothing is counted."))
        self._draft.setText(tr("The wording of the signs is to be confirmed by the authority."))
        self._show()

    def _show(self) -> None:
        signs, language = self._model.signs, screen_language()
        self.set_title(tr("Signs noticed"), signs.reference if signs else "")
        for group in signs.groups if signs else ():
            if group.code not in self._groups:
                button = RowButton(group.code)
                button.clicked.connect(partial(self._model.choose, group.code))
                self._list.body.addWidget(button)
                self._groups[group.code] = button
            words = self._labels.indicator_group(group.code, language)
            self._groups[group.code].set(words, "", chosen=group.code == self._model.chosen)

    def _show_group(self) -> None:
        if self._making is not None:
            self._making.stop()
            self._making.deleteLater()
        empty(self._signs)
        self._cards = []
        self.verticalScrollBar().setValue(0)
        self._making = InTurns(self._parts(), self)
        self._making.begin()

    def _parts(self) -> Iterator[None]:
        """Make the cards one after another."""
        self._signs.addStretch(1)
        for sign, form in self._model.forms.items():
            card = SignCard(sign, form, self._labels)
            self._signs.insertWidget(len(self._cards), card)
            self._cards.append(card)
            yield
