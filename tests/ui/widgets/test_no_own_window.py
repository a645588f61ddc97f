"""A part of a page that is shown before it stands in the page would open a window of its own: a flash, and slow."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ui.measure import empty
from desktop_app.ui.pages.said_rows import SaidRows
from desktop_app.ui.widgets.error_line import ErrorLine
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.progress import Progress
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text_input import TextInput
from desktop_app.ui.widgets.tick import Checkbox

YES_NO = [("yes", "Yes"), ("no", "No")]


class Windows(QObject):
    """Remembers which windows were shown."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


@pytest.fixture
def windows(look, qtbot):
    seen = Windows()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(seen)
    yield seen
    app.removeEventFilter(seen)


@pytest.mark.parametrize(
    "make",
    [
        lambda _labels: FieldBlock(TextInput()),
        lambda _labels: FieldBlock(Segmented(YES_NO)),
        lambda _labels: FieldBlock(Checkbox("Yes")),
        lambda _labels: ErrorLine(),
        lambda _labels: Progress(),
        lambda labels: SaidRows(labels, secret=True),
    ],
)
def test_making_a_part_opens_no_window(make, windows, qtbot):
    part = make(Labels.load())
    qtbot.addWidget(part)
    assert windows.shown == []


def test_what_is_taken_out_again_at_once_is_not_shown_alone(windows, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    page.show()
    windows.shown.clear()
    for _ in range(2):
        layout.addWidget(Label("Erased at the latest"))
        empty(layout)
        QApplication.processEvents()
    assert windows.shown == []


def test_an_empty_line_without_room_stays_hidden_in_its_page(look, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    line = ErrorLine(reserve=False)
    QVBoxLayout(page).addWidget(line)
    page.show()
    assert line.isHidden()
    line.set_error("Check the day.")
    assert line.isVisible()
