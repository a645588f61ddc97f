"""A talk: one prompt at a time in two languages, and what was answered, kept as it is written."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.interview import (
    FIELD,
    KIND,
    Answer,
    Circumstances,
    Question,
    answers,
    offered,
    to_think_of,
    with_answer,
)
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import interview
from desktop_app.use_cases.interview import Interview, Spoken, stop_word
from desktop_app.use_cases.session import Session

__all__ = ["AFTER", "BEFORE", "Answer", "InterviewViewModel", "Question", "Spoken"]

#: What is said before the first question and at the end; they are said, not asked, and have no answer.
BEFORE, AFTER = "before", "after"


class InterviewViewModel(QObject):
    """`chosen` is the prompt on the screen; `worker` and `person` hold the words of both languages once read."""

    changed = Signal()

    def __init__(self, around: Surroundings, case: CaseId, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self.case = around, case
        self.form = FormViewModel(around.session, around.background, around.feed, self)
        self.talk: Interview | None = None
        self.worker: Spoken | None = None
        self.person: Spoken | None = None
        self.language = ""
        self.chosen = BEFORE
        self.is_different_now = False
        self._worker_language = language
        self.form.loaded.connect(self.changed)
        self.form.field_changed.connect(lambda _field: self.changed.emit())

    @property
    def now(self) -> Circumstances:
        """What narrows the prompts: as the newest contact says, or less once the worker says that it is different."""
        known = self.talk.now if self.talk is not None else Circumstances()
        return known.as_meant if self.is_different_now else known

    @property
    def prompts(self) -> tuple[Question, ...]:
        """The questions that may be asked now."""
        return offered(interview.questions(), self.now) if self.talk is not None else ()

    @property
    def question(self) -> Question | None:
        """The question on the screen; None for what is said."""
        return next((each for each in self.prompts if each.code == self.chosen), None)

    @property
    def answers(self) -> dict[str, Answer]:
        """What was recorded, by question."""
        return answers(self.form.value(FIELD)) if self.form.is_open else {}

    @property
    def answer(self) -> Answer:
        """What was recorded for the question on the screen."""
        return self.answers.get(self.chosen, Answer())

    @property
    def to_think_of(self) -> tuple[Question, ...]:
        """The answered questions that may inform a sign or a field."""
        rows = self.form.value(FIELD) if self.form.is_open else None
        return to_think_of(interview.questions(), rows)

    @property
    def stop_words(self) -> tuple[str, ...]:
        """What the button that ends the showing says: in the worker's language and in the person's."""
        both = (stop_word(self._worker_language), stop_word(self.language))
        return tuple(dict.fromkeys(word for word in both if word))

    def words(self, spoken: Spoken) -> str:
        """The words of what is on the screen, in one language."""
        said = {BEFORE: spoken.text.before, AFTER: spoken.text.after}
        return said.get(self.chosen) or spoken.text.questions[self.chosen]

    def read(self) -> None:
        """Read the circumstances and the words, and open the account in which the answers stand."""
        session, case = self._around.session, self.case
        if not self.form.is_open:
            self.form.open_newest(KIND, case)
        self._around.background.in_store(partial(interview.read, session, case), self._on_read)

    def speak(self, worker_language: str) -> None:
        """Take the worker's language."""
        if worker_language != self._worker_language:
            self._worker_language = worker_language
            self._read_words()

    def choose_language(self, language: str) -> None:
        """Take the person's language."""
        if language != self.language:
            self.language = language
            self._read_words()

    def choose(self, prompt: str) -> None:
        """Show another prompt."""
        self.chosen = prompt
        self.changed.emit()

    def say_it_is_different(self) -> None:
        """Offer what a safe interpreter and nobody in hearing allow; a child is still asked four."""
        self.is_different_now = True
        self.changed.emit()

    def record(self, state: str | None) -> None:
        """Record how the question on the screen was answered; it was asked, so it gets a row."""
        self._put(Answer(state, self.answer.text))

    def write(self, text: str | None) -> None:
        """Record what the person said; words alone mean that the question was answered."""
        self._put(Answer(self.answer.state or ("answered" if text else None), text))

    def _put(self, answer: Answer) -> None:
        if self.form.is_open and self.question is not None:
            self.form.set_value(FIELD, with_answer(self.form.value(FIELD), self.chosen, answer))

    def _on_read(self, talk: Interview) -> None:
        self.talk = talk
        if not self.language:
            self.language = talk.language if talk.language in talk.languages else self._worker_language
        if self.chosen not in (BEFORE, AFTER) and self.question is None:
            self.chosen = BEFORE
        self._read_words()

    def _read_words(self) -> None:
        if not self.language:
            return
        work = partial(_both, self._around.session, self._worker_language, self.language)
        self._around.background.in_store(work, self._on_words)

    def _on_words(self, both: tuple[Spoken, Spoken]) -> None:
        self.worker, self.person = both
        self.changed.emit()


def _both(session: Session, worker: str, person: str) -> tuple[Spoken, Spoken]:
    return interview.spoken(session, worker), interview.spoken(session, person)
