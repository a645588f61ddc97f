"""A long making in parts: the window answers between two turns, and nothing is left out."""

from time import perf_counter, sleep

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.widgets import in_turns
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field_block import FieldBlock
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.text_area import TextArea
from desktop_app.ui.widgets.text_input import TextInput


def parts(made, count=6, seconds=0.0):
    for part in range(count):
        sleep(seconds)
        made.append(part)
        yield


def test_the_first_parts_are_made_at_once_and_the_others_in_later_turns(qtbot):
    made, owner = list[int](), QWidget()
    making = InTurns(parts(made), owner)
    making.begin(2)
    assert made == [0, 1]
    with qtbot.waitSignal(making.done):
        pass
    assert made == [0, 1, 2, 3, 4, 5]
    assert making.is_done


def test_what_is_long_leaves_room_for_other_events_between_its_parts(qtbot):
    made, beats, owner = list[int](), list[tuple[float, int]](), QWidget()
    making = InTurns(parts(made, seconds=in_turns.TURN_S * 1.5), owner)
    heart = QTimer(owner, interval=0)
    heart.timeout.connect(lambda: beats.append((perf_counter(), len(made))))
    heart.start()
    making.begin()
    with qtbot.waitSignal(making.done):
        pass
    assert {count for _at, count in beats} >= {2, 3, 4, 5}


def test_whoever_needs_the_whole_gets_it_and_hears_of_it_once(qtbot):
    made, told, owner = list[int](), list[bool](), QWidget()
    making = InTurns(parts(made), owner)
    making.done.connect(lambda: told.append(True))
    making.begin()
    making.finish()
    assert made == [0, 1, 2, 3, 4, 5]
    qtbot.wait(20)
    making.finish()
    assert told == [True]


def test_a_part_may_ask_for_the_whole_and_goes_on(qtbot):
    made: list[int] = []
    owner = QWidget()

    def asking():
        for part in range(3):
            making.finish()
            made.append(part)
            yield

    making = InTurns(asking(), owner)
    making.begin()
    assert made == [0]
    making.finish()
    assert made == [0, 1, 2]


class Drawn(QObject):
    """Remembers how high each block was whenever it was drawn."""

    def __init__(self):
        super().__init__()
        self.heights = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, FieldBlock):
            self.heights.append((watched, watched.height()))
        return False


def test_nothing_is_drawn_before_it_has_its_place(look, qtbot):
    page, drawn, app = ScrollPage(), Drawn(), QApplication.instance()
    qtbot.addWidget(page)
    card = Card()
    page.body.addWidget(card)
    page.resize(900, 300)
    page.show()

    def rows():
        for row in range(12):
            card.body.addWidget(FieldBlock(TextArea() if row % 2 else TextInput()))
            yield

    assert app is not None
    app.installEventFilter(drawn)
    making = InTurns(rows(), page)
    making.begin(2)
    qtbot.waitUntil(lambda: making.is_done and page.viewport().updatesEnabled())
    qtbot.wait(50)
    app.removeEventFilter(drawn)
    assert drawn.heights
    assert [height for _block, height in drawn.heights] == [block.height() for block, _height in drawn.heights]


def test_a_making_that_is_stopped_leaves_a_page_that_is_drawn(look, qtbot):
    page = ScrollPage()
    qtbot.addWidget(page)
    page.show()
    making = InTurns(parts([], count=50, seconds=in_turns.TURN_S), page)
    making._turn()
    assert not page.viewport().updatesEnabled()
    making.stop()
    assert page.viewport().updatesEnabled()
