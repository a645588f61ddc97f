"""Garbage is collected in the window's thread, whoever made it."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest

from desktop_app.ui.collecting import Collector

MANY = 2_000


class Circle:
    """Hangs on itself, and tells in which thread it went."""

    gone: ClassVar[list[int]] = []

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        Circle.gone.append(threading.get_ident())


@pytest.fixture
def collector(qapp):
    made = Collector()
    yield made
    made.deleteLater()
    gc.enable()


@pytest.fixture
def spared():
    frozen = gc.get_freeze_count()
    if frozen:
        gc.unfreeze()
    yield
    gc.unfreeze()


def test_what_stays_is_not_looked_through_and_what_is_left_later_still_goes(collector, spared, qtbot):
    Circle.gone.clear()
    stays = [[number] for number in range(MANY)]
    collector.spare_what_is_here()
    assert gc.get_freeze_count() > MANY
    assert not any(one is stays for one in gc.get_objects())
    for _ in range(MANY):
        Circle()
    qtbot.waitUntil(lambda: len(Circle.gone) == MANY, timeout=5_000)
    before = gc.get_freeze_count()
    collector.spare_what_is_here()
    assert gc.get_freeze_count() <= before, "once in a process"


def test_no_other_thread_destroys_what_the_window_left(collector, qtbot):
    Circle.gone.clear()
    for _ in range(MANY):
        Circle()
    with ThreadPoolExecutor(1) as other:
        other.submit(lambda: [[number] for number in range(200_000)]).result()
    assert Circle.gone == []
    qtbot.waitUntil(lambda: len(Circle.gone) == MANY, timeout=5_000)
    assert set(Circle.gone) == {threading.get_ident()}
