"""A prompt in large words: the worker's language left, the person's right, each in its own direction."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row, set_height, set_role
from desktop_app.ui.pages.interview_words import ADD, NO_FOLLOW_UP
from desktop_app.ui.pages.language_names import options
from desktop_app.ui.view_models.interview import AFTER, BEFORE, InterviewViewModel, Spoken
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.named_choice import NamedChoice
from desktop_app.ui.widgets.tag import Tag
from desktop_app.ui.widgets.two_columns import TwoColumns

# First strong isolate and its end: a text of another direction never turns what stands around it.
_ISOLATE, _END = "\u2068", "\u2069"


class SpokenLabel(Label):
    """Words of one language in that language's direction and size; a screen reader hears them without marks."""

    def __init__(self, role: str, tone: str = "") -> None:
        super().__init__("", role, tone, wrap=True)
        self._role = role

    def show_words(self, words: str, spoken: Spoken, role: str = "") -> None:
        """Show words; in `role`, which becomes larger for the Arabic script."""
        rtl = spoken.right_to_left
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        # Absolute, since Qt takes a text that begins with an isolate for one from left to right.
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute | side)
        wanted = role or self._role
        set_role(self, f"{wanted}_arabic" if rtl and wanted in ("prompt", "said") else wanted)
        self.setText(f"{_ISOLATE}{words}{_END}" if words else "")
        self.setAccessibleName(words)


def role_of(chosen: str) -> str:
    """What is said is long and stands in smaller letters than a question."""
    return "said" if chosen in (BEFORE, AFTER) else "prompt"


class Prompt(TranslatedWidget, QWidget):
    """Both languages of one prompt; where they are the same, one column."""

    def __init__(self, model: InterviewViewModel, labels: Labels) -> None:
        super().__init__()
        self._model, self._labels = model, labels
        self.worker, self.person = SpokenLabel("prompt"), SpokenLabel("prompt")
        self.note = Label("", "body", "muted", wrap=True)
        self._worker_name = Label("", "body", "muted")
        self.language = NamedChoice(empty=False)
        self.draft = Tag("", "amber", "circle-alert")
        self.aloud = Label("", "meta", "muted", wrap=True)
        set_height(self._worker_name, 40)
        self._left = QWidget()
        rows = column(self._left, 12)
        for part in (self._worker_name, self.worker, self.note):
            rows.addWidget(part)
        rows.addStretch(1)
        self._columns = TwoColumns(self._left, self._right(), gap=48)
        column(self).addWidget(self._columns)
        self.language.edited.connect(self._on_language)
        self.retranslate()

    def _right(self) -> QWidget:
        right = QFrame()
        rows, first = column(right, 12), row(None, 12)
        first.addWidget(self.draft)
        first.addStretch(1)
        first.addWidget(self.language)
        rows.addLayout(first)
        rows.addWidget(self.aloud)
        rows.addWidget(self.person)
        rows.addStretch(1)
        return right

    def retranslate(self) -> None:
        """Set every word."""
        self.language.setAccessibleName(tr("The person's language"))
        self.aloud.setText(tr("Read it aloud; it is not handed over."))
        self._offer_languages()
        self.show_prompt()

    def show_prompt(self) -> None:
        """Show the prompt of now."""
        model = self._model
        if self.language.count() != len(self._tags()):
            self._offer_languages()
        if model.worker is None or model.person is None:
            return
        role = role_of(model.chosen)
        self._worker_name.setText(self._labels.language_name(model.worker.text.language, screen_language()))
        self.worker.show_words(model.words(model.worker), model.worker, role)
        self.person.show_words(model.words(model.person), model.person, role)
        self._left.setVisible(model.worker.text.language != model.person.text.language or self._note() != "")
        self.worker.setVisible(model.worker.text.language != model.person.text.language)
        self._worker_name.setVisible(self.worker.isVisibleTo(self._left))
        self.note.setText(self._note())
        self.note.setVisible(bool(self._note()))
        self.language.set_value(model.language)
        self.draft.set(tr("Draft, not reviewed"), "amber", "circle-alert")
        for part in (self.draft, self.aloud):
            part.setVisible(model.person.draft)

    def _offer_languages(self) -> None:
        self.language.set_options(options(self._labels, self._tags()))
        self.language.updateGeometry()

    def _note(self) -> str:
        question = self._model.question
        if question is not None and not question.follow_up:
            return tr(NO_FOLLOW_UP)
        return tr(ADD) if self._model.chosen == BEFORE else ""

    def _tags(self) -> tuple[str, ...]:
        return self._model.talk.languages if self._model.talk is not None else ()

    def _on_language(self) -> None:
        tag = self.language.value()
        if tag is not None:
            self._model.choose_language(tag)
