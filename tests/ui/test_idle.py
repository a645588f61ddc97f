"""Locking when nobody has touched the laptop, and what counts as a touch."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop_app.ui import idle
from desktop_app.ui.idle import Idle

#: A minute of these tests, and a wait that is shorter than one of them and longer than half of one.
_MINUTE_MS, _LONG_MS = 500, 300


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
def watch(monkeypatch, window):
    monkeypatch.setattr(idle, "_MINUTE_MS", _MINUTE_MS)
    watching = Idle(2)
    watching.start()
    yield watching
    watching.stop()


def test_it_warns_and_then_locks_when_nobody_touches_the_laptop(qtbot, watch):
    with qtbot.waitSignals([watch.soon, watch.over], order="strict", timeout=5000):
        pass


@pytest.mark.parametrize("touch", ["key", "mouse", "key_in_a_dialog"])
def test_a_touch_begins_the_wait_anew(qtbot, watch, window, touch):
    dialog = QDialog(window)
    if touch == "key_in_a_dialog":
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        watch.start()
    with qtbot.assertNotEmitted(watch.soon, wait=_LONG_MS):
        QTest.qWait(_LONG_MS)
        _mouse(window) if touch == "mouse" else _key(dialog if dialog.isVisible() else window)


def test_after_the_end_of_watching_nothing_comes(qtbot, watch):
    watch.stop()
    with qtbot.assertNotEmitted(watch.over, wait=2 * _MINUTE_MS + _LONG_MS):
        pass


def _key(window):
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)


def _mouse(window):
    QTest.mouseMove(window.windowHandle())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
