"""A world with a real server on the loopback, one clock for everybody, and desks that wait for what they ask."""

from __future__ import annotations

import pytest

from desktop_app.ui.language import Language
from tests.end_to_end.stories.world import World


@pytest.fixture
def world(served, tmp_path, qtbot, qapp):
    """Where a story happens; a failure that no page would show fails the story."""
    Language.set("en")
    made = World(served, tmp_path, qtbot)
    yield made
    made.end()
