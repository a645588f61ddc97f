"""Beside a child's row: the way to the case of the child's own, which tells nothing of this one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop_app.ui.language import TranslatedWidget, tr
from desktop_app.ui.view_models.childs_case import ChildsCaseViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label


class ChildsCaseCard(TranslatedWidget, Card):
    """Hidden while the row asks for no case of the child's own."""

    def __init__(self, model: ChildsCaseViewModel) -> None:
        super().__init__(margins=(20, 14, 20, 16), gap=8)
        self._model = model
        self._words = Label("", "body", wrap=True)
        self.go = Button("default", "arrow-right")
        self.body.addWidget(self._words)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.go.clicked.connect(model.go)
        model.changed.connect(self.retranslate)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        own = self._model.row.own
        self.set_title(tr("The child's own case"))
        if own is not None:
            self._words.setText(tr("The child has a case: {reference}.", reference=own.reference))
            self.go.setText(tr("Go to the child's case"))
        else:
            copied = tr("Nothing of this case is copied there.")
            seen = tr("Whoever may open only one of the cases sees no trace of the other.")
            self._words.setText(f"{copied} {seen}")
            self.go.setText(tr("Open a case for the child"))
        self.setVisible(own is not None or self._model.asks)
