"""Two have written in the same field: both versions side by side, nothing lost, no hurry."""

from __future__ import annotations

import difflib
import html
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, px, row
from desktop_app.ui.pages.value_words import value_words
from desktop_app.ui.view_models.sync import Side, Standing, SyncViewModel
from desktop_app.ui.widgets.banner import IconBox
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.tag import Tag
from desktop_app.ui.widgets.text_area import TextArea


class ConflictCard(TranslatedWidget, Card):
    """Starts folded; whatever is chosen, both texts stay in the history."""

    def __init__(self, model: SyncViewModel, standing: Standing, labels: Labels) -> None:
        super().__init__(margins=(24, 16, 24, 16), gap=10)
        self._model, self.standing, self._labels = model, standing, labels
        head = row(None, 10)
        head.addWidget(IconBox("copy-check", "amber", 20))
        self._title = Label("", "card", wrap=True)
        self._tag = Tag()
        self.fold = Button("default", small=True)
        self.fold.setCheckable(True)
        head.addWidget(self._title, 1)
        head.addWidget(self._tag)
        head.addWidget(self.fold)
        self.body.addLayout(head)
        self._where = Label("", "body", wrap=True)
        self.body.addWidget(self._where)
        self._inside = QWidget()
        self._inside.hide()
        self.body.addWidget(self._inside)
        self._build(column(self._inside, 12))
        self.fold.toggled.connect(self._on_fold)
        self.fold.clicked.connect(self._on_pressed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        one, language = self.standing, screen_language()
        self._title.setText(tr("Two have written in the same field"))
        self._tag.set(tr("Choose when you have time"), "amber", "clock")
        where = " · ".join(part for part in (one.reference, self._labels.field(one.kind, one.field, language)) if part)
        self._where.setText(tr("{where}. Nothing is lost: every version stays in the history.", where=where))
        self.setAccessibleName(where)
        self._protect.setText(tr("Until somebody chooses, the most protective version counts."))
        self._before_title.setText(tr("Before either was written"))
        self.before_hidden.setAccessibleName(tr("Before either was written"))
        self.before.setText("" if one.secret else self._before_words())
        self._both.setText(tr("Keep both after one another"))
        self._own.setText(tr("Write your own text"))
        self._keep_own.setText(tr("Keep this text"))
        self._editor.setAccessibleName(tr("Your own text"))
        self._on_fold()
        for version in self.versions:
            version.retranslate()

    def place(self, narrow: bool) -> None:
        """Stand side by side, or under one another where the page is narrow."""
        way = QBoxLayout.Direction
        self._sides.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _build(self, rows: QBoxLayout) -> None:
        one = self.standing
        self._protect = Label("", "meta", "muted", wrap=True)
        self._protect.setVisible(one.protective)
        self._before_title = Label("", "meta", "muted")
        self.before = Label("", "body", "muted", wrap=True, selectable=True)
        self.before_hidden = HiddenValue(self._before_words)
        self.before_hidden.shown.connect(partial(self._model.log_shown, one))
        self.before.setVisible(not one.secret)
        self.before_hidden.setVisible(one.secret and bool(one.before))
        self._sides = row(None, 16)
        self.versions = [_Version(self._model, one, side, self._labels) for side in one.sides]
        for version in self.versions:
            self._sides.addWidget(version, 1)
        self._build_own()
        acts = row(None, 8)
        acts.addWidget(self._both)
        acts.addWidget(self._own)
        acts.addStretch(1)
        for part in (self._protect, self._before_title, self.before, self.before_hidden):
            rows.addWidget(part)
        rows.addLayout(self._sides)
        rows.addLayout(acts)
        rows.addWidget(self._writing)
        self._both.clicked.connect(partial(self._model.keep_both, one))
        self._own.clicked.connect(self._write)
        self._keep_own.clicked.connect(self._on_own)

    def _build_own(self) -> None:
        one = self.standing
        self._both, self._own = Button("default"), Button("quiet")
        self._both.setVisible(one.both)
        self._own.setVisible(one.text)
        self._editor = TextArea(lines=3)
        self._keep_own = Button("default")
        self._writing = QWidget()
        writing = column(self._writing, 8)
        writing.addWidget(self._editor)
        writing.addWidget(self._keep_own, 0, Qt.AlignmentFlag.AlignLeft)
        self._writing.hide()

    def _before_words(self) -> str:
        """What both had before them."""
        one, language = self.standing, screen_language()
        found = [value_words(one.kind, one.field, value, self._labels, language) for value in one.before]
        return "\n".join(text for text in found if text) or tr("Nothing")

    def _on_fold(self) -> None:
        opened = self.fold.isChecked()
        self._inside.setVisible(opened)
        self.fold.setText(tr("Close") if opened else tr("Look at both"))

    def _on_pressed(self, opened: bool) -> None:
        if opened:
            self._model.log_opened(self.standing)

    def _write(self) -> None:
        self._writing.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_own(self) -> None:
        text = self._editor.value()
        if text:
            self._model.write_own(self.standing, text)


class _Version(TranslatedWidget, QFrame):
    """One version in its own frame, with the act that keeps it."""

    def __init__(self, model: SyncViewModel, standing: Standing, side: Side, labels: Labels) -> None:
        super().__init__()
        self._model, self._standing, self._side, self._labels = model, standing, side, labels
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rows = column(self, 8, (16, 12, 16, 12))
        head = row(None, 8)
        self._who, self._when = Label("", "meta_strong", wrap=True), Label("", "meta", "muted")
        head.addWidget(self._who, 1)
        head.addWidget(self._when)
        rows.addLayout(head)
        self.text = Label("", "body", wrap=True, selectable=True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.hidden = HiddenValue(self._words)
        self.hidden.shown.connect(partial(model.log_shown, standing))
        self.text.setVisible(not standing.secret)
        self.hidden.setVisible(standing.secret)
        self.keep = Button("default")
        rows.addWidget(self.text)
        rows.addWidget(self.hidden)
        rows.addStretch(1)
        rows.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.keep.clicked.connect(partial(model.keep, standing, side))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        side, now = self._side, self._model.now()
        who = side.author or tr("A colleague")
        if side.mine:
            who = tr("You, on this laptop") if side.here else tr("You, on another laptop")
        self._who.setText(who)
        self._when.setText(formats.moment_in_words(side.at, now, screen_language()))
        self.keep.setText(tr("Keep this one"))
        self.keep.setAccessibleName(f"{tr('Keep this one')}: {who}")
        self.hidden.setAccessibleName(who)
        if not self._standing.secret:
            others = [self._words_of(other) for other in self._standing.sides if other is not side]
            self.text.setText(with_difference_in_bold(self._words(), others))
            self.text.setAccessibleName(self._words())
        self.setAccessibleName(who)

    def _words(self) -> str:
        return self._words_of(self._side)

    def _words_of(self, side: Side) -> str:
        one = self._standing
        return value_words(one.kind, one.field, side.value, self._labels, screen_language()) or "–"


def with_difference_in_bold(text: str, others: Sequence[str]) -> str:
    """Return the text as HTML; the words that any other version lacks stand in bold."""
    words = text.split(" ")
    bold = [False] * len(words)
    for other in others:
        matcher = difflib.SequenceMatcher(None, words, other.split(" "), autojunk=False)
        same = {place for block in matcher.get_matching_blocks() for place in range(block.a, block.a + block.size)}
        bold = [was or place not in same for place, was in enumerate(bold)]
    parts = [f"<b>{html.escape(word)}</b>" if on else html.escape(word) for word, on in zip(words, bold, strict=True)]
    return f'<p style="margin:0; line-height:{px(22)}px">{" ".join(parts)}</p>'.replace("\n", "<br>")
