"""Permissions of a case: one by one, each with four equal answers; a change of mind is a new record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.check import Problem
from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import N_, TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.pages.consent_card import AnswerCard
from desktop_app.ui.pages.consent_history import HistoryCard
from desktop_app.ui.pages.meeting_words import meeting_words
from desktop_app.ui.pages.paper_window import PaperWindow
from desktop_app.ui.view_models.consent import FIRST_PURPOSES, PURPOSES, ConsentViewModel, Permission
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.row_button import RowButton
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns

#: What is said below when an answer cannot be recorded yet.
PROBLEMS = {
    "answer": N_("Choose what the person answered."),
    "data_groups": N_("Tick what the person lets you send, or choose another answer."),
    "recipient": N_("Choose to whom the information may go."),
}


class ConsentPage(TranslatedWidget, ScrollPage):
    """Left the purposes with what was last answered, right the question of the chosen one and its history."""

    done = Signal()

    def __init__(self, model: ConsentViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model, self._labels = model, labels
        self._done = Button("default")
        self._record = Button("primary", "check")
        self._forms = Button("default", "printer")
        self.add_action(self._forms)
        self.add_action(self._done)
        self.add_action(self._record)
        self._list_card = self._purposes()
        self.answer = AnswerCard(model, labels)
        self.history = HistoryCard(labels)
        right = QWidget()
        parts = column(right, 16)
        parts.addWidget(self.answer)
        parts.addWidget(self.history)
        parts.addStretch(1)
        self._meeting = Banner("amber")
        self._meeting.hide()
        self.body.addWidget(self._meeting)
        self.body.addWidget(TwoColumns(self._list_card, right, left_width=340))
        self.body.addStretch(1)
        self._connect()
        self.retranslate()
        model.read()

    def leave(self, then: Callable[[], None]) -> None:
        """Keep what is being written as a draft: a permission counts only once it is recorded."""
        self._model.form.save(then)

    def retranslate(self) -> None:
        """Set every word."""
        self.set_subtitle(tr("Each permission is asked for itself. Any answer is as good as another."))
        self._forms.setText(tr("Form to sign"))
        self._done.setText(tr("Done"))
        self._record.setText(tr("Record the answer"))
        self._more.setText(tr("Other permissions"))
        self._show()

    def print_preview(self) -> None:
        """Ctrl+P: forms that the person may sign; a signed paper can be a danger, so oral answers are as good."""
        self._papers = PaperWindow(
            self._model.papers(),
            self._labels,
            self,
            other_words=self._purpose_words,
            warning=tr("A signed paper can be a danger to the person. An answer given aloud is as good."),
        )
        self._papers.open()

    def _purpose_words(self, purpose: str) -> str:
        return _capital(self._labels.code("consent_purpose", purpose, screen_language()))

    def _purposes(self) -> Card:
        card = Card(margins=(6, 8, 6, 8), gap=2)
        self._rows = {purpose: RowButton(purpose) for purpose in PURPOSES}
        self._others = QWidget()
        others = column(self._others, 2)
        self._more = Button("quiet", "plus")
        self._more.setCheckable(True)
        for purpose, button in self._rows.items():
            (card.body if purpose in FIRST_PURPOSES else others).addWidget(button)
        card.body.addWidget(self._more)
        card.body.addWidget(self._others)
        self._others.hide()
        card.body.addStretch(1)
        return card

    def _connect(self) -> None:
        self._forms.clicked.connect(self.print_preview)
        self._done.clicked.connect(lambda: self.leave(self.done.emit))
        self._record.clicked.connect(self._model.record)
        self._more.toggled.connect(self._others.setVisible)
        for purpose, button in self._rows.items():
            button.clicked.connect(partial(self._model.choose, purpose))
        self._model.changed.connect(self._show)
        self._model.recorded.connect(self._on_recorded)
        self._model.refused.connect(self._on_refused)

    def _show(self) -> None:
        model = self._model
        found = model.permissions
        self.set_title(tr("Permissions"), found.reference if found else "")
        self._record.setEnabled(not model.loading)
        said = meeting_words(model.meeting, self._labels)
        self._meeting.setVisible(bool(said))
        self._meeting.set(" ".join(said))
        if found is None:
            return
        for one in found.purposes:
            title = self._labels.code("consent_purpose", one.purpose, screen_language())
            self._rows[one.purpose].set(_capital(title), self._standing(one), chosen=one.purpose == model.chosen)
        if any(one.answers and one.purpose not in FIRST_PURPOSES for one in found.purposes):
            self._more.setChecked(True)
        permission = found.of(model.chosen)
        self.answer.show_permission(permission, child=found.child)
        self.history.show_answers(permission)

    def _standing(self, permission: Permission) -> str:
        if not permission.answers:
            return tr("not asked")
        newest = permission.answers[0]
        language = screen_language()
        words = self._labels.code("consent_answer", newest.answer, language)
        if newest.answered_at is None:
            return words
        return f"{words} · {formats.moment_in_words(newest.answered_at, self._model.now(), language)}"

    def _on_recorded(self, answer: str) -> None:
        words = self._labels.code("consent_answer", answer, screen_language())
        Toast.say(self, tr("Recorded: {answer}.", answer=words))

    def _on_refused(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            if problem.field in PROBLEMS:
                self.answer.show_problem(problem.field, tr(PROBLEMS[problem.field]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
