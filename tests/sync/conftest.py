"""Organisations of laptops around a real central system."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.central_fixtures import CentralInTest
from tests.sync.office import Office


@pytest.fixture
def found(central: CentralInTest, tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Found organisations: `found(3)` has three laptops."""
    offices: list[Office] = []

    def make(laptops: int = 1, **more) -> Office:
        offices.append(Office.found(central, tmp_path / f"office{len(offices)}", laptops, **more))
        return offices[-1]

    yield make
    for office in offices:
        office.close()
