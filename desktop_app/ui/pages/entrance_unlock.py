"""Opening a store with the passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop_app.ui.language import tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.entrance_step import EntranceStep
from desktop_app.ui.view_models.unlock import UnlockViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.text_input import TextInput

_BOTTOM = Qt.AlignmentFlag.AlignBottom


class UnlockStep(EntranceStep):
    """The passphrase, with a button to show it; pasting is allowed."""

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__(model)
        self._phrase = TextInput(secret=True)
        self._block = FieldBlock(self._phrase, reserve=False)
        self._show = Button(icon="eye")
        self._show.setCheckable(True)
        self._open = Button("primary")
        self._forgotten = Button("quiet")
        line = row(None, 8)
        line.addWidget(self._block, 1)
        beside = column(None, 0, (0, 0, 0, 2))  # as much as a field keeps free below itself
        beside.addWidget(self._show)
        line.addLayout(beside)
        line.setAlignment(beside, _BOTTOM)
        self.body.addSpacing(8)
        self.body.addLayout(line)
        self.body.addWidget(self.error)
        self.body.addWidget(self._open)
        self.body.addWidget(self._forgotten)
        self._show.toggled.connect(self._on_show)
        self._open.clicked.connect(self._on_open)
        self._phrase.returnPressed.connect(self._on_open)
        self._forgotten.clicked.connect(model.forgotten)
        self.retranslate()

    def begin(self) -> None:
        """The passphrase is typed at once."""
        self._phrase.setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        self.sentence.setText(tr("Open your workspace with your passphrase."))
        self._block.set_label(tr("Passphrase"))
        self.error.set_hint(tr("You can also paste the phrase."))
        self._show.setText(tr("Hide") if self._show.isChecked() else tr("Show"))
        self._forgotten.setText(tr("I do not remember the passphrase"))
        self.follow()

    def follow(self) -> None:
        """While a wait runs the button says how long."""
        seconds = self.model.wait_seconds
        self._open.setText(tr("Open in {seconds} seconds", seconds=seconds) if seconds else tr("Open"))
        self._open.setEnabled(seconds == 0)
        self._open.set_busy(self.model.busy)

    def say(self, text: str) -> None:
        """Say it and let the phrase be typed again; it is selected, not removed."""
        super().say(text)
        self._phrase.setFocus()
        self._phrase.selectAll()

    def _on_show(self, on: bool) -> None:
        self._phrase.set_secret(not on)
        self.retranslate()

    def _on_open(self) -> None:
        typed = self._phrase.value()
        if isinstance(typed, str) and typed and not self.model.wait_seconds:
            self.error.set_error(None)
            self.model.unlock(typed)
