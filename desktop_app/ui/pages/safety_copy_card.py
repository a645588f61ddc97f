"""A folder for safety copies: chosen by the worker, never by the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.pages.safety_copy_words import safety_words
from desktop_app.ui.view_models.safety_copy import SafetyCopyViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.label import Label


class SafetyCopyCard(TranslatedWidget, Card):
    """Tells what it is, where it goes and how it stands."""

    def __init__(self, model: SafetyCopyViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model = model
        self._say = Label("", "body", "muted", wrap=True)
        self.where = Label("", "body", wrap=True)
        self.stands = Label("", "meta", "muted", wrap=True)
        self.choose = Button("default", "folder")
        self.stop = Button("quiet", "x")
        acts = QWidget()
        line = FlowLayout(acts, gap=8)
        line.addWidget(self.choose)
        line.addWidget(self.stop)
        for part in (self._say, self.where, self.stands, acts):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.choose.clicked.connect(self._on_choose)
        self.stop.clicked.connect(lambda: model.choose(None))
        model.changed.connect(self._show)
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Safety copy"))
        self._say.setText(
            tr(
                "When what is unsent is a day old, a copy of it, drafts included, is written into the folder that you "
                "choose, such as a stick. Only your organisation can open it: a new laptop takes it in on the Sync "
                "page. Once everything has been sent, the copy is removed."
            )
        )
        self.choose.setText(tr("Choose a folder…"))
        self.stop.setText(tr("Keep no safety copy"))
        self._show()

    def _show(self) -> None:
        state = self._model.state
        folder = state.folder if state is not None else None
        self.choose.set_busy(self._model.busy)
        self.stop.setVisible(folder is not None)
        self.stop.setEnabled(not self._model.busy)
        if folder is None:
            self.where.setText(tr("No folder has been chosen: nothing is written."))
        else:
            self.where.setText(tr("It goes into {folder}", folder=folder))
        words = safety_words(state, self._model.now()) if folder is not None else ""
        self.stands.setText(words)
        self.stands.setVisible(bool(words))

    def _on_choose(self) -> None:
        path = QFileDialog.getExistingDirectory(self, tr("Choose a folder…"))
        if path:
            self._model.choose(Path(path))
