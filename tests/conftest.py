"""What every test stands on: no screen, no real data folder, and the scripts of `packaging` importable."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from desktop_app.lasting_none import keep_none

keep_none()  # before any library that counts wrongly is used

pytest_plugins = ["tests.central_fixtures"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "packaging"))

# a busy machine is no failure; what failed is printed so that it can be tried again
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def no_real_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever touches the data folder of the person who runs it."""
    monkeypatch.setenv("LUOTSI_DATA", str(tmp_path / "luotsi-data"))
