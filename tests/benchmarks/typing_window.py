"""A process that types into a search: `typing_window ROUNDS [FOLDER PASSPHRASE]`, of a store's list or a bare window.

The bare window has a field of Qt and a table of Qt with as many rows, set anew at every key. Prints the longest turn
of the event loop of each round: milliseconds by the clock, and how long the window's own thread worked in one turn.
"""

import json
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget

from desktop_app.ui.application import Application
from desktop_app.ui.pages.cases_page import CasesPage
from tests.benchmarks.opened_window import opened

WORDS = ("koivu 12", "zuzana", "k", "ei tällaista")
#: A fast typist's pause between two keys.
KEY_MS = 80
#: How often the window shows that it is alive.
BEAT_MS = 2
#: Opening is not measured.
SETTLE_MS = 500
ROWS, COLUMNS = 50, 5


class Turns(QObject):
    """Times the turns of the event loop by a heartbeat: how much later than due a beat comes is a turn's length.

    Signals of the event dispatcher would not do: it fires timers and draws outside what they enclose.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._longest = self._longest_work = 0.0
        self._last, self._last_work = time.perf_counter(), time.thread_time()
        self._heart = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._heart.timeout.connect(self._beat)
        self._heart.start()

    def take(self) -> tuple[float, float]:
        """The longest turn by the clock and by the thread's own work since the last call, in milliseconds."""
        taken = self._longest * 1000 - BEAT_MS, self._longest_work * 1000
        self._longest = self._longest_work = 0.0
        return taken

    def _beat(self) -> None:
        now, work = time.perf_counter(), time.thread_time()
        self._longest = max(self._longest, now - self._last)
        self._longest_work = max(self._longest_work, work - self._last_work)
        self._last, self._last_work = now, work


class Typist(QObject):
    """Types each of the words letter by letter and deletes it again, as often as there are rounds."""

    def __init__(self, field: QLineEdit, rounds: int) -> None:
        super().__init__(field)
        self._field, self._turns = field, Turns(self)
        letters: list[str | None] = []
        for word in WORDS:
            letters += [*word, *[None] * len(word)]
        self._round, self._left, self._rounds = letters, list(letters), rounds
        self._measured: list[tuple[float, float]] = []
        self._keys = QTimer(self, interval=KEY_MS)
        self._keys.timeout.connect(self._press)
        field.setFocus()
        self._keys.start()

    def _press(self) -> None:
        if not self._left:
            self._end_round()
            return
        letter = self._left.pop(0)
        key = Qt.Key.Key_Backspace if letter is None else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter or "")
            QCoreApplication.postEvent(self._field, event)

    def _end_round(self) -> None:
        assert self._field.text() == "", "the keys did not arrive"
        self._measured.append(self._turns.take())
        self._left = list(self._round)
        if len(self._measured) == self._rounds:
            self._keys.stop()
            print(json.dumps(self._measured), flush=True)


def in_list(rounds: int, application: Application) -> None:
    """Go to the list and type once it stands."""
    application.window.show_place("cases")
    page = application.window.current_page
    assert isinstance(page, CasesPage)
    QTimer.singleShot(SETTLE_MS, page, lambda: Typist(page.search, rounds))


def bare(rounds: int) -> int:
    """Type in a window of Qt alone."""
    app = QApplication(sys.argv[:1])
    window, field, table = QWidget(), QLineEdit(), QTableView()
    model = QStandardItemModel(ROWS, COLUMNS, window)
    table.setModel(model)
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(table)
    field.textEdited.connect(partial(_refill, model))
    window.resize(1366, 768)
    window.show()
    QTimer.singleShot(SETTLE_MS, window, lambda: Typist(field, rounds))
    return app.exec()


def _refill(model: QStandardItemModel, words: str) -> None:
    model.clear()
    for row in range(ROWS):
        model.appendRow([QStandardItem(f"{words} {row} {column}") for column in range(COLUMNS)])


if __name__ == "__main__":
    times, store = int(sys.argv[1]), sys.argv[2:]
    sys.exit(opened(Path(store[0]), store[1], partial(in_list, times)) if store else bare(times))
