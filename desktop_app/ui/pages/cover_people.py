"""Who may open a case and for whom it does not exist, colleague by colleague."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import UserId
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column
from desktop_app.ui.view_models.cover import Colleague, CoverViewModel
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.tick import Checkbox


class PeopleCard(TranslatedWidget, Card):
    """The responsible worker and this worker always may; whoever is blocked leaves the team."""

    def __init__(self, model: CoverViewModel) -> None:
        super().__init__(margins=(20, 14, 20, 18), gap=6)
        self._model = model
        self._shown: tuple[tuple[Colleague, ...], str] | None = None
        self._responsible = FieldBlock(Choice(empty=False), reserve=False)
        self._team_title, self._block_title = Label("", "label", wrap=True), Label("", "label", wrap=True)
        self._team_words, self._block_words = (
            Label("", "meta", "muted", wrap=True),
            Label("", "meta", "muted", wrap=True),
        )
        self._alone = Label("", "meta", "muted", wrap=True)
        self._kept_words = Label("", "meta", "muted", wrap=True)
        self._team, self._blocked = QWidget(), QWidget()
        self._lines = {self._team: column(self._team, 2), self._blocked: column(self._blocked, 2)}
        self._team_parts = (self._team_title, self._team_words, self._team)
        blocks = (self._block_title, self._block_words, self._blocked)
        for part in (self._responsible, *self._team_parts, *blocks, self._kept_words, self._alone):
            self.body.addWidget(part)
        self._responsible.editor.edited.connect(self._on_responsible)
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        labels, language = self._model.labels, screen_language()
        self.set_title(tr("Who this case exists for"))
        self._responsible.set_label(labels.field("case", "responsible_worker", language))
        self._team_title.setText(labels.field("case", "case_team", language))
        self._block_title.setText(labels.field("case", "blocked_users", language))
        self._team_words.setText(tr("You and the responsible worker always may open it."))
        self._block_words.setText(
            tr(
                "Whoever the person knows or fears, at the person's wish. The case does not exist for them, not even "
                "in search."
            )
        )
        self._kept_words.setText(
            tr(
                "The program keeps to this on every laptop of your organisation. It is no encryption of its own: the "
                "organisation's laptops share their keys."
            )
        )
        self._alone.setText(tr("No colleagues are known on this laptop yet."))
        self._show()

    def _show(self) -> None:
        cover = self._model.cover
        if cover is None or self._shown == (cover.colleagues, screen_language()):
            return
        self._shown = (cover.colleagues, screen_language())
        options = [(b64(one.user), self._name(one)) for one in cover.colleagues if not one.blocked]
        self._responsible.editor.set_options(options)
        chosen = next((b64(one.user) for one in cover.colleagues if one.responsible), None)
        self._responsible.editor.set_value(chosen)
        others = [one for one in cover.colleagues if not one.me]
        self._fill(self._team, [one for one in others if not one.responsible and not one.blocked], team=True)
        self._fill(self._blocked, [one for one in others if not one.responsible], team=False)
        for part in (*self._team_parts, self._block_title, self._blocked, self._block_words, self._kept_words):
            part.setVisible(bool(others))
        self._alone.setVisible(not others)

    def _fill(self, holder: QWidget, colleagues: list[Colleague], *, team: bool) -> None:
        ticks = {tick.property("user"): tick for tick in holder.findChildren(Checkbox)}
        for key in ticks.keys() - {b64(one.user) for one in colleagues}:
            ticks[key].setParent(None)
            ticks[key].deleteLater()
        for place, one in enumerate(colleagues):
            tick = ticks.get(b64(one.user)) or self._new_tick(one, team=team)
            self._lines[holder].insertWidget(place, tick)
            tick.setText(self._name(one))
            tick.setAccessibleDescription((self._team_title if team else self._block_title).text())
            tick.set_value(one.in_team if team else one.blocked)
            tick.show()

    def _new_tick(self, one: Colleague, *, team: bool) -> Checkbox:
        tick = Checkbox()
        tick.setProperty("user", b64(one.user))
        write = self._model.put_in_team if team else self._model.block
        tick.edited.connect(partial(self._on_tick, tick, one.user, write))
        return tick

    def _on_tick(self, tick: Checkbox, user: UserId, write: Callable[[UserId, bool], None]) -> None:
        write(user, tick.isChecked())

    def _on_responsible(self) -> None:
        chosen = self._responsible.editor.value()
        if isinstance(chosen, str):
            self._model.choose_responsible(UserId(unb64(chosen)))

    def _name(self, one: Colleague) -> str:
        return tr("You") if one.me else one.name or tr("A colleague")
