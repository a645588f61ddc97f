"""Sidebar, page and status line: what stands around the work, and not around the entrance."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.ui import theme
from desktop_app.ui.language import N_
from desktop_app.ui.measure import column, row
from desktop_app.ui.widgets.sidebar import RAIL_BELOW, Place, Sidebar
from desktop_app.ui.widgets.status_line import StatusLine


class Frame(QWidget):
    """The parts side by side; the window tells them what to do."""

    def __init__(self) -> None:
        super().__init__()
        across = row(self, 0)
        self.sidebar = Sidebar()
        self.sidebar.below.add(Place("lock", "lock", N_("Lock")))
        self.sidebar.below.add(Place("settings", "settings", N_("Settings")))
        across.addWidget(self.sidebar)
        right = column(None, 0)
        self.pages = QStackedWidget()
        right.addWidget(self.pages, 1)
        self.status_line = StatusLine()
        right.addWidget(self.status_line)
        across.addLayout(right, 1)

    def add_place(self, key: str, icon: str, title: str) -> None:
        """Add a place with its icon and the message id of its title."""
        self.sidebar.places.add(Place(key, icon, title))

    def fit(self, width: int) -> None:
        """Follow the width of the window in screen pixels: below 900 px at 100 % icons and short words alone."""
        narrow = width * 100 / theme.current().scale < RAIL_BELOW
        if narrow != self.sidebar.is_rail:
            self.sidebar.set_rail(narrow)
            self.status_line.set_narrow(narrow)
