"""A question before what cannot be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from desktop_app.ui.measure import column, px, row
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.focus_ring import FocusRing
from desktop_app.ui.widgets.label import Label


class DecisionDialog(QDialog):
    """Two verbs: the safe one has the focus, stands left and is what Esc means."""

    def __init__(self, parent: QWidget, title: str, text: str, *, act: str, keep: str, danger: bool = True) -> None:
        super().__init__(parent)
        self.setWindowTitle("Luotsi")
        self.setModal(True)
        self.setProperty("kind", "decision")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        rows = column(self, 12, 24)
        rows.addWidget(Label(title, "statement", wrap=True))
        words = Label(text, "body", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        rows.addWidget(words, 1)
        buttons = row(None, 8)
        buttons.addStretch(1)
        self.keep_button = Button(text=keep)
        self.keep_button.clicked.connect(self.reject)
        self.act_button = Button("danger" if danger else "primary", text=act)
        self.act_button.clicked.connect(self.accept)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.act_button)
        rows.addLayout(buttons)
        self.setFixedWidth(px(440))
        self._ring = FocusRing(self)
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)


def decide(parent: QWidget, title: str, text: str, *, act: str, keep: str, danger: bool = True) -> bool:
    """Ask and wait; true when the worker chose to act."""
    dialog = DecisionDialog(parent, title, text, act=act, keep=keep, danger=danger)
    return dialog.exec() == QDialog.DialogCode.Accepted
