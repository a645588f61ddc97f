import sys
from pathlib import Path

import pytest

from desktop_app import paths


def test_from_source_resources_and_translations_stand_at_the_top():
    top = Path(__file__).resolve().parent.parent
    assert paths.resources() == top / "resources"
    assert paths.translations() == top / "translations"
    assert (paths.translations() / "interface.pot").exists()


def test_installed_they_lie_inside_the_package(monkeypatch, tmp_path):
    (tmp_path / "resources").mkdir()
    (tmp_path / "translations").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resources() == tmp_path / "resources"
    assert paths.translations() == tmp_path / "translations"


def test_frozen_they_lie_in_the_bundle(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"HOME": "/h"}, "/h/.local/share/luotsi"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/x"}, "/x/luotsi"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "not/absolute"}, "/h/.local/share/luotsi"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/Luotsi"),
        ("win32", {"HOME": "/h", "LOCALAPPDATA": "/l"}, "/l/Luotsi"),
        ("win32", {"HOME": "/h"}, "/h/AppData/Local/Luotsi"),
        ("linux", {"HOME": "/h", "LUOTSI_DATA": "/chosen"}, "/chosen"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the home folder comes from other variables there")
def test_the_data_folder_is_where_the_system_keeps_data(monkeypatch, platform, environment, expected):
    for name in ("LUOTSI_DATA", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert paths.data_folder() == Path(expected)


def test_no_folder_is_made_by_asking(tmp_path, monkeypatch):
    monkeypatch.setenv("LUOTSI_DATA", str(tmp_path / "data"))
    assert not paths.data_folder().exists()
