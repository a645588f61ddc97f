"""A long making in parts: the window answers between two turns, and nothing is left out."""

from time import perf_counter, sleep

from PySide6.QtCore import QObject, QTimer

from desktop_app.ui.widgets import in_turns
from desktop_app.ui.widgets.in_turns import InTurns


def parts(made, count=6, seconds=0.0):
    for part in range(count):
        sleep(seconds)
        made.append(part)
        yield


def test_the_first_parts_are_made_at_once_and_the_others_in_later_turns(qtbot):
    made, owner = list[int](), QObject()
    making = InTurns(parts(made), owner)
    making.begin(2)
    assert made == [0, 1]
    with qtbot.waitSignal(making.done):
        pass
    assert made == [0, 1, 2, 3, 4, 5]
    assert making.is_done


def test_what_is_long_leaves_room_for_other_events_between_its_parts(qtbot):
    made, beats, owner = list[int](), list[tuple[float, int]](), QObject()
    making = InTurns(parts(made, seconds=in_turns.TURN_S * 1.5), owner)
    heart = QTimer(owner, interval=0)
    heart.timeout.connect(lambda: beats.append((perf_counter(), len(made))))
    heart.start()
    making.begin()
    with qtbot.waitSignal(making.done):
        pass
    assert {count for _at, count in beats} >= {2, 3, 4, 5}


def test_whoever_needs_the_whole_gets_it_and_hears_of_it_once(qtbot):
    made, told, owner = list[int](), list[bool](), QObject()
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
    owner = QObject()

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
