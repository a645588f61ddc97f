import dataclasses
import json

import pytest

from desktop_app import settings
from desktop_app.settings import Settings


def test_without_a_file_the_defaults_hold(tmp_path):
    loaded = settings.load(tmp_path / "settings.json")
    assert loaded.settings == Settings()
    assert loaded.problem is None


def test_what_was_saved_comes_back(tmp_path):
    path = tmp_path / "new" / "settings.json"
    chosen = Settings(language="sv", theme="dark", scale=150, server="https://central.example", lock_minutes=5)
    settings.save(chosen, path)
    assert settings.load(path).settings == chosen


def test_settings_of_a_newer_program_are_kept(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"language": "fi", "from_the_future": {"a": [1]}}), encoding="utf-8")
    loaded = settings.load(path)
    settings.save(dataclasses.replace(loaded.settings, language="en"), path)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["from_the_future"] == {"a": [1]}
    assert document["language"] == "en"


@pytest.mark.parametrize("damage", ["", "{", "[1]", '"text"', "\x00", "[" * 100_000])
def test_a_damaged_file_gives_the_defaults_and_is_reported(tmp_path, damage):
    path = tmp_path / "settings.json"
    path.write_text(damage, encoding="utf-8")
    loaded = settings.load(path)
    assert loaded.settings == Settings()
    assert loaded.problem is not None
    assert loaded.problem.code == "settings_damaged"


@pytest.mark.parametrize(
    "wrong", [{"language": "xx"}, {"scale": 99}, {"scale": True}, {"lock_minutes": 0}, {"theme": None}, {"server": 7}]
)
def test_one_wrong_value_costs_only_itself(tmp_path, wrong):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"last_folder": "papers", **wrong}), encoding="utf-8")
    loaded = settings.load(path)
    assert loaded.settings == Settings(last_folder="papers")
    assert loaded.problem is not None
    assert loaded.problem.details == {"settings": list(wrong)}


def test_a_failed_save_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "settings.json"
    settings.save(Settings(language="fi"), path)

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        settings.save(Settings(language="sv"), path)
    assert settings.load(path).settings.language == "fi"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_every_setting_has_a_description():
    assert {field.name for field in dataclasses.fields(Settings)} - {"other"} == set(settings.DESCRIPTIONS)
