"""Real stores on real SQLCipher, small organisations of laptops, and a feed that delivers like the central system's."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.storage.database import Database
from desktop_app.storage.store import Store
from tests.storage.laptops import KEY, SALT, Team, make_store


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new empty store file."""
    made = Database.create(tmp_path / "luotsi.db", KEY, SALT)
    yield made
    made.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new store of a worker who is not enrolled."""
    made = make_store(tmp_path / "luotsi.db")
    yield made
    made.close()


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Callable[[int], Team]]:
    """Makes organisations whose laptops trust each other: `team(2)` has two."""
    teams: list[Team] = []

    def make(laptops: int) -> Team:
        folder = tmp_path / f"team{len(teams)}"
        folder.mkdir()
        teams.append(Team.make(folder, laptops))
        return teams[-1]

    yield make
    for each in teams:
        each.close()
