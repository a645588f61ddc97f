"""The two conditions of 746/2011, 35 § 1, in the proposer's own words, with a calm look at what could blame."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui import theme
from desktop_app.ui.language import TranslatedWidget, screen_language, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.record_form import RecordForm
from desktop_app.ui.view_models.proposal import ProposalViewModel
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.text_area import TextArea

CONDITIONS = ("why_may_be_victim", "why_needs_help")


class ConditionsCard(TranslatedWidget, Card):
    """Indications are enough: nothing here has to be certain, complete or long."""

    def __init__(self, model: ProposalViewModel, form: RecordForm, labels: Labels) -> None:
        super().__init__(margins=(24, 16, 24, 8), gap=6)
        self._model, self._form, self._labels = model, form, labels
        self._titles = {name: Label("", "card", wrap=True) for name in CONDITIONS}
        self._hints = {name: Label("", "meta", "muted", wrap=True) for name in CONDITIONS}
        self._banners = {name: Banner("amber") for name in CONDITIONS}
        for place, name in enumerate(CONDITIONS):
            self.body.addWidget(self._head(str(place + 1), name))
            block = form.block(name)
            block.hide_label()
            self.editor(name).setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            self.body.addWidget(block, 1)
            self.body.addWidget(self._banners[name])
            self._banners[name].hide()
            self._banners[name].acted.connect(lambda chosen=name: self._go_to(chosen))
        model.form.loaded.connect(self.show_hints)
        model.form.field_changed.connect(self._on_field)
        model.changed.connect(self._follow)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        language = screen_language()
        for name, label in self._titles.items():
            label.setText(self._labels.field("proposal", name, language))
            self._banners[name].set(
                tr(
                    "Look once more at the underlined sentence. An act that the person could be blamed for may be read "
                    "in it. You decide whether it stays."
                ),
                tr("Show the sentence"),
            )
        self._hints[CONDITIONS[0]].setText(tr("Indications are enough. Certainty is not needed."))
        self._hints[CONDITIONS[1]].setText(tr("Which help, and how soon."))

    def show_hints(self) -> None:
        """Underline the sentences to look at."""
        for name in CONDITIONS:
            self._show_hint(name)

    def editor(self, name: str) -> TextArea:
        """The text of a condition."""
        editor = self._form.block(name).editor
        if not isinstance(editor, TextArea):
            raise TypeError(name)
        return editor

    def _head(self, number: str, name: str) -> QWidget:
        holder = QWidget()
        line = row(holder, 12)
        line.addWidget(Label(number, "statement", "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = column(None, 0)
        words.addWidget(self._titles[name])
        words.addWidget(self._hints[name])
        line.addLayout(words, 1)
        return holder

    def _on_field(self, name: str) -> None:
        if name in CONDITIONS:
            self._show_hint(name)

    def _show_hint(self, name: str) -> None:
        editor = self.editor(name)
        found = () if self._model.is_sent else self._model.sentences_to_look_at(editor.toPlainText())
        editor.setExtraSelections([_underlined(editor, start, end) for start, end in found])
        self._banners[name].setVisible(bool(found))

    def _go_to(self, name: str) -> None:
        editor = self.editor(name)
        found = self._model.sentences_to_look_at(editor.toPlainText())
        if found:
            cursor = editor.textCursor()
            cursor.setPosition(found[0][0])
            cursor.setPosition(found[0][1], QTextCursor.MoveMode.KeepAnchor)
            editor.setTextCursor(cursor)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        for name in CONDITIONS:
            self.editor(name).setReadOnly(self._model.is_sent)


def _underlined(editor: TextArea, start: int, end: int) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(editor.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    look = QTextCharFormat()
    look.setBackground(theme.current().token("amber_soft"))
    look.setForeground(theme.current().token("ink"))
    look.setFontUnderline(True)
    selection.cursor, selection.format = cursor, look
    return selection
