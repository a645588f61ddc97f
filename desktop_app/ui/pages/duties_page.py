"""Which notifications are a duty of the organisation: one choice for each kind, in force on every laptop."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.i18n import formats
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.view_models.duties import ANSWERS, Duties, DutiesViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.toast import Toast


class DutiesPage(TranslatedWidget, ScrollPage):
    """Everybody may look; only an administrator's laptop sets one."""

    def __init__(self, model: DutiesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=760, parent=parent)
        self._model = model
        self._card = Card(gap=14)
        self._law, self._others = Label("", "body", "muted", wrap=True), Label("", "body", "muted", wrap=True)
        self._error = Label("", "body", "danger", wrap=True)
        self._error.hide()
        kinds = model.labels.codes("notification_kind")
        self.answers = {kind: FieldBlock(Choice(empty=False), reserve=False) for kind in kinds}
        for kind, block in self.answers.items():
            self._card.body.addWidget(block)
            block.editor.edited.connect(partial(self._on_chosen, kind))
        for widget in (self._error, self._card, self._law, self._others):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        model.changed.connect(self._show)
        model.recorded.connect(lambda: Toast.say(self, tr("Recorded for the whole organisation.")))
        model.failed.connect(self._say)
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Duties to notify"))
        self.set_subtitle(
            tr(
                "What the law makes your workers tell without consent, or lets them tell. The worker sees it beside a "
                "child and on a new notification, and may change it there."
            )
        )
        self._others.setText(tr("An administrator of the organisation sets these."))
        self._show()

    def _show(self) -> None:
        found = self._model.duties
        self._card.setVisible(found is not None)
        self._others.setVisible(found is not None and not found.may_choose)
        if found is not None:
            self._show_duties(found)

    def _show_duties(self, found: Duties) -> None:
        labels, language = self._model.labels, screen_language()
        day = formats.date(found.as_of, language)
        law = tr("What is not set here follows the kind of organisation, law as of {day}.", day=day)
        self._law.setText(law if found.confirmed else f"{law} {tr('To be confirmed by the authority.')}")
        for kind, block in self.answers.items():
            words = labels.code("notification_kind", kind, language)
            block.set_label(words[:1].upper() + words[1:])
            block.editor.set_options([(code, labels.code("notification_duty", code, language)) for code in ANSWERS])
            block.editor.set_value(found.by_kind.get(kind, "unclear"))
            block.editor.setEnabled(found.may_choose)

    def _on_chosen(self, kind: str) -> None:
        self._error.hide()
        self._model.choose(kind, str(self.answers[kind].editor.value()))

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()
