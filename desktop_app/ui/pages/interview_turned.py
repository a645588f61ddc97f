"""The screen turned to the person: the words of the prompt in their language, the calm line, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.ui.language import TranslatedWidget
from desktop_app.ui.measure import column, row
from desktop_app.ui.pages.interview_prompt import SpokenLabel, role_of
from desktop_app.ui.view_models.interview import BEFORE, InterviewViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.focus_ring import FocusRing
from desktop_app.ui.widgets.scroll_page import ScrollPage


class InterviewTurned(TranslatedWidget, QWidget):
    """A window over everything; Stop or Esc turns back. No name, no answer and no word of the worker stands on it."""

    def __init__(self, model: InterviewViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Luotsi")
        self._model = model
        self._page = ScrollPage(measure=860, margin=48)
        self.words, self.calm, self.draft = SpokenLabel("prompt"), SpokenLabel("long", "accent"), SpokenLabel("meta")
        self._calm = QFrame()
        self._calm.setProperty("kind", "banner")
        self._calm.setProperty("tone", "info")
        column(self._calm, 0, (24, 14, 24, 14)).addWidget(self.calm)
        self.stop = Button("primary")
        line = row(None, 0)
        line.addStretch(1)
        line.addWidget(self.stop)
        line.addStretch(1)
        body = self._page.body
        body.addStretch(1)
        for part in (self.words, self.draft, self._calm):
            body.addWidget(part)
        body.addStretch(1)
        body.addLayout(line)
        column(self, 0).addWidget(self._page)
        self.stop.clicked.connect(self.close)
        self._ring = FocusRing(self)
        self.retranslate()
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word; the person's words do not follow the language of the screen."""
        model, person = self._model, self._model.person
        self.stop.setText(" · ".join(model.stop_words))
        if person is None:
            return
        self.words.show_words(model.words(person), person, role_of(model.chosen))
        self.calm.show_words(person.calm, person)
        self._calm.setVisible(model.chosen != BEFORE)
        self.draft.show_words(person.draft_words, person)
        self.draft.setVisible(person.draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc turns back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
