"""What leaves with a referral, field by field: one tick for each data group that the permission or the law covers."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, empty, row
from desktop_app.ui.pages.look_again import show_look_at
from desktop_app.ui.view_models.referral import GroupLine, ReferralView, ReferralViewModel
from desktop_app.ui.widgets.banner import Banner, IconBox
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.tick import Checkbox


class ReferralLeaving(TranslatedWidget, QWidget):
    """Two lists in plain words: what can go, ticked, and what stays whatever is ticked."""

    def __init__(self, model: ReferralViewModel, labels: Labels) -> None:
        super().__init__()
        self._model, self._labels = model, labels
        self._shown: tuple[ReferralView | None, str] = (None, "")
        rows = column(self, 8)
        self._title, self._stay_title = Label("", "card"), Label("", "card")
        self._text = Label("", "body", "muted", wrap=True)
        self._go, self._stay = column(None, 4), column(None, 2)
        self._kept = Label("", "body", wrap=True)
        rows.addWidget(self._title)
        rows.addWidget(self._text)
        rows.addLayout(self._go)
        rows.addWidget(hairline())
        rows.addWidget(self._stay_title)
        rows.addLayout(self._stay)
        rows.addWidget(hairline())
        self._look = Banner("amber")
        rows.addWidget(self._look)
        rows.addWidget(self._kept)
        model.changed.connect(self.show_view)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self._title.setText(tr("This leaves"))
        self._stay_title.setText(tr("This does not leave"))
        self._text.setText(tr("What you write on this page, and what is ticked here. One frozen version."))
        self._kept.setText(
            tr("What has arrived cannot be taken back: it stays with the recipient under the law that they follow.")
        )
        self.show_view()

    def show_view(self) -> None:
        """Show what is to leave now."""
        view, language = self._model.view, screen_language()
        if view is None or self._shown == (view, language):
            return
        self._shown = (view, language)
        show_look_at(self._look, () if self._model.is_sent else view.look_at, self._labels)
        empty(self._go)
        empty(self._stay)
        for line in view.groups:
            if line.covered:
                self._go.addWidget(self._choice(line))
            else:
                self._stay.addWidget(self._staying(self._labels.code("data_group", line.group, language)))
        for words in (tr("your own notes"), tr("the person's own account and the observations")):
            self._stay.addWidget(self._staying(words))

    def _choice(self, line: GroupLine) -> QWidget:
        language = screen_language()
        holder = QWidget()
        rows = column(holder, 0)
        tick = Checkbox(self._labels.code("data_group", line.group, language))
        tick.set_value(line.ticked)
        tick.setEnabled(not self._model.is_sent)
        tick.edited.connect(partial(self._on_tick, line.group, tick))
        names = dict.fromkeys(self._labels.field(kind, field, language) for kind, field in line.fields)
        rows.addWidget(tick)
        rows.addWidget(Label(formats.list_(list(names), language), "meta", "muted", wrap=True))
        return holder

    def _staying(self, words: str) -> QWidget:
        holder = QWidget()
        line = row(holder, 10)
        line.addWidget(IconBox("x", "muted", 18))
        line.addWidget(Label(words, "body", wrap=True), 1)
        return holder

    def _on_tick(self, group: str, tick: Checkbox) -> None:
        self._model.tick(group, tick.value() is True)
