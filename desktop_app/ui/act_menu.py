"""The menu with every act of the window; the acts' keys work as soon as it is made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ui.commands import COMMANDS
from desktop_app.ui.language import tr

Go = Callable[[str], None]


class ActMenu(QMenu):
    """Acts by name in groups, the places first; `do` gets the name of an act, `go` the key of a place."""

    def __init__(self, window: QWidget, do: Go, go: Go) -> None:
        super().__init__(window)
        self._window, self._go = window, go
        self._places: dict[str, QAction] = {}
        self._titles: dict[str, str] = {}
        self.acts = {command.name: self._act(command.keys, partial(do, command.name)) for command in COMMANDS}
        self.retranslate()

    def add_place(self, key: str, title: str) -> None:
        """Add a place with its message id; its key is Ctrl and its number."""
        self._titles[key] = title
        self._places[key] = self._act((f"Ctrl+{len(self._titles)}",), partial(self._go, key))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.clear()
        groups: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.menu not in groups:
                groups[command.menu] = self.addMenu(tr(command.menu))
                if len(groups) == 1:
                    self._add_places_to(groups[command.menu])
            self.acts[command.name].setText(tr(command.words))
            groups[command.menu].addAction(self.acts[command.name])
        self.addSeparator()
        self.addAction(tr("Settings"), partial(self._go, "settings"))

    def _add_places_to(self, menu: QMenu) -> None:
        for key, action in self._places.items():
            action.setText(tr(self._titles[key]))
            menu.addAction(action)
        menu.addSeparator()

    def _act(self, keys: tuple[str, ...], then: Callable[[], None]) -> QAction:
        action = QAction(self._window)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.triggered.connect(lambda _on=False: then())
        self._window.addAction(action)
        return action
