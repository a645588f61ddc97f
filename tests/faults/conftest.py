"""A world of processes behind a proxy."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.central_fixtures import CentralInTest
from tests.faults.proxy import Proxy
from tests.faults.world import World
from tests.sync.conftest import found

__all__ = ["found", "make_world"]


@pytest.fixture
def make_world(make_central: Callable[[str], CentralInTest], tmp_path: Path) -> Iterator[Callable[[int], World]]:
    """Make the world of this test; its proxy draws from the seed."""
    worlds: list[World] = []

    def make(seed: int) -> World:
        worlds.append(World.make(make_central, tmp_path, Proxy(seed)))
        return worlds[-1]

    yield make
    for world in worlds:
        world.close()
        world.proxy.close()
