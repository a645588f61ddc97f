"""What was set aside of a laptop: who wrote it when, in which case, which fields; never what they say."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuotsiError
from desktop_app.i18n.formats import datetime_
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, ntr, screen_language, tr
from desktop_app.ui.measure import column, empty
from desktop_app.ui.pages.laptop_words import mark_words, name_words
from desktop_app.ui.view_models.quarantine import QuarantineViewModel, SetAsideChange
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.decision_dialog import decide
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.label import Label, hairline
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.toast import Toast

#: As many changes as are drawn; all are released together.
DRAWN = 100


class QuarantinePage(TranslatedWidget, ScrollPage):
    """Only on a laptop with an administrator's role."""

    done = Signal()

    def __init__(self, model: QuarantineViewModel, parent: QWidget | None = None) -> None:
        super().__init__(measure=860, parent=parent)
        self._model = model
        self._error = Label("", "body", "danger", wrap=True)
        self._error.hide()
        self._limits = Label("", "body", "muted", wrap=True)
        self._card, self._holder = Card(gap=10), QWidget()
        self._lines = column(self._holder, 10)
        self._card.body.addWidget(self._holder)
        self._empty = EmptyState("history")
        self.release = Button("primary", "check")
        self.add_action(self.release)
        for part in (self._error, self._limits, self._empty, self._card):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.release.clicked.connect(self.ask_to_release)
        model.changed.connect(self._show)
        model.failed.connect(self._say)
        model.released.connect(self._on_released)
        self.retranslate()
        model.look()

    def retranslate(self) -> None:
        """Set every word."""
        laptop = self._model.laptop
        self.set_title(tr("Set aside"), wrap=False)
        self.set_subtitle(f"{name_words(laptop)}  ·  {mark_words(laptop)}")
        self.release.setText(tr("Release"))
        self._empty.set(tr("Nothing is set aside of this laptop"))
        self._show()

    def _show(self) -> None:
        seen = self._model.seen
        self.release.set_busy(self._model.busy)
        self.release.setVisible(seen is not None and seen.last is not None)
        changes = seen.changes if seen is not None else ()
        self._empty.setVisible(seen is not None and not changes and not seen.hidden)
        self._card.setVisible(bool(changes))
        self._limits.setText(self._limit_words())
        self._limits.setVisible(bool(self._limits.text()))
        empty(self._lines)
        for place, change in enumerate(changes[:DRAWN]):
            if place:
                self._lines.addWidget(hairline())
            self._lines.addWidget(self._row(change))

    def _limit_words(self) -> str:
        seen = self._model.seen
        if seen is None:
            return tr("Fetching what was set aside.")
        sentences = []
        if seen.last is None and (seen.changes or seen.hidden):
            sentences.append(tr("A release is possible once the laptop has been removed."))
        if seen.hidden:
            sentences.append(
                ntr(
                    "{n} change belongs to a case that is not open to you.",
                    "{n} changes belong to cases that are not open to you.",
                    seen.hidden,
                )
            )
        if len(seen.changes) > DRAWN:
            sentences.append(tr("The first {n} are shown.", n=DRAWN))
        return " ".join(sentences)

    def _row(self, change: SetAsideChange) -> QWidget:
        holder = QWidget()
        lines = column(holder, 2)
        if not change.opens:
            lines.addWidget(Label(tr("A change that cannot be read: damaged, or struck out"), "body", wrap=True))
            return holder
        language, labels = screen_language(), self._model.labels
        when = datetime_(change.at, language) if change.at is not None else ""
        head = [part for part in (change.reference, change.worker or tr("A colleague"), when) if part]
        lines.addWidget(Label("  ·  ".join(head), "card", wrap=True))
        for kind, fields in change.fields:
            names = ", ".join(labels.field(kind, name, language) for name in fields if not name.startswith("_"))
            lines.addWidget(Label(f"{labels.kind(kind, language)}: {names}", "meta", "muted", wrap=True))
        if change.again:
            lines.addWidget(Label(tr("Sent again under another mark since; a release skips it."), "meta", "muted"))
        return holder

    def ask_to_release(self) -> None:
        """Say what releasing means, and release if the administrator decides so."""
        text = tr(
            "What is set aside then counts on every laptop, as its writer saved it. The laptop stays removed. "
            "Release it only if you know that the worker, and nobody else, wrote it. This cannot be undone."
        )
        if decide(
            self, tr("Release what was set aside?"), text, act=tr("Release"), keep=tr("Leave it aside"), danger=False
        ):
            self._error.hide()
            self._model.release()

    def _on_released(self) -> None:
        Toast.say(self, tr("Released. It reaches the other laptops with their next sync."))
        self.done.emit()

    def _say(self, error: LuotsiError) -> None:
        self._error.setText(words_for(error))
        self._error.show()
