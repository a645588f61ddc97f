"""A choice whose rows have several names, such as a language by the screen's name and by its own: typing finds each."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication, QListView, QWidget

from desktop_app.ui.widgets.choice import Choice

#: Stands between the names of one row.
BETWEEN = " – "


class NamedChoice(Choice):
    """Typing goes to the first row of which some name begins so, in any script; a pause begins a new name."""

    def _list_view(self) -> QListView:
        return _NameView(self)


class _NameView(QListView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._typed = ""
        self._pause = QElapsedTimer()

    def keyboardSearch(self, search: str) -> None:
        """Go to the row that the typed letters name; Qt's closed boxes ask their view, too."""
        if not self._pause.isValid() or self._pause.elapsed() > QApplication.keyboardInputInterval():
            self._typed = ""
        self._pause.start()
        self._typed += search.casefold()
        model = self.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            names = str(index.data() or "").casefold().split(BETWEEN)
            if any(name.startswith(self._typed) for name in names):
                self.setCurrentIndex(index)
                return
