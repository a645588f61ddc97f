"""The screen turned to the person: what leaves, what does not, in large words, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.proposal_leaving import Leaving
from desktop_app.ui.view_models.proposal import ProposalViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.focus_ring import FocusRing
from desktop_app.ui.widgets.scroll_page import ScrollPage


class TurnedScreen(TranslatedWidget, QWidget):
    """A window over everything; Esc or the button turns back. No name, reference or case stands on it."""

    def __init__(self, model: ProposalViewModel, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Luotsi")
        rows = column(self, 0)
        self._page = ScrollPage(measure=860)
        self._leaving = Leaving(model, labels, large=True)
        self._page.body.addWidget(self._leaving)
        line = row(None, 0)
        self._stop = Button("primary")
        line.addStretch(1)
        line.addWidget(self._stop)
        line.addStretch(1)
        self._page.body.addLayout(line)
        self._page.body.addStretch(1)
        rows.addWidget(self._page)
        self._stop.clicked.connect(self.close)
        self._ring = FocusRing(self)
        self.retranslate()
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word."""
        self.setAccessibleName(tr("This leaves"))
        self._stop.setText(tr("Turn back"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc turns back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
