"""The entrance: first start step by step, or unlock; one calm card, the languages below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop_app.errors import LuotsiError
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.icons import app_icon
from desktop_app.ui.language import LANGUAGES, OWN_NAMES, Language, TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, px, row
from desktop_app.ui.pages.entrance_language import LanguageStep
from desktop_app.ui.pages.entrance_step import EntranceStep
from desktop_app.ui.view_models.unlock import Step, UnlockViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.label import Label

_CARD_MARGIN = 40


def _type_of(step: Step) -> Callable[[UnlockViewModel], EntranceStep]:
    """Return the widget of a step; the first paint waits only for what the first step needs."""
    if step is Step.LANGUAGE:
        return LanguageStep
    if step is Step.UNLOCK:
        from desktop_app.ui.pages.entrance_unlock import UnlockStep

        return UnlockStep
    if step in (Step.FORGOTTEN, Step.SLOTS_MISSING):
        from desktop_app.ui.pages.entrance_opening import ForgottenStep, SlotsMissingStep

        return ForgottenStep if step is Step.FORGOTTEN else SlotsMissingStep
    from desktop_app.ui.pages.entrance_making import PassphraseStep, TypeBackStep, WordsStep

    return {Step.PASSPHRASE: PassphraseStep, Step.WORDS: WordsStep, Step.TYPE_BACK: TypeBackStep}[step]


class EntrancePage(TranslatedWidget, QScrollArea):
    """Shows the step at which the view model stands; says nothing of what the program is for."""

    language_chosen = Signal(str)

    def __init__(self, model: UnlockViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: Step | None = None
        self.step: EntranceStep | None = None
        self.setProperty("kind", "page")
        self._own_viewport()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card = Card(margins=_CARD_MARGIN, gap=12)
        self._lay_out(inside)
        self.setWidget(inside)
        self._build_head()
        model.changed.connect(self._show_step)
        model.failed.connect(self._say)
        self._show_step()
        self.retranslate()

    def _own_viewport(self) -> None:
        # PySide meets Qt's own viewport as an unknown widget and imports every class of widgets to find out what it is.
        viewport = QWidget()
        viewport.setObjectName("qt_scrollarea_viewport")
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)

    def _lay_out(self, inside: QWidget) -> None:
        lines = column(inside, 20, (24, 24, 24, 16))
        lines.addStretch(1)
        middle = row(None, 0)
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        lines.addLayout(middle)
        lines.addWidget(self._languages(), 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(1)
        lines.addLayout(self._foot())

    def entered(self) -> None:
        """Put the focus where the work begins."""
        if self.step is not None:
            self.step.begin()

    def retranslate(self) -> None:
        """Set every word."""
        self._name.setText("Luotsi")
        self._emergency.setText(tr("Emergency number 112"))
        self._saved.setText(tr("Work is kept on this laptop, even without a network."))
        for code, chip in self._chips.items():
            chip.setChecked(code == screen_language())

    def restyle(self) -> None:
        """Follow the size in force."""
        width = self.step.width_at_100 if self.step else 480
        self._card.setFixedWidth(px(width))
        if self.step is not None:
            # wrapped words are as high as this width makes them, so the page scrolls only when it must
            self.step.sentence.setFixedWidth(px(width - 2 * _CARD_MARGIN))
        self._mark.setPixmap(app_icon().pixmap(px(56), px(56)))

    def _build_head(self) -> None:
        self._mark = Label()
        self._mark.setAccessibleName("Luotsi")
        self._name = Label("", "statement_large")
        for part in (self._mark, self._name):
            self._card.body.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)

    def _languages(self) -> QWidget:
        holder = QWidget()
        line = row(holder, 8)
        self._chips: dict[str, Chip] = {}
        for code in LANGUAGES:
            chip = Chip(OWN_NAMES[code], code=code)
            chip.set_ticks(False)
            chip.clicked.connect(lambda _on=False, code=code: self._choose_language(code))
            self._chips[code] = chip
            line.addWidget(chip)
        return holder

    def _foot(self) -> QHBoxLayout:
        line = row(None, 8)
        self._emergency = Label("", "meta_strong")
        self._saved = Label("", "meta", "muted", wrap=True)
        line.addWidget(self._emergency)
        line.addWidget(self._saved, 1)
        return line

    def _choose_language(self, code: str) -> None:
        Language.set(code)
        self.language_chosen.emit(code)

    def _show_step(self) -> None:
        if self._model.step is not self._shown:
            self._shown = self._model.step
            if self.step is not None:
                self.step.setParent(None)
                self.step.deleteLater()
            self.step = _type_of(self._model.step)(self._model)
            self._card.body.addWidget(self.step)
            self.restyle()
            self.step.begin()
        if self.step is not None:
            self.step.follow()

    def _say(self, error: LuotsiError) -> None:
        if self.step is not None:
            self.step.say(words_for(error))
