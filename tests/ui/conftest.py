"""The look and the language that every test of the window begins with."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop_app.ui.language import Language
from desktop_app.ui.theme import Theme
from desktop_app.ui.tokens import ThemeName


@pytest.fixture(autouse=True)
def collect_in_this_thread() -> Iterator[None]:
    """As in the program: the store's thread, which collects like any other, must never find a widget of a past test."""
    gc.disable()
    yield
    gc.collect(2 if gc.get_count()[2] > 10 else 1)


@pytest.fixture
def look(qapp: QApplication) -> Theme:
    """The light theme at 100 %, in English; a test may change both."""
    # What earlier tests closed waits for an event loop that tests never enter; it would be painted again and again.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme = Theme(ThemeName.LIGHT, 100, system_contrast=False, reduced_motion=True)
    theme.apply(qapp)
    Language.set("en")
    return theme
