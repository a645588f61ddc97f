"""A group of things that belong together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop_app.ui.measure import column, row
from desktop_app.ui.widgets.label import Label


class Card(QFrame):
    """A surface with a hairline edge; `body` takes the content, `title_row` actions beside the title."""

    def __init__(
        self, *, margins: int | tuple[int, int, int, int] = 20, gap: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body = column(self, gap, margins)
        self._title = Label("", "card", wrap=True)
        self._title_holder = QWidget(self)
        self.title_row = row(self._title_holder, 8)
        self.title_row.addWidget(self._title, 1)
        self._title_holder.hide()
        self.body.addWidget(self._title_holder)

    def set_title(self, text: str) -> None:
        """Name the card; the name is also its accessible name."""
        self._title.setText(text)
        self._title_holder.setVisible(bool(text))
        self.setAccessibleName(text)
