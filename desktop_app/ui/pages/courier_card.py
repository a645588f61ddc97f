"""Without a network: a stick takes what waits to a colleague, who hands it in, and brings the receipts back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.i18n import formats
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import TranslatedWidget, ntr, screen_language, tr
from desktop_app.ui.pages.courier_words import saved_words, taken_words
from desktop_app.ui.view_models.courier import CourierViewModel
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.progress import Progress


class CourierCard(TranslatedWidget, Card):
    """Three ways to act, how far it has come, and what came of it."""

    def __init__(self, model: CourierViewModel, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 16, 24, 16), gap=10, parent=parent)
        self._model = model
        self._about = Label("", "body", "muted", wrap=True)
        self._carried = Label("", "body", wrap=True)
        self.save = Button("default", "usb")
        self.take_in = Button("default", "upload")
        self.answer = Button("quiet", "check")
        self._progress = Progress()
        self.result = Label("", "body", wrap=True, selectable=True)
        acts = QWidget()
        line = FlowLayout(acts, gap=8)
        for button in (self.save, self.take_in, self.answer):
            line.addWidget(button)
        for part in (self._about, self._carried, acts, self._progress, self.result):
            self.body.addWidget(part)
        self._progress.hide()
        self.save.clicked.connect(self._on_save)
        self.take_in.clicked.connect(self._on_take_in)
        self.answer.clicked.connect(self._on_answer)
        self._progress.cancelled.connect(model.cancel)
        model.changed.connect(self._show)
        model.done.connect(lambda: announce(self, self.result.text()))
        self.retranslate()
        model.read()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Without a network"))
        self._about.setText(
            tr(
                "What waits can travel on a stick, sealed: only your organisation and the central system can open it. "
                "A colleague takes it in on this page, and it goes with their next sync."
            )
        )
        self.save.setText(tr("Save to a stick…"))
        self.take_in.setText(tr("Take in from a stick…"))
        self.answer.setText(tr("Write receipts to a stick…"))
        self._show()

    def _show(self) -> None:
        model = self._model
        for button in (self.save, self.take_in, self.answer):
            button.setEnabled(not model.busy)
        self.answer.setVisible(model.carriage.answers)
        carried = model.carriage.carried
        self._carried.setVisible(bool(carried))
        self._carried.setText(
            ntr(
                "{n} change that was brought here goes to the central system with the next sync.",
                "{n} changes that were brought here go to the central system with the next sync.",
                carried,
            )
        )
        self._show_progress()
        words = self._result()
        self.result.setText(words)
        self.result.setVisible(bool(words) and not model.busy)

    def _show_progress(self) -> None:
        if not self._model.busy:
            self._progress.stop()
            return
        size = formats.number(self._model.written / 1_000_000, screen_language(), 1)
        words = tr("Written so far: {size} MB", size=size) if self._model.written else tr("Reading what there is")
        self._progress.set(words)
        if not self._progress.isVisible():
            self._progress.start()

    def _result(self) -> str:
        model = self._model
        if model.problem is not None:
            return words_for(model.problem)
        if model.saved is not None:
            return saved_words(model.saved, answering=model.answering)
        return taken_words(model.taken) if model.taken is not None else ""

    def _on_save(self) -> None:
        folder = _ask_folder(self, tr("Choose the stick or a folder"))
        if folder is not None:
            self._model.save(folder)

    def _on_answer(self) -> None:
        folder = _ask_folder(self, tr("Choose the stick or a folder"))
        if folder is not None:
            self._model.answer(folder)

    def _on_take_in(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Take in from a stick…"), "", "*.bin")
        if paths:
            self._model.take_in([Path(path) for path in paths])


def _ask_folder(parent: QWidget, title: str) -> Path | None:
    path = QFileDialog.getExistingDirectory(parent, title)
    return Path(path) if path else None
