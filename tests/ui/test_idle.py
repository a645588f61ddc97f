"""Locking when nobody has touched the laptop, and what counts as a touch."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop_app.ui.idle import Idle, seconds_awake_or_asleep

MINUTE = 60


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def window(qtbot):
    shown = QWidget()
    QLineEdit(shown)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def watch(window, clock, heard):
    watching = Idle(10, clock=clock)
    watching.soon.connect(lambda: heard.append("soon"))
    watching.over.connect(lambda: heard.append("over"))
    watching.start()
    yield watching
    watching.stop()


def after(watch, clock, seconds):
    clock.now += seconds
    watch.look()


def test_it_warns_once_and_a_minute_later_it_is_over(watch, clock, heard):
    after(watch, clock, 9 * MINUTE - 1)
    assert heard == []
    after(watch, clock, 1)
    after(watch, clock, 59)
    assert heard == ["soon"]
    after(watch, clock, 1)
    assert heard == ["soon", "over"]


@pytest.mark.parametrize("touch", ["key", "mouse", "key_in_a_dialog"])
def test_a_touch_begins_the_wait_anew(qtbot, watch, window, clock, heard, touch):
    touched = window
    if touch == "key_in_a_dialog":
        touched = QDialog(window)
        touched.show()
        touched.activateWindow()
        qtbot.waitUntil(touched.isActiveWindow)
    after(watch, clock, 9 * MINUTE + 30)
    assert heard == ["soon"]
    _mouse(touched) if touch == "mouse" else _key(touched)
    after(watch, clock, 9 * MINUTE - 1)
    assert heard == ["soon"]
    after(watch, clock, 1 + MINUTE)
    assert heard == ["soon", "over"]


def test_the_first_touch_after_a_long_sleep_locks_and_reaches_nothing(watch, window, clock, heard):
    clock.now += 8 * 60 * MINUTE
    window.findChild(QLineEdit).setFocus()
    _key(window)
    assert heard == ["over"]
    assert window.findChild(QLineEdit).text() == ""


def test_it_looks_by_itself(qtbot, watch, clock, heard):
    clock.now += 60 * MINUTE
    qtbot.waitUntil(lambda: heard == ["over"], timeout=10_000)


def test_after_the_end_of_watching_nothing_comes(qtbot, watch, clock, heard):
    watch.stop()
    clock.now += 60 * MINUTE
    assert not watch._look.isActive()
    assert heard == []


def test_the_clock_goes_on():
    before = seconds_awake_or_asleep()
    assert seconds_awake_or_asleep() >= before > 0


def _key(window):
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)


def _mouse(window):
    QTest.mouseMove(window.windowHandle())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
