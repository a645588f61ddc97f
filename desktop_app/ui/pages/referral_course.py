"""How far a referral has come, and what its recipient answered: what the sender may know, no more."""

from __future__ import annotations

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.pages.referral_words import AS_A_PROPOSAL, WITHDRAWN
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.view_models.referral import AnswerLine, ReferralViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label

#: The fields of an answer in the order of reading; the day stands in front.
_ANSWER = (
    "outcome",
    "question",
    "worker",
    "what_next",
    "urgent_assessed_on",
    "assessment_started_on",
    "assessment_done_on",
    "right_recipient",
)


class ReferralCourseCard(TranslatedWidget, Card):
    """Hidden while nothing has gone out."""

    def __init__(self, model: ReferralViewModel, labels: Labels) -> None:
        super().__init__(gap=6)
        self._model, self._labels = model, labels
        self._state = Label("", "strong", wrap=True)
        self._answers = Label("", "body", wrap=True, selectable=True)
        self.body.addWidget(self._state)
        self.body.addWidget(self._answers)
        self.hide()
        model.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        view = self._model.view
        self.setVisible(view is not None and self._model.is_sent)
        self.set_title(tr("How it has come on"))
        if view is None or not self._model.is_sent:
            return
        self._state.setText(self._state_words())
        answers = "\n\n".join(self._answer(one) for one in reversed(view.answers))
        self._answers.setText(answers)
        self._answers.setVisible(bool(answers))

    def _state_words(self) -> str:
        view = self._model.view
        if view is None:
            return ""
        language = screen_language()
        run = view.course
        words = tr(WITHDRAWN) if run.state == "withdrawn" else self._state_code(run.state)
        how = self._labels.code("sent_how", run.how, language) if run.stream is None and run.how else ""
        when = formats.moment_in_words(run.at, self._model.now(), language) if run.at else ""
        return " · ".join(part for part in (words, how, when) if part)

    def _state_code(self, code: str) -> str:
        of = "proposal_state" if code in AS_A_PROPOSAL else "referral_outcome"
        words = self._labels.code(of, code, screen_language())
        return words[:1].upper() + words[1:]

    def _answer(self, answer: AnswerLine) -> str:
        language = screen_language()
        lines = [formats.moment_in_words(answer.at, self._model.now(), language)]
        for name in _ANSWER:
            value = answer.values.get(name)
            if value in (None, "", []):
                continue
            words = value_words("referral_answer", name, value, self._labels, language)
            if name == "right_recipient":
                words = self._named(str(value))
            lines.append(f"{self._labels.field('referral_answer', name, language)}: {words}")
        return "\n".join(lines)

    def _named(self, recipient: str) -> str:
        view = self._model.view
        names = {one.value: one.name for one in view.recipients} if view else {}
        code = recipient.removeprefix("list:")
        return names.get(recipient) or self._labels.code("recipient_kind", code, screen_language())
