"""How far something has come: what, n of m, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import Label

APPEARS_AFTER_MS = 400


class Progress(TranslatedWidget, QWidget):
    """Hidden until 400 ms after `start`; `cancelled` when the worker stops it."""

    cancelled = Signal()

    def __init__(self, *, may_cancel: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = column(self, 8)
        line = row(None, 8)
        self._text = Label("", "body", wrap=True)
        self._cancel = Button("quiet")
        self._cancel.clicked.connect(self.cancelled)
        line.addWidget(self._text, 1)
        line.addWidget(self._cancel)
        rows.addLayout(line)
        self._cancel.setVisible(may_cancel)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        rows.addWidget(self._bar)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(APPEARS_AFTER_MS)
        self._wait.timeout.connect(self.show)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the button; the rest is given by `set`."""
        self._cancel.setText(tr("Cancel"))

    def start(self) -> None:
        """Appear in 400 ms unless stopped before."""
        self._wait.start()

    def stop(self) -> None:
        """Disappear."""
        self._wait.stop()
        self.hide()

    def set(self, text: str, done: int = 0, total: int = 0) -> None:
        """What is done now; `total` 0 means that the end is not known."""
        self._text.setText(text)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(text)
