"""The talk: a prompt in two languages, the calm line, what was answered, and a pad with every prompt in any order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from desktop_app.i18n.labels import Labels
from desktop_app.ui import theme
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import row
from desktop_app.ui.pages.interview_prompt import Prompt, SpokenLabel
from desktop_app.ui.pages.interview_turned import InterviewTurned
from desktop_app.ui.pages.interview_words import NAMES, beside
from desktop_app.ui.view_models.interview import AFTER, BEFORE, InterviewViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.prompt_key import PromptPad
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_area import TextArea


class InterviewPage(TranslatedWidget, ScrollPage):
    """Picture 06. No sidebar: the screen may face the person. Nothing is counted, and only what was asked is kept."""

    done = Signal()
    think_asked = Signal()

    without_sidebar = True

    def __init__(self, model: InterviewViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(margin=48, parent=parent)
        self._model, self._labels = model, labels
        theme.load_script_fonts()
        self.close_talk, self.turn = Button("default", "x"), Button("default", "maximize")
        self.think = Button("quiet", "list")
        self._hint = Label("", "body", "muted", wrap=True)
        self.banner = Banner("amber")
        self.prompt = Prompt(model, labels)
        self._calm = QFrame()
        self._calm_worker, self._calm_person = SpokenLabel("body", "accent"), SpokenLabel("body", "accent")
        self.recording = QWidget()
        self.state, self.text = ChipFlow(single=True), TextArea(lines=1, most=4)
        self._record = Label("", "section")
        self.pad = PromptPad()
        self.turned: InterviewTurned | None = None
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        first = row(None, 12)
        first.addWidget(self.close_talk)
        first.addWidget(self._hint, 1)
        first.addWidget(self.think)
        first.addWidget(self.turn)
        self._calm.setProperty("kind", "banner")
        self._calm.setProperty("tone", "info")
        calm = row(self._calm, 48, (20, 10, 20, 10))
        calm.addWidget(self._calm_worker, 1)
        calm.addWidget(self._calm_person, 1)
        line = row(self.recording, 12)
        line.addWidget(self._record)
        line.addWidget(self.state, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.text, 2)
        self.body.addLayout(first)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.prompt)
        self.body.addStretch(1)
        for part in (self._calm, hairline(), self.recording, self.pad):
            self.body.addWidget(part)

    def _connect(self) -> None:
        model = self._model
        self.close_talk.clicked.connect(lambda: self.leave(self.done.emit))
        self.think.clicked.connect(self.think_asked)
        self.turn.clicked.connect(self.turn_screen)
        self.banner.acted.connect(model.say_it_is_different)
        self.state.edited.connect(self._on_state)
        self.text.edited.connect(lambda: model.write(self.text.value()))
        self.pad.chosen.connect(model.choose)
        model.changed.connect(self._show)

    def entered(self) -> None:
        """Read the circumstances, which may have been written down meanwhile."""
        self._model.read()

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self._model.form.save(then)

    def retranslate(self) -> None:
        """Set every word."""
        language = screen_language()
        self.close_talk.setText(tr("Close"))
        self.turn.setText(tr("Turn the screen to the person"))
        self.think.setText(tr("After the talk"))
        self._hint.setText(tr("Ask in any order. Only what was asked is recorded."))
        self._record.setText(tr("Record"))
        self.state.setAccessibleName(tr("How the question was answered"))
        codes = self._labels.codes("answer_state")
        self.state.set_options([(code, self._labels.code("answer_state", code, language)) for code in codes])
        self.text.setPlaceholderText(tr("Briefly, in the person's words. No address."))
        self.text.setAccessibleName(tr("What the person said"))
        self.pad.setAccessibleName(tr("Prompts"))
        self.setAccessibleName(tr("Talk"))
        self._model.speak(language)
        self._show()

    def turn_screen(self) -> None:
        """Show the person's words alone, over everything."""
        self.turned = InterviewTurned(self._model, self.window())
        self.turned.showFullScreen()

    def turned_is_open(self) -> bool:
        """Whether the screen is turned to the person."""
        return self.turned is not None and isValid(self.turned) and self.turned.isVisible()

    def _show(self) -> None:
        model = self._model
        codes = (BEFORE, *(each.code for each in model.prompts), AFTER)
        self.pad.set_keys([(code, tr(NAMES[code])) for code in codes])
        asked = {code for code, answer in model.answers.items() if answer.state or answer.text}
        self.pad.mark(model.chosen, asked, tr("asked"))
        self.think.setVisible(bool(model.to_think_of))
        self._show_beside()
        self.prompt.show_prompt()
        self.recording.setVisible(model.question is not None)
        self.state.set_value(model.answer.state)
        self.text.set_value(model.answer.text)
        self.turn.setEnabled(model.person is not None)
        if model.worker is None or model.person is None:
            return
        same = model.worker.text.language == model.person.text.language
        self._calm_worker.show_words(model.worker.calm, model.worker)
        self._calm_person.show_words(model.person.calm, model.person)
        self._calm_worker.setVisible(not same)
        self._calm.setVisible(model.chosen != BEFORE)

    def _show_beside(self) -> None:
        now = self._model.now
        words = beside(now)
        self.banner.set(words, tr("It is different now") if now != now.as_meant else "")
        self.banner.setVisible(bool(words))

    def _on_state(self) -> None:
        state = self.state.value()
        self._model.record(state if isinstance(state, str) else None)
