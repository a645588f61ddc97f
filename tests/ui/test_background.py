"""Work beside the window: answers come back to it, and nothing that was given is dropped in another thread."""

from __future__ import annotations

import threading

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ui.background import Background, UnexpectedError


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


class Given:
    """Something that a view model gives to the background; notes in which thread it is dropped."""

    def __init__(self, dropped: list[str], error: Exception | None = None) -> None:
        self._dropped, self._error = dropped, error

    def __call__(self, *answers: object) -> str:
        if self._error is not None:
            raise self._error
        return "done"

    def __del__(self) -> None:
        self._dropped.append(threading.current_thread().name)


@pytest.mark.parametrize("where", ["in_store", "in_network", "in_sheets"])
@pytest.mark.parametrize("error", [None, LuotsiError("disk_full")])
def test_what_was_given_is_dropped_in_the_windows_thread(background, qtbot, where, error):
    dropped: list[str] = []
    said: list[object] = []
    for _ in range(50):
        getattr(background, where)(Given(dropped, error), Given(dropped), said.append)
    qtbot.waitUntil(lambda: not background._jobs)
    if error is not None:
        assert len(said) == 50
        said.clear()
        error.__traceback__ = None
    qtbot.waitUntil(lambda: len(dropped) == 100)
    assert set(dropped) == {threading.main_thread().name}


def test_what_is_waited_for_is_dropped_in_the_windows_thread(background):
    dropped: list[str] = []
    for _ in range(50):
        assert background.store_now(Given(dropped)) == "done"
    assert dropped == [threading.main_thread().name] * 50


def test_answers_and_errors_come_back_in_order(background, qtbot):
    heard: list[object] = []
    background.in_store(lambda: 1, heard.append)
    background.in_store(lambda: 1 / 0, heard.append, lambda error: heard.append(type(error)))
    background.in_store(lambda: 2, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [1, UnexpectedError, 2]


def test_what_is_waited_for_raises_its_own_error(background):
    with pytest.raises(ZeroDivisionError):
        background.store_now(lambda: 1 / 0)
