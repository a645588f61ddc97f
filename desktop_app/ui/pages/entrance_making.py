"""Making a store: passphrase, recovery words, some of them typed back."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.ui.language import N_, tr
from desktop_app.ui.measure import px, row
from desktop_app.ui.pages.entrance_step import EntranceStep
from desktop_app.ui.view_models.unlock import UnlockViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.tick import RadioGroup

#: What makes an own phrase easy to guess.
REASONS = {
    "too_short": N_("Use at least twelve characters."),
    "name_inside": N_("Leave out names."),
    "common_word": N_("Common words are guessed first. Use more words that do not belong together."),
    "keyboard_pattern": N_("Keys in a row are guessed first."),
    "repetition": N_("Repeated parts add little."),
    "sequence": N_("Rows of letters or figures are guessed first."),
    "date_inside": N_("Dates and years are guessed first."),
    "too_guessable": N_("Add a word or two."),
}

_COLUMNS = 3
_JUDGE_AFTER_MS = 250


class PassphraseStep(EntranceStep):
    """The worker's name, and a passphrase: five suggested words, or an own phrase that is judged."""

    width_at_100 = 600

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__(model)
        self._name = TextInput()
        self._name_block = FieldBlock(self._name, reserve=False)
        self._which = RadioGroup()
        self._suggested = Label("", "card", selectable=True, wrap=True)
        self._suggest = Button("quiet", "refresh-cw")
        self._own = TextInput()
        self._own_block = FieldBlock(self._own, reserve=True)
        self._go = Button("primary")
        self._judge = QTimer(self, singleShot=True, interval=_JUDGE_AFTER_MS)
        self._judge.timeout.connect(self._show_verdict)
        self._lay_out()
        self._suggest.clicked.connect(model.suggest)
        self._which.edited.connect(self.follow)
        self._own.edited.connect(self._judge.start)
        self._go.clicked.connect(self._on_go)
        self.retranslate()
        self._which.set_value("suggested")
        self.follow()

    def _lay_out(self) -> None:
        line = row(None, 8)
        line.addWidget(self._suggested, 1)
        line.addWidget(self._suggest)
        self.body.addWidget(self._name_block)
        self.body.addWidget(self._which)
        self.body.addLayout(line)
        self.body.addWidget(self._own_block)
        self.body.addWidget(self.error)
        self.body.addWidget(self._go)

    def begin(self) -> None:
        """The name comes first."""
        self._name.setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        self.sentence.setText(
            tr("All work on this laptop is encrypted. The passphrase opens it; nobody can open it without.")
        )
        self._name_block.set_label(tr("Your name, as colleagues see it"))
        self._which.set_options(
            [("suggested", tr("Five suggested words (recommended)")), ("own", tr("A phrase of your own"))]
        )
        self._suggest.setText(tr("Suggest another"))
        self._own_block.set_label(tr("Your own phrase"))
        self._go.setText(tr("Continue"))
        self._show_verdict()

    def follow(self) -> None:
        """Show the suggestion or the own phrase."""
        own = self._which.value() == "own"
        self._suggested.setText(self.model.suggestion)
        self._suggested.setVisible(not own)
        self._suggest.setVisible(not own)
        self._own_block.setVisible(own)
        self._go.set_busy(self.model.busy)

    def _show_verdict(self) -> None:
        typed = self._own.value()
        if not isinstance(typed, str) or not typed:
            self._own_block.set_error(None)
            return
        verdict = self.model.judge(typed, str(self._name.value() or ""))
        reason = verdict.reasons[0] if verdict.reasons else ""
        self._own_block.set_error(tr(REASONS.get(reason, REASONS["too_guessable"])) if not verdict.ok else None)
        if verdict.ok:
            self._own_block.set_hint(tr("This phrase is good."))

    def _on_go(self) -> None:
        name = str(self._name.value() or "").strip()
        typed = self._own.value() if self._which.value() == "own" else self.model.suggestion
        if not name:
            self.say(tr("Write your name, so that colleagues know whose record it is."))
            self._name.setFocus()
            return
        if not isinstance(typed, str) or not self.model.judge(typed, name).ok:
            self._show_verdict()
            self._own.setFocus()
            return
        self.error.set_error(None)
        self.model.create(typed, name)


class WordsStep(EntranceStep):
    """The recovery words, shown once."""

    width_at_100 = 640

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__(model)
        self._phrase = Banner("info", "key-round")
        self.body.addWidget(self._phrase)
        grid_holder = QWidget()
        grid = QGridLayout(grid_holder)
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(8))
        words = model.recovery_words
        rows = -(-len(words) // _COLUMNS)
        for place, word in enumerate(words):
            label = Label(f"{place + 1}.  {word}", "card", selectable=True)
            grid.addWidget(label, place % rows, place // rows)
        self.body.addWidget(grid_holder)
        self._go = Button("primary")
        self.body.addWidget(self.error)
        self.body.addWidget(self._go)
        self._go.clicked.connect(model.words_written_down)
        self.retranslate()

    def begin(self) -> None:
        """One press goes on when the words are on paper."""
        self._go.setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        self.sentence.setText(
            tr(
                "These words open your work if the passphrase is forgotten. Write them on paper, in this order, and "
                "keep the paper in a locked place away from the laptop. They are shown only now."
            )
        )
        self._phrase.set(
            tr("Your passphrase: {phrase}", phrase=self.model.chosen_phrase)
            if self.model.chosen_phrase
            else tr("New words have been made. The words of an earlier paper do not work any more.")
        )
        self._go.setText(tr("The words are on paper"))


class TypeBackStep(EntranceStep):
    """A few words typed back from the paper."""

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__(model)
        self._inputs: dict[int, TextInput] = {}
        self._blocks: dict[int, FieldBlock[TextInput]] = {}
        for place in model.places:
            self._inputs[place] = TextInput()
            self._blocks[place] = FieldBlock(self._inputs[place], reserve=False)
            self.body.addWidget(self._blocks[place])
        self._go = Button("primary")
        self._back = Button("quiet")
        self.body.addWidget(self.error)
        self.body.addWidget(self._go)
        self.body.addWidget(self._back)
        self._go.clicked.connect(self._on_go)
        self._back.clicked.connect(model.show_words_again)
        for editor in self._inputs.values():
            editor.returnPressed.connect(self._on_go)
        self.retranslate()

    def begin(self) -> None:
        """The first word."""
        next(iter(self._inputs.values())).setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        self.sentence.setText(tr("Type these words from your paper, so that you know they are right."))
        for place, block in self._blocks.items():
            block.set_label(tr("Word {number}", number=place + 1))
        self._go.setText(tr("Open the workspace"))
        self._back.setText(tr("Show the words again"))

    def follow(self) -> None:
        """Show that it takes a moment."""
        self._go.set_busy(self.model.busy)

    def _on_go(self) -> None:
        self.error.set_error(None)
        self.model.type_back({place: str(editor.value() or "") for place, editor in self._inputs.items()})
