"""Asking the sender for more: one box and one button; what was asked before stands above it."""

from __future__ import annotations

from desktop_app.domain.check import Problem
from desktop_app.domain.program_kinds import QUESTION
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.view_models.question import QuestionViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label, Prose
from desktop_app.ui.widgets.toast import Toast


class QuestionCard(TranslatedWidget, Card):
    """The sender asks the person before anything more is told."""

    def __init__(self, model: QuestionViewModel, labels: Labels) -> None:
        super().__init__(gap=4)
        self._model, self._labels = model, labels
        self.form = RecordForm(model.form, QUESTION, labels, ("question",), lines={"question": 3}, parent=self)
        self.form.hide()
        self._asked = Prose()
        self._about = Label("", "meta", "muted", wrap=True)
        self.ask = Button("default", "send")
        for part in (self._asked, self.form.blocks["question"], self._about, self.ask):
            self.body.addWidget(part)
        self.ask.clicked.connect(model.ask)
        model.changed.connect(self.retranslate)
        model.refused.connect(self._on_refused)
        model.sent.connect(lambda: Toast.say(self, tr("The question leaves with the next sync.")))
        self.retranslate()

    def _on_refused(self, problems: tuple[Problem, ...]) -> None:
        self.form.show_problems(problems)
        self.form.lead_to_problem()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Ask for more"))
        self.ask.setText(tr("Ask the sender"))
        self._about.setText(tr("The sender asks the person before anything more is told."))
        language = screen_language()
        lines = [
            f"{formats.datetime_(at, language)}: {formats.quoted(text, language)}" for at, text in self._model.asked
        ]
        self._asked.setText("\n".join(lines))
        self._asked.setVisible(bool(lines))
        self.form.retranslate()
