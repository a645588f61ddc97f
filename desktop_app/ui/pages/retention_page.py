"""How long the organisation keeps cases, notes and consultations: one choice each, in force on every laptop."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import N_, TranslatedWidget, ntr, tr
from desktop_app.ui.measure import column
from desktop_app.ui.view_models.retention import KeptRule, RetentionViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.tag import Tag
from desktop_app.ui.widgets.toast import Toast

#: Lengths that are offered, in days.
LENGTHS = (7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650)

#: The code of the choice that leaves it to the organisation's own law.
_LAW = "by_law"

#: What is kept, from when.
_SINCE = {
    "case": N_("A case, from the end of the organisation's own work"),
    "note": N_("A note, from the day on which it was begun"),
    "consultation": N_("An anonymous consultation, from the day on which it was begun"),
}


class RetentionPage(TranslatedWidget, ScrollPage):
    """Everybody may look; only an administrator's laptop sets a rule."""

    def __init__(self, model: RetentionViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=760, parent=parent)
        self._model = model
        self._card = Card(gap=18)
        self._limits, self._others = Label("", "body", "muted", wrap=True), Label("", "body", "muted", wrap=True)
        self._error = Label("", "body", "danger", wrap=True)
        self._error.hide()
        self.lengths = {kind: FieldBlock(Choice(empty=False), reserve=False) for kind in _SINCE}
        self._says = {kind: Label("", "body", wrap=True) for kind in _SINCE}
        self._open = {kind: Tag("", "amber", "circle-alert") for kind in _SINCE}
        for kind, block in self.lengths.items():
            holder = QWidget()
            lines = column(holder, 6)
            for part in (block, self._says[kind]):
                lines.addWidget(part)
            lines.addWidget(self._open[kind], 0, Qt.AlignmentFlag.AlignLeft)
            self._card.body.addWidget(holder)
            block.editor.edited.connect(partial(self._on_chosen, kind))
        for widget in (self._error, self._card, self._limits, self._others):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        model.changed.connect(self._show)
        model.recorded.connect(lambda: Toast.say(self, tr("Recorded for the whole organisation.")))
        model.failed.connect(self._say)
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("How long records are kept"), wrap=False)
        self.set_subtitle(
            tr("On its day a record is erased on every laptop by itself, and a dated line remains of it.")
        )
        self._limits.setText(
            tr(
                "A changed rule counts for what is written or closed from then on; days that are shown already stay. "
                "What was sent stays with its reader under its own law."
            )
        )
        self._others.setText(tr("An administrator of the organisation sets how long records are kept."))
        for tag in self._open.values():
            tag.set(tr("To be confirmed by your organisation"), "amber", "circle-alert")
        self._show()

    def _show(self) -> None:
        rules = self._model.rules
        self._card.setVisible(rules is not None)
        self._others.setVisible(rules is not None and not rules.may_set)
        for rule in rules.rows if rules is not None else ():
            self._show_rule(rule, may_set=rules is not None and rules.may_set)

    def _show_rule(self, rule: KeptRule, *, may_set: bool) -> None:
        block = self.lengths[rule.kind]
        block.set_label(tr(_SINCE[rule.kind]))
        lengths = sorted({*LENGTHS, *([rule.days] if rule.days is not None else [])})
        options = [(str(days), ntr("{n} day", "{n} days", days)) for days in lengths]
        options.append((_LAW, tr("As the organisation's own law says")))
        block.editor.set_options(options)
        chosen = _LAW if rule.days is None else str(rule.days)
        block.editor.set_value(chosen)
        block.editor.setVisible(may_set)
        self._says[rule.kind].setText(dict(options)[chosen])
        self._says[rule.kind].setVisible(not may_set)
        self._open[rule.kind].setVisible(not rule.is_set)

    def _on_chosen(self, kind: str) -> None:
        chosen = str(self.lengths[kind].editor.value())
        self._error.hide()
        self._model.choose(kind, None if chosen == _LAW else int(chosen))

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()
