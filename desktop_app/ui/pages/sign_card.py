"""One sign: what was answered, apart from where it is known from."""

from __future__ import annotations

from itertools import pairwise

from desktop_app.domain.indicators import INDICATOR_OBSERVATION
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language
from desktop_app.ui.measure import row
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.tab_order import stand_after

#: Made and shown once there is an answer.
FURTHER = ("basis", "own_words", "observed_on", "share")


class SignCard(TranslatedWidget, Card):
    """Four equal answers; without one nothing is recorded. No answer changes how the card looks."""

    def __init__(self, sign: str, form: FormViewModel, labels: Labels) -> None:
        super().__init__(margins=(20, 14, 20, 10), gap=8)
        self.sign, self._model, self._labels = sign, form, labels
        self.form = RecordForm(
            form, INDICATOR_OBSERVATION, labels, ("answer", *FURTHER), lines={"own_words": 2}, later=True, parent=self
        )
        self.body.addWidget(self.form.block("answer"))
        form.loaded.connect(self._follow)
        form.field_changed.connect(lambda _field: self._follow())
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        language = screen_language()
        sentence = self._labels.code("indicators", self.sign, language)
        self.set_title(sentence)
        self.form.retranslate()
        answer = self.form.blocks["answer"]
        answer.hide_label()
        answer.editor.setAccessibleName(sentence)
        self._follow()

    def _follow(self) -> None:
        answered = self._model.is_open and self._model.value("answer") is not None
        if answered and FURTHER[0] not in self.form.blocks:
            self._make_further()
        for name in FURTHER if FURTHER[0] in self.form.blocks else ():
            self.form.blocks[name].setVisible(answered)

    def _make_further(self) -> None:
        self.body.addWidget(self.form.block("basis"))
        self.body.addWidget(self.form.block("own_words"))
        line = row(None, 16)
        self.body.addLayout(line)
        line.addWidget(self.form.block("observed_on"), 1)
        line.addWidget(self.form.block("share"), 1)
        for before, name in pairwise(("answer", *FURTHER)):
            stand_after(self.form.block(before), self.form.block(name))
