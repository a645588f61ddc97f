"""What stands where there is nothing yet: one icon, one sentence, one way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.measure import column
from desktop_app.ui.widgets.banner import IconBox
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import Label


class EmptyState(QWidget):
    """Centred words; `acted` when the way on is taken."""

    acted = Signal()

    def __init__(self, icon: str = "sun", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = column(self, 4, 16)
        self._icon = IconBox(icon, "muted", 24)
        self._title = Label("", "card", wrap=True)
        self._text = Label("", "banner", "muted", wrap=True)
        self._act = Button()
        self._act.clicked.connect(self.acted)
        rows.addStretch(1)
        rows.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            rows.addWidget(label)
        rows.addSpacing(8)
        rows.addWidget(self._act, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(1)
        self._act.hide()

    def set(self, title: str, text: str = "", action: str = "") -> None:
        """The sentence, its explanation and the way on."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._act.setText(action)
        self._act.setVisible(bool(action))
        self.setAccessibleName(f"{title} {text}".strip())
