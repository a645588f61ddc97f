"""The look and the language that every test of the window begins with."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.ui.language import Language
from desktop_app.ui.theme import Theme
from desktop_app.ui.tokens import ThemeName


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 %, in English; a test may change both."""
    theme = Theme(ThemeName.LIGHT, 100, system_contrast=False, reduced_motion=True)
    theme.apply(qapp)
    Language.set("en")
    yield theme
    theme.choose(ThemeName.LIGHT, 100)
    Language.set("en")
